import HTML
import Reporting
import Terms
import Words

/// Whom the form speaks to: the reporter, the victim themself, or a colleague who fills it in for somebody. Where a sentence
/// sounds different to a victim, it stands under `own` and its key, to one under 18 under `young`; to a colleague, under
/// `staff.record` instead of `step`.
struct FormVoice: Sendable {
    let words: Words
    var isRecorded = false
    var isVictim = false
    var isMinor = false

    init(words: Words, isRecorded: Bool = false) {
        self.words = words
        self.isRecorded = isRecorded
    }

    /// The voice for whoever gave these answers.
    init(words: Words, to answers: Answers) {
        self.words = words
        isVictim = answers.isVictim
        isMinor = answers.age == .minor
    }

    func callAsFunction(_ key: Key, _ values: [String: String] = [:]) -> String {
        words(spoken(key), values)
    }

    /// What a code means, in a few words.
    func callAsFunction<C: Coded>(_ code: C) -> String { self(Key("code", C.list, code.rawValue)) }

    /// What can be chosen, with a hint for the reporter; a colleague knows the list.
    func choices<C: Coded>(_ type: C.Type) -> [Choice] {
        C.allCases.map { code in
            if isRecorded { return Choice(code.rawValue, words.forStaff(code)) }
            let hint = Key("code", C.list, code.rawValue, "hint")
            return Choice(code.rawValue, self(code), hint: words.has(hint) ? self(hint) : nil)
        }
    }

    /// What a page of the form asks.
    func title(_ step: WalkStep, _ answers: Answers) -> String {
        switch step {
        case .subject: self("step.subject.title")
        case .role: self("step.role.title")
        case .profession: self("step.profession.title")
        case .danger: self("step.danger.title")
        case .call: self("step.danger.call.title")
        case .place: self("step.place.title")
        case .age: self(isAboutManyVictims(answers) ? "step.age.title.perpetrator" : "step.age.title")
        case .exploitation: self("step.exploitation.title")
        case .circumstances: self("step.circumstances.title")
        case .advice: self("advice.title")
        case .signs: self("step.signs.title")
        case .words: self(answers.subject == .question ? "step.words.title.question" : "step.words.title")
        case .persons: self("step.persons.title")
        case .files: self("step.files.title")
        case .contact: self("step.contact.title")
        case .check: self("step.check.title")
        }
    }

    private func isAboutManyVictims(_ answers: Answers) -> Bool { answers.subject == .perpetrator && !isVictim }

    private func spoken(_ key: Key) -> Key {
        if isRecorded {
            let theirs = Key("staff.record", String(key.text.drop { $0 != "." }.dropFirst()))
            return words.has(theirs) ? theirs : key
        }
        guard isVictim else { return key }
        let (young, own) = (Key("young", key.text), Key("own", key.text))
        return isMinor && words.has(young) ? young : words.has(own) ? own : key
    }
}
