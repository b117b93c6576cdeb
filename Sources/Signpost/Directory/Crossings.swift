import Embedded
import Terms

/// Airports, ports and crossings of the border (Dutch: grensplaats): who types one is where people are taken out of the
/// country, whether or not they say so.
public enum Crossings {
    /// Whether a text names such a place, or the kind of it: `Schiphol`, `op het vliegveld`.
    public static func names(_ typed: String) -> Bool { !found(in: words(typed)).isEmpty }

    /// The municipality of the place that a text names; absent when it names a kind of place only.
    static func municipality(of typed: String) -> MunicipalityCode? {
        let words = words(typed)
        return found(in: words).lazy.filter { $0.place(in: words, isExact: true) != nil }.compactMap(\.kind.municipality).first
    }

    /// Whether a text names the border itself: a country beside it is the neighbour.
    static func isBorder(_ typed: String) -> Bool { found(in: words(typed)).contains { $0.kind == .border } }

    /// What a text says besides the kind of place: `Eelde` of `vliegveld Eelde`; nil when that is nothing.
    static func town(in typed: String) -> String? {
        let said = words(typed)
        var left = said
        for name in found(in: said) where name.kind.municipality == nil {
            if let place = name.place(in: left) { left.removeSubrange(place) }
        }
        var town = left.drop(while: idle.contains)
        while let last = town.last, idle.contains(last) { town.removeLast() }
        guard left.count < said.count, !town.isEmpty else { return nil }
        return town.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private enum Kind: Equatable, Sendable {
        case place(MunicipalityCode)
        /// What such places are called.
        case word
        case border
        /// A town with such a word in its name.
        case town

        var municipality: MunicipalityCode? { if case .place(let code) = self { code } else { nil } }
    }

    private struct Name: Sendable {
        let words: [[UInt8]]
        let kind: Kind

        /// Where it stands among words. One long word may have a letter wrong.
        func place(in typed: [[UInt8]], isExact: Bool = false) -> Range<Int>? {
            guard words.count <= typed.count else { return nil }
            return (0...(typed.count - words.count)).lazy.map { $0..<($0 + words.count) }.first { place in
                if typed[place].elementsEqual(words) { return true }
                guard !isExact, words.count == 1, words[0].count >= 8, typed[place.lowerBound].first == words[0].first
                else { return false }
                return TolerantMatch.mistakes(typed[place.lowerBound], words[0], atMost: 1) <= 1
            }
        }
    }

    /// The names that stand among words, the longest first; none in the name of a town.
    private static func found(in words: [[UInt8]]) -> [Name] {
        let found = all.filter { $0.place(in: words, isExact: $0.kind == .town) != nil }
        return found.contains { $0.kind == .town } ? [] : found
    }

    private static let all: [Name] = String(decoding: EmbeddedFile.crossings_txt.bytes, as: UTF8.self)
        .split(separator: "\n").filter { !$0.hasPrefix("#") }
        .flatMap { line -> [Name] in
            let parts = line.split(separator: ";")
            let kind: Kind =
                switch parts.first {
                case "border": .border
                case "town": .town
                case let code?: parts.count == 2 ? MunicipalityCode(String(code)).map(Kind.place) ?? .word : .word
                case nil: .word
                }
            return (parts.last ?? "").split(separator: "|").map { Name(words: words(String($0)), kind: kind) }
        }
        .sorted { $0.words.count > $1.words.count }

    /// Words beside a place that name none.
    private static let idle = Set(words("aan bij de het in met naar of op te the van at from near on to with"))

    private static func words(_ text: String) -> [[UInt8]] {
        text.prefix(100).split { !$0.isLetter && !$0.isNumber }.map { TolerantMatch.fold(String($0)) }.filter { !$0.isEmpty }
    }
}
