import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// Everything that was answered, who receives it, and the button that sends it.
struct CheckPage {
    let words: Words
    let answers: Answers
    let state: String
    let receiver: Receiver?
    /// Why it was not sent just now; everything is still there.
    var trouble: String?
    let guide: Guide
    /// Sending failed for the moment: who would receive it could not be asked, and it may be tried again.
    var mayRetry = false

    func document() -> Document {
        publicPage(
            words, title: words("step.check.title"), home: PublicAddress.home(words.language),
            languages: .buttons(form: "walk", name: "language")
        ) {
            if let trouble { notice(.warning) { p(.role("alert")) { trouble } } }
            h1 { words("step.check.title") }
            lead(words("step.check.lead"))
            form(to: PublicAddress.report(words.language), .id("walk")) {
                hidden("state", state)
                hidden("step", WalkStep.check.rawValue)
                factList(facts)
                receiverBlock
                notice(.neutral, words("step.check.after.title")) {
                    p { words("step.check.after.text") }
                    if answers.danger == true { p { words("step.check.after.danger") } }
                    if answers.role == .professional { p { words("step.check.meldcode") } }
                }
                buttons {
                    if receiver != nil || mayRetry { button(words("step.check.send"), value: ("go", "send")) }
                    button(words("form.back"), .secondary, value: ("go", "back"))
                }
                abandonButton(words)
            }
            p(.class("hint")) { words("form.kept") }
        }
    }

    @HTML.Builder private var receiverBlock: HTML {
        if let receiver {
            notice(.good, words("step.check.receiver.title")) {
                p { words("step.check.receiver.text", ["organisation": receiver.organisation.name]) }
                if let about = receiver.reception.about[words.language], !about.isEmpty { p { about } }
                p { words("step.check.receiver.share") }
            }
        } else if !mayRetry {
            notice(.danger) { p { words("step.check.error.noReceiver") } }
            pointsSection(words, guide)
        }
    }

    private func fact(_ step: WalkStep, _ title: Key, _ value: HTML) -> Fact {
        Fact(
            name: words(title), value: value,
            change: .button(text: words("step.check.change"), name: "go", value: "change-" + step.rawValue))
    }

    private func text(_ value: String?) -> HTML { HTML(text: value ?? words("step.check.empty")) }

    private func list(_ items: [String]) -> HTML {
        items.isEmpty ? text(nil) : ul { for item in items { li { item } } }
    }

    private var facts: [Fact] {
        let place = answers.municipality.flatMap { guide.municipalities[$0] }
        return [
            fact(.subject, "step.subject.title", text(answers.subject.map { words($0) })),
            fact(.role, "step.role.title", text(answers.role.map { words($0) })),
            fact(
                .danger, "step.danger.title",
                text(answers.danger.map { words($0 ? "step.check.danger.yes" : "step.check.danger.no") })),
            fact(
                .place, "step.place.title",
                text(
                    place.map {
                        words(
                            "step.place.choose.option",
                            ["name": $0.name, "province": guide.municipalities.provinceName(of: $0)])
                    }
                        ?? words("step.check.place.unknown"))),
            fact(.age, "step.age.title", text(answers.age.map { words($0) })),
            fact(
                .exploitation, "step.exploitation.title",
                list(ExploitationForm.allCases.filter(answers.forms.contains).map { words($0) })),
            fact(.signs, "step.signs.title", list(answers.signs.map { words(Key("sign", $0)) })),
            fact(.words, "step.words.title", answers.words.isEmpty ? text(nil) : ownWords(answers.words)),
            fact(.persons, "step.persons.title", list(answers.details.map(detail))),
            fact(
                .files, "step.files.title",
                list(answers.files.map { "\($0.name) (\(words.bytes($0.bytes)))" })),
            fact(.contact, "step.contact.title", list(contact)),
        ]
    }

    private func detail(_ detail: Answers.Detail) -> String {
        let kind = IdentifierKind(rawValue: detail.kind).map { words($0) } ?? detail.kind
        let whose = Involvement(rawValue: detail.whose).map { words($0) } ?? detail.whose
        return "\(kind): \(detail.value) (\(whose))"
    }

    private var contact: [String] {
        guard let way = answers.contactWay else { return [] }
        switch way {
        case .siteOnly: return [words(way)]
        case .telephone: return [words(way), answers.phone, answers.safely].filter { !$0.isEmpty }
        case .email: return [words(way), answers.email, answers.safely].filter { !$0.isEmpty }
        }
    }
}
