import HTML
import Reporting
import Words

/// Where the reporter writes back, with files if any.
struct AnswerForm {
    let words: Words
    let state: String
    let said: ConversationRoutes.Said

    var html: HTML {
        uploadForm(words, to: PublicAddress.answer(words.language), id: "answer") {
            hidden("state", state)
            h2 { words("dialogue.answer.title") }
            textArea(
                Field(
                    "answer", words("dialogue.answer.label"), hint: words("dialogue.answer.hint"),
                    error: said.problems["answer"]),
                value: said.typed, rows: 6)
            carriedFiles(words, said.draft?.files ?? [])
            filesField(words, "files", words("dialogue.answer.files"), problem: said.problems["files"])
            p { words("dialogue.answer.danger") }
            buttons { button(words("dialogue.answer.send")) }
        }
    }
}

/// The answer could not be stored for the moment. The page needs no database, and has everything that was written.
func notSentPage(_ words: Words, state: String, said: ConversationRoutes.Said) -> Document {
    publicPage(
        words, title: words("dialogue.title"), home: PublicAddress.home(words.language),
        languages: .buttons(form: "answer", name: "language")
    ) {
        notice(.warning) { p(.role("alert")) { words("send.notSent") } }
        h1 { words("dialogue.title") }
        AnswerForm(words: words, state: state, said: said).html
    }
}
