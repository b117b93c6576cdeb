import Collaboration
import Duties
import HTML
import Organisations
import Terms
import Words

/// A task as a member sees it: what is asked, what was written about it, what can be done.
struct TaskPage {
    private let tools: TaskTools
    /// The deed that led here.
    private let done: String?
    private var words: Words { tools.words }
    private var view: TaskView { tools.view }
    private var line: TaskLine { tools.view.line }

    init(_ tools: TaskTools, done: String?) {
        self.tools = tools
        self.done = done
    }

    func document() throws -> Document {
        let title = self.title
        let matter = try self.matter()
        let deeds = try TaskForms(tools: tools).html()
        return memberPage(
            words, tools.session, title: title, current: .dossiers,
            address: tools.refused == nil ? { [id = view.id] in DossierAddress.task(id, $0) } : nil,
            problems: tools.problems, isWide: true
        ) {
            errorSummary(words("form.error.title"), tools.problems)
            if let done, words.has(Key("task.done", done)) {
                doneNotice(words(Key("task.done", done)))
            }
            if let refused = tools.refused { overtaken(words, refused) }
            back
            h1 { title }
            p {
                if tools.isOpen, let urgency = view.urgency {
                    badge(words(urgency), urgency.tone)
                    " "
                }
                badge(words(line.state), line.state == .done ? .good : .neutral)
            }
            due
            div(.class("columns")) {
                div {
                    matter
                    factList(facts)
                }
                section(.id("deeds")) {
                    if !deeds.isEmpty { h2 { words("task.deeds") } }
                    if !deeds.isEmpty, tools.canAct { tools.readBy }
                    deeds
                }
            }
        }
    }

    private var title: String {
        switch line.kind {
        case .action: return words(tools.task.meeting == nil ? "task.action" : "task.decision")
        case .meeting: return words("meeting.title", ["moment": words.dateTime(tools.task.heldAt ?? tools.task.askedAt)])
        case .consultation:
            return tools.isAsker
                ? words("consultation.to", ["organisation": line.responsibleName])
                : words("consultation.from", ["organisation": line.askerName])
        case .transfer: return words(line.kind)
        }
    }

    @HTML.Builder private var back: HTML {
        if let dossier = tools.task.dossier, view.opensDossier {
            backLink(
                words("task.toDossier", ["reference": DossierEnvelope.reference(of: dossier)]),
                to: DossierAddress.tab(.tasks, dossier, words.language))
        } else {
            backLink(words("day.title"), to: DossierAddress.day(words.language))
        }
    }

    /// By when and by whom, while it is not done.
    @HTML.Builder private var due: HTML {
        if tools.isOpen, let due = line.due, line.kind != .meeting {
            notice(due < tools.now ? .danger : .neutral) {
                p {
                    words("task.due", ["organisation": line.responsibleName]) + " "
                    moment(words, due)
                    " · "
                    strong { words.term(due.since(tools.now)) }
                }
                p { words("staff.case.assignee") + ": " + (line.assignee ?? words("staff.case.nobody")) }
                take
            }
        }
    }

    @HTML.Builder private var take: HTML {
        if tools.canAct, tools.isOurs, line.kind != .transfer, line.member != tools.session.member.id {
            form(to: tools.address("take")) {
                tools.place
                button(words("staff.case.take"), .secondary)
            }
        }
    }

    private func matter() throws -> HTML {
        switch line.kind {
        case .meeting: return try MeetingPart(tools: tools).html()
        case .consultation: return try consultation()
        case .action, .transfer:
            return HTML {
                h2 { words("task.text") }
                if let text = line.text { ownWords(text) } else { p { words("task.sealed") } }
                outcome
                if line.kind == .transfer, tools.isOpen, view.opensDossier, let dossier = tools.task.dossier {
                    p {
                        a(to: DossierAddress.tab(.tasks, dossier, words.language)) { words("transfer.toAnswer") }
                    }
                }
            }
        }
    }

    @HTML.Builder private var outcome: HTML {
        if let outcome = line.outcome {
            h2 { words(Key("task.outcome", line.state.rawValue)) }
            ownWords(outcome)
        }
    }

    private func consultation() throws -> HTML {
        let kept = try view.contents.last(ConsultationText.self)
        let messages = try TaskMessages(tools: tools).html()
        return HTML {
            h2 { words("consultation.asked") }
            if let kept {
                ownWords(kept.body.question)
                details(.class("more")) {
                    summary { words("sharing.grounds") }
                    factList(GroundsForm.facts(kept.body.grounds, words))
                }
            } else {
                p { words("task.sealed") }
            }
            outcome
            messages
        }
    }

    private var facts: [Fact] {
        let task = tools.task
        func fact(_ name: Key, _ value: String) -> Fact { Fact(name: words(name), value: HTML(text: value)) }
        var facts = [
            fact("task.asker", line.askerName), fact("task.responsible", line.responsibleName),
            Fact(name: words("task.askedAt"), value: moment(words, task.askedAt)),
        ]
        if let part = task.compartment { facts.append(fact("sharing.part", words(part))) }
        if let ended = task.endedAt { facts.append(Fact(name: words("task.endedAt"), value: moment(words, ended))) }
        if let meeting = task.meeting {
            facts.append(
                Fact(
                    name: words("task.ofMeeting"),
                    value: a(to: DossierAddress.task(meeting, words.language)) { words("task.ofMeeting.see") }))
        }
        return facts
    }
}

/// What those who take part in a consultation or a meeting wrote to each other.
struct TaskMessages {
    let tools: TaskTools
    private var words: Words { tools.words }

    func html() throws -> HTML {
        let messages = try tools.view.contents.all(DossierMessage.self)
        return section(.id("messages")) {
            h2 { words("task.messages") }
            let withdrawn = tools.view.contents.withdrawn(DossierMessage.self)
            if messages.isEmpty, withdrawn.isEmpty { p { words("task.messages.none") } }
            for kept in messages { entry(kept) }
            for record in withdrawn {
                withdrawnLine(
                    words, record, tools.readings?.of(record) ?? [], isOurs: record.author.organisation == tools.us)
            }
            if tools.canAct, tools.task.involves(tools.us) {
                form(to: tools.address("write"), .id("write")) {
                    tools.place
                    tools.text("write", "message.text", "task.message", hint: "task.message.hint")
                    tools.readBy
                    buttons { button(words("task.message.send"), .secondary) }
                }
            }
        }
    }

    private func entry(_ kept: Kept<DossierMessage>) -> HTML {
        let isOwn = kept.author.organisation == tools.us
        return HTML {
            message(
                kept.author.name + ", " + kept.author.organisationName, moment(words, kept.at), isOwn: isOwn,
                text: kept.body.text)
            if isOwn {
                if tools.mayWithdraw(kept.author) {
                    p(.class("hint")) {
                        a(
                            to: DossierAddress.withdraw(kept.id, on: tools.view.id, words.language),
                            .aria("label", words("withdraw.link.named", ["name": String(kept.body.text.prefix(60))]))
                        ) { words("withdraw.link") }
                    }
                }
                if let readings = tools.readings { readList(words, readings.of(kept)) }
            }
        }
    }
}
