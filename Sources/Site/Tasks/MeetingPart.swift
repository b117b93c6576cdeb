import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// A meeting on its page: agenda, who takes part and what each reads, what was decided.
struct MeetingPart {
    let tools: TaskTools
    private var words: Words { tools.words }
    private var view: TaskView { tools.view }

    func html() throws -> HTML {
        let plan = try view.contents.last(MeetingPlan.self)
        let minutes = try view.contents.last(MeetingMinutes.self)
        let messages = try TaskMessages(tools: tools).html()
        return HTML {
            if let minutes { self.minutes(minutes) }
            if !view.decisions.isEmpty { decisions }
            if view.line.state == .withdrawn, view.line.outcome == nil { p { words("meeting.ended") } }
            if let outcome = view.line.outcome, minutes == nil {
                h2 { words(Key("task.outcome", view.line.state.rawValue)) }
                ownWords(outcome)
            }
            if let plan { agenda(plan) }
            if tools.isOpen {
                p {
                    a(to: DossierAddress.calendar(view.id, words.language), .download) { words("meeting.toCalendar") }
                }
                p(.class("hint")) { words("meeting.toCalendar.hint", ["name": words("meeting.calendar")]) }
            }
            parties
            messages
        }
    }

    @HTML.Builder private func agenda(_ plan: Kept<MeetingPlan>) -> HTML {
        h2 { words("meeting.agenda") }
        if !plan.body.place.isEmpty {
            p {
                words("meeting.place.is") + ": "
                bdi { plan.body.place }
            }
        }
        ownWords(plan.body.agenda)
        details(.class("more")) {
            summary { words("sharing.grounds") }
            factList(GroundsForm.facts(plan.body.grounds, words))
        }
    }

    @HTML.Builder private var parties: HTML {
        h2 { words("meeting.parties") }
        p(.class("hint")) { words("meeting.parties.reads.hint") }
        invitation
        ul(.class("rows")) {
            for party in view.parties {
                li {
                    strong { party.name }
                    if party.organisation != tools.task.responsible { " · " + words(Self.answer(party.comes)) }
                    div(.class("hint")) {
                        let parts = Compartment.allCases.filter(party.parts.contains).map { words($0) }
                        parts.isEmpty
                            ? words("meeting.reads.nothing")
                            : words("meeting.reads", ["parts": parts.joined(separator: ", ")])
                    }
                }
            }
        }
    }

    /// Whether the organisation comes, asked of who was invited.
    @HTML.Builder private var invitation: HTML {
        if tools.canAct, tools.isOpen, tools.task.parties.contains(tools.us), !tools.isOurs {
            form(to: tools.address("answer")) {
                buttons {
                    button(words("meeting.comes"), .secondary, value: ("comes", "yes"))
                    button(words("meeting.comesNot"), .secondary, value: ("comes", "no"))
                }
            }
        }
    }

    /// What an organisation said to an invitation.
    static func answer(_ comes: Bool?) -> Key {
        switch comes {
        case true?: "meeting.answer.comes"
        case false?: "meeting.answer.comesNot"
        case nil: "meeting.answer.none"
        }
    }

    @HTML.Builder private func minutes(_ minutes: Kept<MeetingMinutes>) -> HTML {
        h2 { words("meeting.minutes") }
        p(.class("hint")) { minutes.author.name + " · " + words.dateTime(minutes.at) }
        ownWords(minutes.body.text)
        if !minutes.body.told.isEmpty {
            h3 { words("meeting.told") }
            ownWords(minutes.body.told)
        }
    }

    @HTML.Builder private var decisions: HTML {
        h2 { words("meeting.decisions") }
        table(words("meeting.decisions"), showsCaption: false, .class("cards")) {
            thead {
                tr {
                    th(.column) { words("tasks.column.what") }
                    th(.column) { words("tasks.column.who") }
                    th(.column) { words("tasks.column.due") }
                    th(.column) { words("tasks.column.state") }
                }
            }
            tbody {
                for decision in view.decisions {
                    tr {
                        th(.row) {
                            a(to: DossierAddress.task(decision.id, words.language)) { taskTitle(words, decision) }
                            if let outcome = decision.outcome { div(.class("hint")) { outcome } }
                        }
                        td(words("tasks.column.who")) { decision.responsibleName }
                        td(words("tasks.column.due"), .class("due")) {
                            if let due = decision.due { dueTime(words, due, tools.now) }
                        }
                        td(words("tasks.column.state")) { words(decision.state) }
                    }
                }
            }
        }
    }
}

/// Writing down what a meeting decided: what was said, who does what by when, what the person is told.
struct MinutesForm {
    static let deed = "minutes"
    private static let mostDecisions = 8
    /// So many stand on the page; the others are folded.
    private static let shownDecisions = 3
    let tools: TaskTools
    private var words: Words { tools.words }

    var html: HTML {
        let isOver = tools.task.heldAt.map { $0 < tools.now } ?? false
        return tools.folded(Self.deed, "meeting.keep", isOpen: isOver) {
            p { words("meeting.keep.text") }
            tools.text(Self.deed, "minutes.text", "meeting.minutes.text", hint: "meeting.minutes.hint", rows: 6)
            for number in 1...Self.shownDecisions { decision(number) }
            details(hasMore ? .open : .class("more")) {
                summary { words("meeting.decision.more") }
                for number in (Self.shownDecisions + 1)...Self.mostDecisions { decision(number) }
            }
            tools.text(Self.deed, "minutes.told", "meeting.told", hint: "meeting.told.hint", rows: 3)
        }
    }

    private var hasMore: Bool {
        ((Self.shownDecisions + 1)...Self.mostDecisions).contains {
            !(tools.typed(Self.deed, "decision.\($0)") ?? "").isEmpty
        }
    }

    private func decision(_ number: Int) -> HTML {
        fieldset(words("meeting.decision", ["number": String(number)]), .class("choice-group")) {
            tools.text(Self.deed, "decision.\(number)", "meeting.decision.text", rows: 2)
            tools.list(
                Self.deed, "organisation\(number)", "meeting.decision.who",
                tools.view.parties.map { Choice($0.organisation.text, $0.name) }, empty: "staff.choose")
            tools.day(Self.deed, "due.\(number)", "meeting.decision.due")
        }
    }

    /// Decisions without a text are left out.
    static func read(_ fields: FormFields, at now: Instant) throws -> (MeetingMinutes, [Decision]) {
        var form = FormReading(fields)
        let text = form.text("minutes.text")
        var decisions: [Decision] = []
        for number in 1...mostDecisions {
            let (name, due) = ("decision.\(number)", "due.\(number)")
            let chosen = fields["organisation\(number)"] ?? ""
            let words = DossierDeed.text(name, fields)
            if words.isEmpty, chosen.isEmpty, TypedDate(fields, due).isEmpty { continue }
            _ = form.text(name)
            let organisation: OrganisationID? = try form.id("organisation\(number)")
            guard let until = form.endOfDay(due), let organisation, !words.isEmpty else { continue }
            let decision = Decision(text: words, organisation: organisation, due: until)
            do { try decision.checked(at: now) } catch {
                let isDue = error.reason == .dueInThePast || error.reason == .dueTooLate
                form.refuse(isDue ? due : name, error.sentence)
            }
            decisions.append(decision)
        }
        guard form.isClear else { throw form.unclear }
        return (MeetingMinutes(text: text, told: DossierDeed.text("minutes.told", fields)), decisions)
    }
}
