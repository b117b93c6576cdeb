import HTML
import Reporting
import Terms
import Words

/// Where a code is typed.
struct EnterPage {
    let words: Words
    var problem: String?

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
                        error: problems["code"]), maxLength: 40, width: .code)
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
    let state: String
    let now: Instant
    /// When somebody will have looked.
    let due: Instant
    var said: String?
    var problem: String?
    var typed = ""

    func document() -> Document {
        var problems = Problems()
        if let problem { problems.add("answer", problem) }
        return publicPage(
            words, title: words("dialogue.title"), home: PublicAddress.home(words.language),
            languages: .buttons(form: "dialogue", name: "language"), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            if let said { notice(.good) { p(.role("status")) { said } } }
            h1 { words("dialogue.title") }
            p { words("dialogue.received", ["date": words.dateTime(view.envelope.receivedAt)]) }
            p { words("dialogue.reference", ["reference": view.envelope.reference]) }
            h2 { words("dialogue.state.title") }
            p { badge(words(view.envelope.state)) }
            p { words(Key("dialogue.state", view.envelope.state.rawValue, "text"), ["due": words.dateTime(due)]) }
            p { words("dialogue.owner", ["organisation": view.ownerName]) }
            if view.envelope.state == .received, due < now { p { words("dialogue.late") } }
            conversation
            answerForm(problems)
            contact
            form(to: PublicAddress.conversation(words.language), .id("dialogue")) {
                hidden("state", state)
                buttons {
                    button(words("dialogue.proof"), .quiet, action: PublicAddress.proof(words.language))
                    linkButton(words("dialogue.leave"), to: PublicAddress.home(words.language), .quiet)
                }
            }
        }
    }

    @HTML.Builder private var conversation: HTML {
        h2 { words("dialogue.conversation.title") }
        if let told = view.contents?.words, !told.isEmpty {
            message(
                words("dialogue.message.you"), moment(view.envelope.receivedAt), isOwn: true, text: told)
        }
        for entry in view.messages {
            message(
                entry.isFromReporter ? words("dialogue.message.you") : view.ownerName, moment(entry.at),
                isOwn: entry.isFromReporter, text: entry.message.text)
        }
        if !view.messages.contains(where: { !$0.isFromReporter }) { p { words("dialogue.nothing") } }
    }

    private func moment(_ instant: Instant) -> HTML {
        time(Words.machineReadable(instant)) { words.dateTime(instant) }
    }

    private func answerForm(_ problems: Problems) -> HTML {
        form(to: PublicAddress.answer(words.language)) {
            hidden("state", state)
            h2 { words("dialogue.answer.title") }
            textArea(
                Field(
                    "answer", words("dialogue.answer.label"), hint: words("dialogue.answer.hint"),
                    error: problems["answer"]), value: typed, rows: 6)
            p { words("dialogue.answer.danger") }
            buttons { button(words("dialogue.answer.send")) }
        }
    }

    @HTML.Builder private var contact: HTML {
        h2 { words("dialogue.contact.title") }
        if view.envelope.hasContact {
            p { words("dialogue.contact.text") }
            form(to: PublicAddress.contact(words.language)) {
                hidden("state", state)
                button(words("dialogue.contact.withdraw"), .secondary, value: ("go", "ask"))
            }
        } else {
            p { words("dialogue.contact.none") }
        }
    }
}
