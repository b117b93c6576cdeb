import Duties
import HTML
import Organisations
import Reporting
import Terms
import Words

/// A report as a member sees it: what is known, what happened, what can be done now.
struct CasePage {
    let words: Words
    let session: Session
    let view: CaseView
    let now: Instant
    let register: MunicipalityRegister
    let receivers: [Receiver]
    var problems = Problems()
    var typed: [String: String] = [:]
    /// The message or note that is being written, sealed, and files that it has already.
    let draft: String
    let carried: [FileNote]

    private var id: ReportID { view.envelope.id }
    private var isOpen: Bool { view.envelope.state != .closed }

    func document() -> Document {
        let title = words("staff.case.title", ["reference": view.envelope.reference])
        return memberPage(words, session, title: title, problems: problems) {
            errorSummary(words("form.error.title"), problems)
            h1 { title }
            p {
                badge(words(view.envelope.urgency), view.envelope.urgency.tone)
                " "
                badge(words(view.envelope.state))
            }
            if let duty = view.duty, let step = Step(rawValue: duty.step) {
                p { words(step) + " · " + words.term(duty.due.since(now)) }
            }
            factList(facts)
            contents
            h2 { words("staff.case.events") }
            for event in view.events { self.event(event) }
            if view.isOwner { ownerForms } else { offeredForms }
        }
    }

    private var facts: [Fact] {
        let envelope = view.envelope
        let place = envelope.municipality.flatMap { register[$0]?.name }
        let forms = ExploitationForm.allCases.filter(envelope.forms.contains).map { words($0) }
        return [
            Fact(name: words("staff.case.received"), value: HTML(text: words.dateTime(envelope.receivedAt))),
            Fact(name: words("staff.case.owner"), value: HTML(text: view.ownerName)),
            Fact(
                name: words("staff.case.assignee"),
                value: HTML(text: view.assignee ?? words("staff.case.nobody"))),
            Fact(name: words("step.subject.title"), value: HTML(text: words(envelope.subject))),
            Fact(name: words("staff.case.reporter"), value: HTML(text: words(envelope.role))),
            Fact(name: words("staff.case.age"), value: HTML(text: words(envelope.age))),
            Fact(name: words("staff.case.forms"), value: HTML(text: forms.joined(separator: ", "))),
            Fact(
                name: words("staff.case.place"), value: HTML(text: place ?? words("step.check.place.unknown"))),
        ]
    }

    @HTML.Builder private var contents: HTML {
        if let contents = view.contents {
            if !contents.words.isEmpty {
                h2 { words("staff.case.words") }
                ownWords(contents.words)
            }
            if !contents.signs.isEmpty {
                h2 { words("staff.case.signs") }
                ul { for sign in contents.signs { li { words(Key("sign", sign)) } } }
            }
            if !contents.clues.isEmpty {
                h2 { words("staff.case.clues") }
                ul {
                    for clue in contents.clues {
                        li {
                            words(clue.kind) + ": "
                            bdi { clue.value }
                            " (" + words(clue.involvement) + ")"
                        }
                    }
                }
            }
            if !contents.files.isEmpty {
                h2 { words("staff.case.files") }
                files(contents.files)
            }
        } else {
            notice(.warning) { p { words("staff.inbox.waiting") } }
        }
        if let contact = view.contact {
            notice(.warning, words("staff.case.contact")) {
                p { words(contact.way) + ": " + contact.address }
                if !contact.safely.isEmpty { ownWords(contact.safely) }
            }
        }
    }

    private func event(_ event: CaseEvent) -> HTML {
        let who = event.author ?? words("staff.case.theReporter")
        return message(
            words(event.kind) + " · " + who, time(Words.machineReadable(event.at)) { words.dateTime(event.at) },
            isOwn: event.kind != .fromReporter, text: event.text, files: files(event.files))
    }

