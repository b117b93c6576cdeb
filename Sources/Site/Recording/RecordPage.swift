import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// All questions of the form on one page, for a colleague who knows them and listens meanwhile.
struct RecordPage {
    /// In the order in which one asks: danger first.
    static let questions: [WalkStep] = [
        .danger, .subject, .role, .age, .place, .exploitation, .words, .persons, .signs, .contact,
    ]

    let words: Words
    let session: Session
    let recorded: RecordedAnswers
    let state: String
    var problems = Problems()
    /// Why it was not stored just now; everything typed is still there.
    var trouble: String?
    /// Nothing was typed yet, so that the page can be had in another language.
    var isFresh = false
    let register: MunicipalityRegister

    private var answers: Answers { recorded.answers }
    private var say: FormVoice { FormVoice(words: words, isRecorded: true) }
    private var fields: AnswerFields {
        AnswerFields(say: say, answers: answers, problems: problems, register: register)
    }

    private var address: ((Language) -> String)? { isFresh ? { StaffAddress.record($0) } : nil }

    func document() -> Document {
        memberPage(
            words, session, title: words("staff.record.title"), current: .record,
            address: address, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            if let trouble { notice(.warning) { p(.role("alert")) { trouble } } }
            h1 { words("staff.record.title") }
            lead(words("staff.record.lead"))
            form(to: StaffAddress.record(words.language), .id("record")) {
                hidden("state", state)
                // The Enter key presses the first button: without this one it would remove the first line.
                div(.hidden) { button("", .primary) }
                choice(
                    "channel", "staff.record.channel",
                    RecordedAnswers.channels.map { Choice($0.rawValue, words($0)) }, recorded.channel?.rawValue)
                for question in Self.questions { self.question(question) }
                buttons { button(words("staff.record.send"), value: ("go", "send")) }
            }
        }
    }

    private func choice(
        _ name: String, _ title: Key, _ choices: [Choice], _ chosen: String?, inline: Bool = true
    ) -> HTML {
        radios(Field(name, say(title), error: problems[name]), choices, chosen: chosen, inline: inline)
    }

    @HTML.Builder private func question(_ step: WalkStep) -> HTML {
        switch step {
        case .danger:
            choice(
                "danger", "step.danger.title",
                [Choice("yes", say("step.danger.yes")), Choice("no", say("step.danger.no"))],
                answers.danger.map { $0 ? "yes" : "no" })
            p(.class("hint")) { words("staff.record.danger.call") }
        case .subject:
            choice(
                "subject", "step.subject.title", say.choices(Subject.self), answers.subject?.rawValue, inline: false)
        case .role: choice("role", "step.role.title", say.choices(ReporterRole.self), answers.role?.rawValue)
        case .age: choice("age", "step.age.title", say.choices(AgeGroup.self), answers.age?.rawValue)
        case .place:
            h2 { say("step.place.title") }
            fields.place
        case .exploitation:
            checkboxes(
                Field("exploitation", say("step.exploitation.title"), error: problems["exploitation"]),
                say.choices(ExploitationForm.self), chosen: Set(answers.forms.map(\.rawValue)))
        case .words:
            textArea(
                Field("words", say("step.words.label"), hint: say("step.words.hint"), error: problems["words"]),
                value: answers.words, rows: 10)
        case .persons:
            h2 { say("step.persons.title") }
            fields.persons
        case .signs:
            details(answers.signs.isEmpty && problems["signs"] == nil ? .class("more") : .open) {
                summary { words("staff.record.signs.show") }
                fields.signs(Field("signs", say("step.signs.title"), error: problems["signs"]))
            }
        case .contact:
            h2 { say("step.contact.title") }
            fields.contact
        case .profession, .circumstances, .advice, .call, .files, .check: HTML.empty
        }
    }
}
