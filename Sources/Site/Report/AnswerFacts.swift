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

    /// What leads to the advice.
    var situation: [Entry] {
        let place = answers.municipality.flatMap { guide.municipalities[$0] }
        var entries = [
            entry(.subject, "step.subject.title", answers.subject.map { words($0) }),
            entry(.role, "step.role.title", answers.role.map { words($0) }),
        ]
        if answers.role == .professional {
            entries.append(entry(.profession, "step.profession.title", answers.profession.map { words($0) }))
        }
        entries += [
            entry(
                .danger, answers.isVictim ? "step.danger.title.victim" : "step.danger.title",
                answers.danger.map { words($0 ? "step.check.danger.yes" : "step.check.danger.no") }),
            entry(
                .place, "step.place.title",
                place.map {
                    words(
                        "step.place.choose.option",
                        ["name": $0.name, "province": guide.municipalities.provinceName(of: $0)])
                } ?? (answers.placeUnknown ? words("step.check.place.unknown") : nil)),
            entry(
                .age, answers.isVictim ? "step.age.title.victim" : "step.age.title", answers.age.map { words($0) }),
            entry(
                .exploitation, answers.isVictim ? "step.exploitation.title.victim" : "step.exploitation.title",
                list: ExploitationForm.allCases.filter(answers.forms.contains).map { words($0) }),
            entry(.circumstances, "step.circumstances.title", list: circumstances),
        ]
        return entries
    }

    /// What is told besides, for whoever receives it.
    var story: [Entry] {
        [
            entry(.signs, "step.signs.title", list: answers.signs.map { words(Key("sign", $0)) }),
            Entry(
                step: .words, name: words("step.words.title"),
                value: answers.words.isEmpty ? nil : ownWords(answers.words)),
            entry(.persons, "step.persons.title", list: answers.details.map(detail)),
        ]
    }

    var reach: [Entry] {
        [
            entry(
                .files, "step.files.title",
                list: answers.files.map { "\($0.name) (\(words.bytes($0.bytes)))" }),
            entry(.contact, "step.contact.title", list: contact),
        ]
    }

    private var circumstances: [String] {
        Circumstance.allCases.filter(answers.told.contains).map { circumstanceLabel($0, answers, words) }
    }

    private func entry(_ step: WalkStep, _ name: Key, _ value: String?) -> Entry {
        Entry(step: step, name: words(name), value: value.map { HTML(text: $0) })
    }

    private func entry(_ step: WalkStep, _ name: Key, list items: [String]) -> Entry {
        Entry(step: step, name: words(name), value: items.isEmpty ? nil : ul { for item in items { li { item } } })
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

extension AnswerFacts.Entry {
    /// With a button that leads to its question.
    func fact(_ words: Words) -> Fact {
        Fact(
            name: name, value: value ?? HTML(text: words("step.check.empty")),
            change: .button(text: words("step.check.change"), name: "go", value: "change-" + step.rawValue))
    }
}

/// A circumstance in words; some sound different to whom it is about.
func circumstanceLabel(_ circumstance: Circumstance, _ answers: Answers, _ words: Words) -> String {
    let own = Key("step.circumstances.victim", circumstance.rawValue)
    return answers.isVictim && words.has(own) ? words(own) : words(circumstance)
}
