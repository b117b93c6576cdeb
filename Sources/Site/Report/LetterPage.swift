import HTML
import Reporting
import Signpost
import Terms
import Words

/// A letter to a point, to print and take along: what the person told, and nothing that they did not. It stands on this
/// page only.
struct LetterPage {
    let words: Words
    let answers: Answers
    let state: String
    let guide: Guide
    let point: Point
    private var language: Language { words.language }
    private var say: FormVoice { FormVoice(words: words, to: answers) }

    func document() -> Document {
        publicPage(
            words, title: words("advice.letter.tab"), home: PublicAddress.home(language),
            leaving: PublicAddress.leave(language)
        ) {
            form(to: PublicAddress.report(language)) {
                hidden("state", state)
                hidden("step", WalkStep.advice.rawValue)
                button(words("advice.letter.back"), .quiet, value: ("go", "stay"))
            }
            article(.class("letter")) {
                p {
                    point.name[language]
                    if let post = point.contact.post { HTML { br(); post } }
                }
                p(.class("fill-in")) { words("advice.letter.place") }
                p(.class("fill-in")) { words("advice.letter.date") }
                h1 { say("advice.letter.title") }
                p { words("advice.letter.lead") }
                factList(facts)
                p { words("advice.letter.end") }
                p(.class("fill-in")) { words("advice.letter.name") }
            }
            div(.class("no-print")) {
                notice {
                    p { words("advice.letter.kept") }
                    p { words("advice.letter.print") }
                }
            }
            printButton(words)
        }
    }

    private var facts: [Fact] {
        let told = AnswerFacts(words: words, answers: answers, guide: guide)
        return (told.situation + told.story).compactMap { entry in
            entry.value.map { Fact(name: entry.name, value: $0) }
        }
    }
}
