import HTML
import Reporting
import Signpost
import Terms
import Words

/// One question of the form.
struct StepPage {
    let words: Words
    let step: WalkStep
    let walk: WalkState
    /// The sealed state for the hidden field.
    let state: String
    var problems = Problems()
    let guide: Guide
    private var answers: Answers { walk.answers }

    func document() -> Document {
        let steps = walk.steps
        let number = max(1, steps.count { $0.place <= step.place })
        let place = words("form.step", ["n": String(number), "total": String(steps.count)])
        // The tab and the history show how far one is, never the question.
        return publicPage(
            words, title: place, home: PublicAddress.home(words.language), leaving: PublicAddress.leave(words.language),
            languages: .buttons(form: "walk", name: "language"), problems: problems
        ) {
            kicker(place)
            progress(number, of: steps.count, .class("steps"))
            errorSummary(words("form.error.title"), problems)
            walkForm {
                hidden("state", state)
                hidden("step", step.rawValue)
                content
                buttons {
                    // Nothing goes before the call.
                    button(words(nextKey), step == .call ? .secondary : .primary, value: ("go", "next"))
                    if step != .subject { button(words("form.back"), .secondary, value: ("go", "back")) }
                }
                abandonButton(words)
            }
            p(.class("hint")) { words("form.kept") }
        }
    }

    private func walkForm(@HTML.Builder content: () -> HTML) -> HTML {
        step == .files
            ? uploadForm(words, to: PublicAddress.reportFiles(words.language), id: "walk", content: content)
            : form(to: PublicAddress.report(words.language), .id("walk"), content: content)
    }

    private var nextKey: Key {
        if step == .call { return "step.danger.call.next" }
        if walk.isAdvised { return "form.saveAdvice" }
        return walk.isChecking ? "form.save" : "form.next"
    }

    private var say: FormVoice { FormVoice(words: words, to: answers) }
    private var title: String { say.title(step, answers) }

    private func question(_ name: String, hint: Key) -> Field {
        Field(name, title, hint: say(hint), error: problems[name], isHeading: true)
    }

    private func choices<C: Coded>(_ type: C.Type) -> [Choice] { say.choices(type) }

    @HTML.Builder private var content: HTML {
        switch step {
        case .subject:
            radios(
                question("subject", hint: "step.subject.lead"), choices(Subject.self),
                chosen: answers.subject?.rawValue)
        case .role:
            radios(question("role", hint: "step.role.lead"), choices(ReporterRole.self), chosen: answers.role?.rawValue)
        case .profession:
            radios(
                question("profession", hint: "step.profession.lead"),
                choices(Profession.self) + [Choice("", say("step.profession.skip"))],
                chosen: answers.profession?.rawValue)
        case .danger:
            radios(
                question("danger", hint: "step.danger.lead"),
                [Choice("yes", say("step.danger.yes")), Choice("no", say("step.danger.no"))],
                chosen: answers.danger.map { $0 ? "yes" : "no" })
        case .call: call
        case .place: place
        case .age:
            radios(
                question("age", hint: "step.age.lead"), choices(AgeGroup.self), chosen: answers.age?.rawValue)
        case .exploitation:
            checkboxes(
                question("exploitation", hint: "step.exploitation.lead"), choices(ExploitationForm.self),
                chosen: Set(answers.forms.map(\.rawValue)))
        case .circumstances:
            checkboxes(
                question("circumstances", hint: "step.circumstances.lead"),
                answers.asked.map { Choice($0.rawValue, say($0)) },
                chosen: Set(answers.circumstances.map(\.rawValue)))
        case .signs: signs
        case .words: ownWordsField
        case .persons: persons
        case .files: FilesQuestion(say: say, files: answers.files, problem: problems["files"]).html
        case .contact: contact
        case .advice, .check: HTML.empty
        }
    }

    private var call: HTML {
        notice(.danger) {
            h1 { title }
            p { say("step.danger.call.text") }
            p { a(to: "tel:112", .class("button danger")) { say("step.danger.call.link") } }
            p { say("step.danger.call.asks") }
            p { say("step.danger.call.silent") }
            p { say("step.danger.call.safe") }
            if let phone = guide[point: "centrum-seksueel-geweld"]?.contact.phone {
                p { say("step.danger.call.assault", ["phone": phone]) }
                p { say("step.danger.call.assault.police") }
            }
        }
    }

    private var fields: AnswerFields {
        AnswerFields(say: say, answers: answers, problems: problems, register: guide.municipalities)
    }

    @HTML.Builder private var place: HTML {
        h1 { title }
        p { say("step.place.lead") }
        fields.place
    }

    @HTML.Builder private var signs: HTML {
        fields.signs(question("signs", hint: "step.signs.lead"))
        p { say("step.signs.none") }
        p { say("step.signs.care") }
    }

    @HTML.Builder private var ownWordsField: HTML {
        let isQuestion = answers.subject == .question
        h1 { title }
        p { say("step.words.own") }
        p { say("step.words.literal") }
        textArea(
            Field(
                "words", say(isQuestion ? "step.words.label.question" : "step.words.label"),
                hint: say(isQuestion ? "step.words.hint.question" : "step.words.hint"), error: problems["words"],
                optional: say("form.optional")),
            value: answers.words, rows: 10)
        p(.class("hint")) { say("step.words.limit", ["limit": words.number(NewReport.mostCharacters)]) }
    }

    @HTML.Builder private var persons: HTML {
        h1 { title }
        p { say("step.persons.lead") }
        p { say("step.persons.care") }
        fields.persons
    }

    @HTML.Builder private var contact: HTML {
        h1 { title }
        p { say("step.contact.lead") }
        fields.contact
        p(.class("hint")) { say("step.contact.private") }
    }
}