    @HTML.Builder private func files(_ files: [FileNote]) -> HTML {
        if !files.isEmpty {
            ul(.class("files")) {
                for file in files {
                    li {
                        a(to: StaffAddress.file(file.id, of: id, words.language), .download) { bdi { file.name } }
                        " "
                        span(.class("hint")) { words.bytes(file.bytes) }
                    }
                }
            }
        }
    }

    @HTML.Builder private var ownerForms: HTML {
        if isOpen {
            if view.offer == nil { judgementForm }
            messageForm
            if view.duty?.member != session.member.id {
                form(to: StaffAddress.deed("take", id, words.language)) {
                    hidden("version", String(view.version))
                    button(words("staff.case.take"), .secondary)
                }
            }
        }
        deedForm("note", "staff.case.note", "staff.case.note.hint") {
            hidden("draft", draft)
            checkbox(Field("oneself", words("staff.case.note.oneself")))
        }
        if isOpen {
            if let offer = view.offer {
                notice(.neutral) {
                    p { words("staff.case.offered", ["organisation": offer.receiverName]) }
                    form(to: StaffAddress.deed("withdraw", id, words.language)) {
                        button(words("staff.case.withdraw"), .secondary)
                    }
                }
            } else {
                handOverForm
                closeForm
            }
        } else {
            form(to: StaffAddress.deed("reopen", id, words.language)) {
                hidden("version", String(view.version))
                button(words("staff.case.reopen"), .secondary)
            }
        }
    }

    @HTML.Builder private var offeredForms: HTML {
        notice(.neutral, words("staff.case.asked")) { p { words("staff.case.asked.text") } }
        form(to: StaffAddress.deed("accept", id, words.language)) { button(words("staff.case.accept")) }
        deedForm("refuse", "staff.case.refuse", "staff.case.reason.hint") { HTML.empty }
    }

    private var messageForm: HTML {
        section(.id("message")) {
            h2 { words("staff.case.message") }
            uploadForm(words, to: StaffAddress.deed("message", id, words.language), id: "message-form") {
                hidden("draft", draft)
                textArea(
                    Field(
                        "message.text", words("staff.case.text"), hint: words("staff.case.message.hint"),
                        error: problems["message.text"]), value: typed["message"] ?? "", rows: 4)
                carriedFiles(words, carried)
                filesField(words, "files", words("dialogue.answer.files"), problem: problems["files"])
                buttons { button(words("staff.case.message"), .secondary) }
            }
        }
    }

    private var judgementForm: HTML {
        deedForm("judgement", "staff.case.judge", "staff.case.reason.hint") {
            radios(
                Field("urgency", words("staff.case.urgency")), Urgency.allCases.map { Choice($0.rawValue, words($0)) },
                chosen: view.envelope.urgency.rawValue)
            checkbox(Field("question", words("staff.case.isQuestion")), isChosen: view.envelope.subject == .question)
        }
    }

    private var handOverForm: HTML {
        deedForm("hand-over", "staff.case.handOver", "staff.case.reason.hint") {
            select(
                Field("receiver", words("staff.case.receiver")),
                receivers.map { Choice($0.organisation.id.text, $0.organisation.name) },
                chosen: view.wayBack?.organisation.id.text)
        }
    }

    private var closeForm: HTML {
        deedForm("close", "staff.case.close", "staff.case.reason.hint") {
            select(
                Field("closing", words("staff.case.closing")),
                ClosingReason.allCases.map { Choice($0.rawValue, words($0)) })
        }
    }

    /// A form of one deed with a text; what was typed is kept when it is refused.
    private func deedForm(
        _ deed: String, _ title: Key, _ hint: Key, @HTML.Builder choices: () -> HTML
    ) -> HTML {
        let choices = choices()
        let name = deed + ".text"
        return section(.id(deed)) {
            h2 { words(title) }
            form(to: StaffAddress.deed(deed, id, words.language)) {
                hidden("version", String(view.version))
                choices
                textArea(
                    Field(name, words("staff.case.text"), hint: words(hint), error: problems[name]),
                    value: typed[deed] ?? "", rows: 4)
                buttons { button(words(title), .secondary) }
            }
        }
    }
}
