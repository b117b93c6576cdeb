import Duties
import HTML
import Organisations
import Reporting
import Terms
import Web
import Words

/// A report as a member sees it: what is due, what is known, what was said, what can be done now.
struct CasePage {
    private let tools: CaseTools
    /// The deed that led here.
    private let done: String?
    private var words: Words { tools.words }
    private var view: CaseView { tools.view }
    private var forms: CaseForms { CaseForms(tools: tools) }

    init(_ tools: CaseTools, done: String?) {
        self.tools = tools
        self.done = done
    }

    private var address: ((Language) -> String)? {
        tools.refused == nil ? { [id = tools.id] in StaffAddress.report(id, $0) } : nil
    }

    func document() -> Document {
        let title = words("staff.case.title", ["reference": view.envelope.reference])
        return memberPage(
            words, tools.session, title: title, current: .inbox,
            address: address, problems: tools.problems, isWide: true
        ) {
            errorSummary(words("form.error.title"), tools.problems)
            news
            backLink(words("staff.inbox.title"), to: StaffAddress.inbox(words.language))
            h1 { title }
            p {
                urgencyBadge(words, view.envelope.urgency, isOpen: tools.isOpen)
                " "
                badge(words(view.envelope.state))
            }
            state
            contact
            sections
            div(.class("columns")) {
                div {
                    CaseContents(tools: tools).html
                    conversation
                    internalEvents
                    if view.isOwner { linked }
                }
                section(.id("deeds")) {
                    h2 { words("staff.case.deeds") }
                    if !tools.canAct {
                        p { words("staff.waiting") }
                    } else if view.isOwner {
                        forms.owner
                    } else {
                        forms.offered
                    }
                }
            }
        }
    }

    /// What was done just now, or why it was not.
    @HTML.Builder private var news: HTML {
        if let done, words.has(Key("staff.case.done", done)) {
            doneNotice(words(Key("staff.case.done", done)))
        }
        if let refused = tools.refused, let sentence = refused.sentence { overtaken(refused, sentence) }
    }

    private func overtaken(_ refused: RefusedForm, _ sentence: String) -> HTML {
        let seen = refused.fields["seen"].flatMap { Int64($0) }.map { Instant(milliseconds: $0) } ?? tools.now
        let since = view.events.filter { $0.at >= seen }
        let typed = CaseDeed.text(refused.fields)
        return div(.class("notice warning"), .focusable, .autofocus) {
            div(.role("alert")) {
                h2 { words("staff.case.overtaken") }
                p { sentence }
                if !since.isEmpty {
                    p { words("staff.case.overtaken.since") }
                    ul { for event in since { li { heading(of: event) + " · " + words.time(event.at) } } }
                }
                if !typed.isEmpty {
                    p { words("staff.case.overtaken.typed") }
                    ownWords(typed)
                }
            }
        }
    }

    /// What comes next, by when and by whom.
    @HTML.Builder private var state: HTML {
        if let duty = view.duty, let step = Step(rawValue: duty.step) {
            let isLate = duty.isLate(at: tools.now)
            notice(isLate ? .danger : .neutral, words("staff.case.next", ["step": words(step)])) {
                p {
                    words("staff.case.due") + " "
                    moment(words, duty.due)
                    " · "
                    strong { words.term(duty.due.since(tools.now)) }
                }
                if view.envelope.state == .received {
                    p {
                        words(
                            "staff.case.promised",
                            ["due": words.promise(Promise(duty.due, urgency: duty.urgency), at: tools.now)])
                    }
                }
                owed
                p { words("staff.case.assignee") + ": " + (view.assignee ?? words("staff.case.nobody")) }
                if view.isOwner, tools.canAct, duty.member != tools.session.member.id { forms.take }
            }
        }
        if let offer = view.offer {
            notice(.warning) {
                if view.isOwner {
                    p {
                        words("staff.case.offered", ["organisation": offer.receiverName]) + " "
                        words("staff.inbox.offeredAt") + " "
                        moment(words, offer.offeredAt)
                    }
                    if tools.canAct { deedButton(words("staff.case.withdraw"), to: tools.address("withdraw")) }
                } else {
                    p { words("staff.case.asked.by", ["organisation": offer.senderName]) }
                    p { words("staff.case.asked.text") }
                    p { a(to: "#deeds") { words("staff.case.asked.answer") } }
                }
            }
        }
    }

