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
        let number = (steps.firstIndex(of: step) ?? 0) + 1
        let place = words("form.step", ["n": String(number), "total": String(steps.count)])
        // The tab and the history show how far one is, never the question.
        return publicPage(
            words, title: place, home: PublicAddress.home(words.language),
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
                    button(words(nextKey), value: ("go", "next"))
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

    private var title: String {
        switch step {
        case .subject: words("step.subject.title")
        case .role: words("step.role.title")
        case .profession: words("step.profession.title")
        case .danger: words(answers.isVictim ? "step.danger.title.victim" : "step.danger.title")
        case .call: words("step.danger.call.title")
        case .place: words("step.place.title")
        case .age:
            words(
                answers.isVictim
                    ? "step.age.title.victim"
                    : answers.subject == .perpetrator ? "step.age.title.perpetrator" : "step.age.title")
        case .exploitation: words(answers.isVictim ? "step.exploitation.title.victim" : "step.exploitation.title")
        case .circumstances: words("step.circumstances.title")
        case .advice: words("advice.title")
        case .signs: words(answers.isVictim ? "step.signs.title.victim" : "step.signs.title")
        case .words: words(answers.subject == .question ? "step.words.title.question" : "step.words.title")
        case .persons: words("step.persons.title")
        case .files: words("step.files.title")
        case .contact: words("step.contact.title")
        case .check: words("step.check.title")
        }
    }

    private func question(_ name: String, hint: Key) -> Field {
        Field(name, title, hint: words(hint), error: problems[name], isHeading: true)
    }

    private func choices<C: Coded>(_ type: C.Type) -> [Choice] { fields.say.choices(type) }

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
                choices(Profession.self) + [Choice("", words("step.profession.skip"))],
                chosen: answers.profession?.rawValue)
        case .danger:
            radios(
                question("danger", hint: "step.danger.lead"),
                [Choice("yes", words("step.danger.yes")), Choice("no", words("step.danger.no"))],
                chosen: answers.danger.map { $0 ? "yes" : "no" })
        case .call: call
        case .place: place
        case .age:
            radios(
                question("age", hint: answers.isVictim ? "step.age.lead.victim" : "step.age.lead"),
                choices(AgeGroup.self), chosen: answers.age?.rawValue)
        case .exploitation:
            checkboxes(
                question("exploitation", hint: "step.exploitation.lead"), choices(ExploitationForm.self),
                chosen: Set(answers.forms.map(\.rawValue)))
        case .circumstances:
            checkboxes(
                question("circumstances", hint: "step.circumstances.lead"),
                answers.asked.map { Choice($0.rawValue, circumstanceLabel($0, answers, words)) },
                chosen: Set(answers.circumstances.map(\.rawValue)))
        case .signs: signs
        case .words: ownWordsField
        case .persons: persons
        case .files: FilesQuestion(words: words, files: answers.files, problem: problems["files"]).html
        case .contact: contact
        case .advice, .check: HTML.empty
        }
    }

    private var call: HTML {
        notice(.danger) {
            h1 { title }
            p { words("step.danger.call.text") }
            p { a(to: "tel:112", .class("button danger")) { words("step.danger.call.link") } }
            p { words("step.danger.call.silent") }
            p { words(answers.isVictim ? "step.danger.call.safe.victim" : "step.danger.call.safe") }
            if let phone = guide[point: "centrum-seksueel-geweld"]?.contact.phone {
                p { words("step.danger.call.assault", ["phone": phone]) }
                p { words("step.danger.call.assault.police") }
            }
            p { words("step.danger.call.after") }
        }
    }

    private var fields: AnswerFields {
        AnswerFields(say: FormVoice(words: words), answers: answers, problems: problems, register: guide.municipalities)
    }

    @HTML.Builder private var place: HTML {
        h1 { title }
        p { words("step.place.lead") }
        fields.place
    }

    @HTML.Builder private var signs: HTML {
        fields.signs(question("signs", hint: "step.signs.lead"))
        p { words("step.signs.none") }
        p { words(answers.isVictim ? "step.danger.call.safe.victim" : "step.signs.care") }
    }

    @HTML.Builder private var ownWordsField: HTML {
        let isQuestion = answers.subject == .question
        let hint: Key =
            isQuestion ? "step.words.hint.question" : answers.isVictim ? "step.words.hint.victim" : "step.words.hint"
        h1 { title }
        p { words("step.words.own") }
        p { words("step.words.literal") }
        textArea(
            Field(
                "words", words(isQuestion ? "step.words.label.question" : "step.words.label"),
                hint: words(hint), error: problems["words"],
                optional: words("form.optional")),
            value: answers.words, rows: 10)
        p(.class("hint")) { words("step.words.limit", ["limit": words.number(NewReport.mostCharacters)]) }
    }

    @HTML.Builder private var persons: HTML {
        h1 { title }
        p { words("step.persons.lead") }
        p { words("step.persons.care") }
        fields.persons
    }

    @HTML.Builder private var contact: HTML {
        h1 { title }
        p { words("step.contact.lead") }
        fields.contact
        p(.class("hint")) { words("step.contact.private") }
    }
}
