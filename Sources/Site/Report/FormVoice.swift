import HTML
import Terms
import Words

/// Whom the form speaks to: the reporter, or a colleague who fills it in for somebody. Where a question sounds different
/// to a colleague, its sentence stands under `staff.record` instead of `step`.
struct FormVoice: Sendable {
    let words: Words
    var isRecorded = false

    func callAsFunction(_ key: Key, _ values: [String: String] = [:]) -> String {
        let theirs = Key("staff.record", String(key.text.drop { $0 != "." }.dropFirst()))
        return words(isRecorded && words.has(theirs) ? theirs : key, values)
    }

    /// What can be chosen, with a hint for the reporter; a colleague knows the list.
    func choices<C: Coded>(_ type: C.Type) -> [Choice] {
        C.allCases.map { code in
            if isRecorded { return Choice(code.rawValue, words.forStaff(code)) }
            let hint = Key("code", C.list, code.rawValue, "hint")
            return Choice(code.rawValue, words(code), hint: words.has(hint) ? words(hint) : nil)
        }
    }
}