    /// What is due besides the next step, each with its own moment.
    @HTML.Builder private var owed: HTML {
        let others = view.debts.inOrder.dropFirst()
        if !others.isEmpty {
            p { words("staff.owed") }
            ul {
                for (step, due) in others {
                    li {
                        words(step) + ": " + words("staff.case.due").lowercased() + " "; moment(words, due)
                    }
                }
            }
        }
    }

    /// Before anything else is read: what may hurt somebody when it is done wrong.
    @HTML.Builder private var contact: HTML {
        if let contact = view.contact {
            notice(.warning, words("staff.case.contact")) {
                p {
                    words.forStaff(contact.way) + ": "
                    bdi { contact.address }
                }
                if let moment = contact.from {
                    p { strong { words("staff.case.contact.from", ["moment": words.dateTime(moment)]) } }
                }
                if contact.safely.isEmpty {
                    p { words("staff.case.contact.unknown") }
                } else {
                    ownWords(contact.safely)
                }
                if view.isOwner, tools.isOpen, tools.canAct { forms.contact }
            }
        }
    }

    private var sections: HTML {
        nav(.class("tabs"), .aria("label", words("staff.case.sections"))) {
            ul {
                li { a(to: "#contents") { words("staff.case.contents") } }
                li { a(to: "#conversation") { words.count("staff.case.conversation.count", messages.count) } }
                li { a(to: "#internal") { words.count("staff.case.internal.count", inner.count) } }
                if view.isOwner { li { a(to: "#linked") { words("staff.case.linked") } } }
                li { a(to: "#deeds") { words("staff.case.deeds") } }
            }
        }
    }

    private var messages: [CaseEvent] { view.events.filter { $0.kind.isMessage } }
    private var inner: [CaseEvent] { view.events.filter { !$0.kind.isMessage } }

    private var conversation: HTML {
        section(.id("conversation")) {
            h2 { words("staff.case.conversation") }
            if messages.isEmpty { p { words("staff.case.conversation.none") } }
            for event in messages { self.event(event) }
            if view.isOwner, tools.isOpen, tools.canAct { forms.message }
        }
    }

    private var internalEvents: HTML {
        section(.id("internal")) {
            h2 { words("staff.case.internal") }
            p(.class("hint")) { words("staff.case.internal.hint") }
            history
            for event in inner { self.event(event) }
            if view.isOwner, tools.canAct { forms.note }
        }
    }

    /// Which organisations the report went by.
    @HTML.Builder private var history: HTML {
        if !view.handOvers.isEmpty {
            h3 { words("staff.case.handOvers") }
            ul {
                for step in view.handOvers {
                    li {
                        words(
                            "staff.case.handOvers.step",
                            [
                                "sender": step.senderName, "receiver": step.receiverName, "state": words(step.state),
                                "when": words.shortDateTime(step.at),
                            ])
                    }
                }
            }
        }
    }

    private var linked: HTML {
        section(.id("linked")) {
            h2 { words("staff.case.linked") }
            if view.linked.isEmpty { p { words("staff.case.linked.none") } }
            ul(.class("rows")) {
                for envelope in view.linked {
                    li {
                        a(to: StaffAddress.report(envelope.id, words.language)) { envelope.reference }
                        " · " + words(envelope.state) + " · " + envelopeSummary(words, envelope, tools.register)
                        if tools.canAct { forms.unlink(envelope) }
                    }
                }
            }
            if tools.canAct { forms.link }
        }
    }

    private func event(_ event: CaseEvent) -> HTML {
        message(
            heading(of: event), moment(words, event.at), isOwn: event.kind == .fromOrganisation,
            text: event.appointment?.sentence(words) ?? event.text,
            files: HTML {
                event.correction.map { correctionLines(words, $0, tools.register) }
                caseFiles(words, event.files, of: tools.id)
            })
    }

    private func heading(of event: CaseEvent) -> String {
        let what = words(event.kind) + (event.urgency.map { ": " + words($0) } ?? "")
        return what + " · " + (event.author ?? words("staff.case.theReporter"))
    }
}

extension CaseEvent.Kind {
    /// What the reporter sees too.
    fileprivate var isMessage: Bool { self == .fromReporter || self == .fromOrganisation }
}
