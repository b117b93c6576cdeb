import HTML
import Reporting
import Terms
import Words

/// Where a code is typed.
struct EnterPage {
    let words: Words
    var problem: String?
    /// A code that was not found: most of it is right, so that it need not be typed anew.
    var typed = ""

    func document() -> Document {
        var problems = Problems()
        if let problem { problems.add("code", problem) }
        return publicPage(
            words, title: words("dialogue.enter.title"), home: PublicAddress.home(words.language),
            languages: .links(PublicAddress.inEach(PublicAddress.conversation)), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("dialogue.enter.title") }
            lead(words("dialogue.enter.lead"))
            form(to: PublicAddress.conversation(words.language)) {
                textField(
                    Field(
                        "code", words("dialogue.enter.label"), hint: words("dialogue.enter.hint"),
                        error: problems["code"]), value: typed, maxLength: 40, width: .code)
                buttons { button(words("dialogue.enter.button")) }
            }
            p { words("dialogue.enter.lost") }
        }
    }
}

/// What the holder of a code sees.
struct DialoguePage {
    let words: Words
    let view: DialogueView
    let sealed: String
    let now: Instant
    let said: ConversationRoutes.Said

    func document() -> Document {
        return publicPage(
            words, title: words("dialogue.title"), home: PublicAddress.home(words.language),
            languages: .buttons(form: "answer", name: "language"), problems: said.problems
        ) {
            errorSummary(words("form.error.title"), said.problems)
            if let good = said.good { doneNotice(good) }
            h1 { words("dialogue.title") }
            p { words("dialogue.received", ["date": words.dateTime(view.envelope.receivedAt)]) }
            p { words("dialogue.reference", ["reference": view.envelope.reference]) }
            h2 { words("dialogue.state.title") }
            if view.hasReader { p { badge(words(view.envelope.state)) } }
            if view.hasReader { state } else { noReader }
            owner
            conversation
            if view.hasReader { AnswerForm(words: words, state: sealed, said: said).html }
            contact
            form(to: PublicAddress.conversation(words.language), .id("dialogue")) {
                hidden("state", sealed)
                buttons {
                    button(words("dialogue.proof"), .quiet, action: PublicAddress.proof(words.language))
                    linkButton(words("dialogue.leave"), to: PublicAddress.home(words.language), .quiet)
                }
            }
        }
    }

    /// How it stands, and what the reporter may wait for, each with its time; when that is nothing, they read so.
    @HTML.Builder private var state: HTML {
        let waited = ReporterWait.all(of: view, at: now)
        if view.envelope.state != .received { p { words(Key("dialogue.state", view.envelope.state.rawValue, "text")) } }
        if waited.contains(where: \.isLate) { p { words("dialogue.late") } }
        for wait in waited where !wait.isLate {
            if let sentence = wait.sentence { p { words(sentence, ["due": words.promise(wait.promise, at: now)]) } }
        }
        if waited.isEmpty, view.envelope.state != .closed { p { words("dialogue.owed.nothing") } }
    }

    /// Nobody holds the keys any more: said as it is, with where to turn to now.
    private var noReader: HTML {
        notice(.warning) {
            p { words("dialogue.noReader", ["organisation": view.ownerName]) }
            p { words("dialogue.noReader.next") }
            buttons {
                linkButton(words("dialogue.noReader.again"), to: PublicAddress.report(words.language))
                linkButton(words("home.points.link"), to: SignpostAddress.directory(words.language), .secondary)
            }
        }
    }

    /// Why it was closed, and who is responsible now, or may be soon.
    @HTML.Builder private var owner: HTML {
        if let closing = view.envelope.closing {
            // Whoever got hold of the code is not told what is known, and nobody that they are not believed.
            switch closing {
            case .helped, .passedOn: p { words("dialogue.state.closed.reason", ["reason": words(closing)]) }
            case .noSignsFound, .alreadyKnown, .cannotGoOn: p { words("dialogue.state.closed.believed") }
            }
        }
        p {
            words(
                view.wasHandedOver ? "dialogue.state.taken.text" : "dialogue.owner", ["organisation": view.ownerName])
        }
        if let asked = view.askedName {
            p { words("dialogue.state.handedOver.text", ["organisation": asked, "current": view.ownerName]) }
        }
    }

    @HTML.Builder private var conversation: HTML {
        h2 { words("dialogue.conversation.title") }
        if let told = view.contents, !(told.words.isEmpty && told.files.isEmpty) {
            message(
                words("dialogue.message.you"), moment(view.envelope.receivedAt), isOwn: true, text: told.words,
                files: files(told.files))
        }
        for entry in view.messages {
            message(
                entry.isFromReporter ? words("dialogue.message.you") : view.ownerName, moment(entry.at),
                isOwn: entry.isFromReporter, text: told(entry.message), files: files(entry.message.files))
        }
        if let unanswered = view.envelope.unanswered {
            p { words(Key("dialogue.unanswered", unanswered.rawValue)) }
        } else if !view.messages.contains(where: { !$0.isFromReporter }) {
            p { words(view.envelope.state == .closed ? "dialogue.nothing.closed" : "dialogue.nothing") }
        }
        if hasFiles { p(.class("hint")) { words("dialogue.message.download.care") } }
    }

    /// What a message says; a promise of contact in words, whoever wrote it.
    private func told(_ message: Message) -> String { message.appointment.map { $0.sentence(words) } ?? message.text }

    private var hasFiles: Bool {
        view.contents?.files.isEmpty == false || view.messages.contains { !$0.message.files.isEmpty }
    }

    /// Each file with a button of the form at the end of the page: what opens it travels in the body only.
    @HTML.Builder private func files(_ files: [FileNote]) -> HTML {
        if !files.isEmpty {
            ul(.class("files")) {
                for file in files {
                    li {
                        button(
                            words("dialogue.message.download", ["name": file.name, "size": words.bytes(file.bytes)]),
                            .quiet, value: ("file", file.id.text), action: PublicAddress.file(words.language),
                            .form("dialogue"), .data("again"))
                    }
                }
            }
        }
    }

    private func moment(_ instant: Instant) -> HTML {
        time(Words.machineReadable(instant)) { words.dateTime(instant) }
    }

    /// Whether, when and from which number somebody gets in touch.
    @HTML.Builder private var agreed: HTML {
        if let appointment = view.messages.last(where: { $0.message.appointment != nil })?.message.appointment,
            appointment.at > now
        {
            p { strong { appointment.sentence(words) } }
        } else if let moment = view.contact?.from, moment > now || view.envelope.state == .received {
            p { words("dialogue.contact.asked", ["moment": words.promise(from: moment, at: now)]) }
            let look = ReporterWait.all(of: view, at: now).first { $0.step == .firstLook }
            if let look, !look.isLate, moment < look.promise.until {
                p { words("dialogue.contact.certain", ["due": words.promise(look.promise, at: now)]) }
            }
        }
    }

    @HTML.Builder private var contact: HTML {
        h2 { words("dialogue.contact.title") }
        if view.envelope.hasContact {
            p { words("dialogue.contact.text") }
            agreed
            form(to: PublicAddress.contact(words.language)) {
                hidden("state", sealed)
                button(words("dialogue.contact.withdraw"), .secondary, value: ("go", "ask"))
            }
        } else {
            p { words("dialogue.contact.none") }
        }
    }
}

extension Appointment {
    /// The promise, as the reporter and a colleague read it.
    func sentence(_ words: Words) -> String {
        words("dialogue.appointment", ["moment": words.dateTime(at), "from": from])
    }
}
