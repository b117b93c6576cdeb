import HTML
import Reporting
import Signpost
import Terms
import Words

/// The answers as they are shown again: before sending, beside the advice, in a letter.
struct AnswerFacts {
    struct Entry {
        let step: WalkStep
        let name: String
        /// Absent when it was not answered.
        let value: HTML?
    }

    let words: Words
    let answers: Answers
    let guide: Guide
    private var say: FormVoice { FormVoice(words: words, to: answers) }

    /// What leads to the advice.
    var situation: [Entry] {
        var entries = [entry(.subject, answers.subject.map { say($0) }), entry(.role, answers.role.map { say($0) })]
        if answers.role == .professional { entries.append(entry(.profession, answers.profession.map { say($0) })) }
        entries += [
            entry(.danger, answers.danger.map { say($0 ? "step.check.danger.yes" : "step.check.danger.no") }),
            entry(.place, placeTold),
            entry(.age, answers.age.map { say($0) }),
            entry(.exploitation, list: ExploitationForm.allCases.filter(answers.forms.contains).map { say($0) }),
            entry(.circumstances, list: answers.asked.filter(answers.told.contains).map { say($0) }),
        ]
        return entries
    }

    private var placeTold: String? {
        if answers.placeAbroad == true { return say("step.check.place.abroad", ["typed": answers.placeTyped]) }
        let place = answers.municipality.flatMap { guide.municipalities[$0] }.map {
            say(
                "step.place.choose.option",
                ["name": $0.name, "province": guide.municipalities.provinceName(of: $0)])
        }
        if answers.isAtBorder {
            let border = say("step.check.place.border", ["typed": answers.placeTyped])
            return [border, place].compactMap(\.self).joined(separator: ", ")
        }
        return place ?? (answers.placeUnknown ? say("step.check.place.unknown") : nil)
    }

    /// What is told besides, for whoever receives it.
    var story: [Entry] {
        [
            entry(.signs, list: answers.signs.map { say(Key("sign", $0)) }),
            Entry(
                step: .words, name: say.title(.words, answers),
                value: answers.words.isEmpty ? nil : ownWords(answers.words)),
            entry(.persons, list: answers.details.map(detail)),
        ]
    }

    var reach: [Entry] {
        [
            entry(.files, list: answers.files.map { "\($0.name) (\(words.bytes($0.bytes)))" }),
            entry(.contact, list: contact),
        ]
    }

    private func entry(_ step: WalkStep, _ value: String?) -> Entry {
        Entry(step: step, name: say.title(step, answers), value: value.map { HTML(text: $0) })
    }

    private func entry(_ step: WalkStep, list items: [String]) -> Entry {
        Entry(
            step: step, name: say.title(step, answers),
            value: items.isEmpty ? nil : ul { for item in items { li { item } } })
    }

    private func detail(_ detail: Answers.Detail) -> String {
        let kind = IdentifierKind(rawValue: detail.kind).map { say($0) } ?? detail.kind
        let whose = Involvement(rawValue: detail.whose).map { say($0) } ?? detail.whose
        return "\(kind): \(detail.value) (\(whose))"
    }

    private var contact: [String] {
        guard let way = answers.contactWay else { return [] }
        let moment = answers.contactFrom.map { words("step.check.contact.from", ["moment": words.dateTime($0)]) } ?? ""
        switch way {
        case .siteOnly: return [say(way)]
        case .telephone: return [say(way), answers.phone, moment, answers.safely].filter { !$0.isEmpty }
        case .email: return [say(way), answers.email, moment, answers.safely].filter { !$0.isEmpty }
        }
    }
}

extension AnswerFacts.Entry {
    /// With a button that leads to its question.
    func fact(_ words: Words) -> Fact {
        Fact(
            name: name, value: value ?? HTML(text: words("step.check.empty")),
            change: .button(text: words("step.check.change"), name: "go", value: "change-" + step.rawValue))
    }
}
