import Signpost
import Terms
import Web

/// Reads what stands behind the question mark, and keeps every mistake in it.
struct QueryReading {
    /// The longest text that is searched for, in Unicode scalars.
    static let longestText = 80

    private let fields: FormFields
    private(set) var mistakes: [Problem.Mistake] = []

    /// - Parameter known: Every name that may be given; each once.
    init(_ visit: Visit, known: [String]) throws {
        do { fields = try visit.queryFields() } catch BodyError.bodyTooLong {
            throw ErrorPage.addressTooLong
        } catch is BodyError {
            throw ErrorPage.malformed
        }
        for name in fields.names {
            if !known.contains(name) {
                note(name, .unknownName, known)
            } else if fields.all(name).count > 1 {
                note(name, .givenTwice)
            }
        }
    }

    mutating func code<Code: Spoken>(_ name: String) -> Code? {
        guard let text = fields[name] else { return nil }
        if let code = Code(word: text) { return code }
        note(name, .unknownWord, Code.allCases.map(\.word))
        return nil
    }

    mutating func flag(_ name: String) -> Bool {
        switch fields[name] {
        case nil, "false": break
        case "true": return true
        default: note(name, .notFlag)
        }
        return false
    }

    /// Text without control signs, of 1 to 80 signs.
    mutating func text(_ name: String) -> String? {
        guard let text = fields[name] else { return nil }
        let isGood =
            (1...Self.longestText).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { $0.value >= 32 }
        if isGood { return text }
        note(name, .badText)
        return nil
    }

    /// A municipality that there is, or the one that took it over.
    mutating func municipality(_ name: String, _ register: MunicipalityRegister) -> MunicipalityCode? {
        guard let text = fields[name] else { return nil }
        if let place = MunicipalityCode(text).flatMap({ register.current($0) }) { return place.code }
        note(name, .unknownMunicipality)
        return nil
    }

    /// Throws a ``Problem`` that holds every mistake, when there is one.
    func finish() throws { if !mistakes.isEmpty { throw Problem(mistakes: mistakes) } }

    private mutating func note(_ name: String, _ reason: Problem.Mistake.Reason, _ words: [String] = []) {
        mistakes.append(.init(name: name, place: .query, reason: reason, words: words))
    }
}
