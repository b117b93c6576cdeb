import Embedded
import Foundation
import Terms

/// How many bits somebody who guesses passwords needs at most for one of them: the cheapest way of putting it together of
/// words that are tried first, of rows of characters, of years, and of single characters.
///
/// The way of zxcvbn (Wheeler, USENIX Security 2016), with its list of the passwords that people choose most.
struct Guessing {
    /// A password is refused that needs fewer: 2 to the power of 36 tries, at some 20 a second, are a century.
    static let least = 36.0

    /// The words of the list with what trying them costs.
    private static let common: [[Character]: Double] = {
        let lines = String(decoding: EmbeddedFile.passwords_txt.bytes, as: UTF8.self).split(separator: "\n")
        let words = lines.filter { !$0.hasPrefix("#") }
        return Dictionary(
            words.enumerated().map { (Array($0.element), log2(Double($0.offset + 2))) }, uniquingKeysWith: min)
    }()
    private static let longestWord = common.keys.map(\.count).max() ?? 0

    /// What anybody would try here.
    private static let here = [
        "baken", "melding", "melder", "meldpunt", "mensenhandel", "slachtoffer", "uitbuiting", "opvang", "politie", "gemeente",
        "wachtwoord", "welkom", "lente", "zomer", "herfst", "winter", "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december", "maandag", "dinsdag", "woensdag", "donderdag",
        "vrijdag", "zaterdag", "zondag", "trafficking", "report", "password", "welcome", "spring", "summer", "autumn",
    ].map(Array.init)

    private let own: Set<[Character]>

    /// - Parameter names: of the person and of where they work, in as many words as they have.
    init(about names: [String]) {
        let parts = names.flatMap { Folding.fold($0).split { !$0.isLetter && !$0.isNumber } }
        own = Set(parts.filter { $0.count >= 3 }.map(Array.init) + Self.here)
    }

    func bits(of password: String) -> Double {
        let typed = Array(Folding.fold(password))
        let read = typed.map { Self.letters[$0] ?? $0 }
        var least = [0.0] + [Double](repeating: .infinity, count: typed.count)
        for end in 1...max(1, typed.count) where end <= typed.count {
            least[end] = least[end - 1] + Self.single(typed[end - 1])
            let longest = max(Self.longestWord, own.map(\.count).max() ?? 0)
            for start in stride(from: end - 3, through: 0, by: -1) {
                let (asTyped, asRead) = (Array(typed[start..<end]), Array(read[start..<end]))
                var cost = Self.row(asTyped)
                if asTyped.count <= longest { cost = min(cost, word(asTyped), word(asRead) + 1) }
                least[end] = min(least[end], least[start] + cost)
            }
        }
        return least[typed.count]
    }

    /// A word, and a bit for a capital or none.
    private func word(_ word: [Character]) -> Double {
        if own.contains(word) { return 2 }
        return Self.common[word].map { $0 + 1 } ?? .infinity
    }

    /// Characters that follow one another, upwards, downwards or the same, and years.
    private static func row(_ row: [Character]) -> Double {
        if row.count == 4, let year = Int(String(row)), (1900...2100).contains(year) { return 7 }
        let values = row.compactMap(\.asciiValue).map(Int.init)
        guard values.count == row.count else { return Set(row).count == 1 ? 8 : .infinity }
        let steps = Set(zip(values, values.dropFirst()).map { before, after in
            // After the 9 comes the 0.
            (before, after) == (57, 48) ? 1 : after - before
        })
        guard steps.count == 1, let step = steps.first, abs(step) <= 1 else { return .infinity }
        return 5 + log2(Double(row.count))
    }

    private static func single(_ character: Character) -> Double {
        guard character.isASCII else { return 7 }
        return character.isNumber ? 3.3 : character.isLetter ? 4.7 : 5
    }

    /// Which letter a character stands in the place of.
    private static let letters: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
    ]
}
