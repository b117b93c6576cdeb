import Terms

/// What a search of the directory found.
public enum SearchHit: Sendable, Hashable {
    case point(Point)
    case branch(Branch)
    case region(Region)
    case municipality(Municipality)
}

/// The names and words by which points, branches and regions are found, folded once.
struct SearchIndex: Sendable {
    private struct Entry: Sendable {
        let hit: SearchHit
        /// Among equals, points go before branches, and these before regions.
        let kind: Int
        let name: String
        let phrases: [Phrase]
    }

    private struct Phrase: Sendable {
        let folded: [UInt8]
        /// 0 the name, 1 a search word, 2 a word of the name, 3 a word of what it does.
        let weight: Int
    }

    private let entries: [Entry]

    init(points: [Point], branches: [Branch], regions: [Region]) {
        entries =
            points.map { Self.entry(.point($0), kind: 0, $0) }
            + branches.map { branch in
                Self.entry(
                    .branch(branch), kind: 1, branch.point, areas: regions.filter { branch.serves.contains($0.id.text) }
                )
            }
            + regions.map { region in
                Entry(
                    hit: .region(region), kind: 2, name: region.name,
                    phrases: Self.phrases(names: [region.name, region.id.text], words: region.words, tells: []))
            }
    }

    private static func entry(_ hit: SearchHit, kind: Int, _ point: Point, areas: [Region] = []) -> Entry {
        let tells = areas.isEmpty ? [point.says.task?.nl, point.says.task?.en].compactMap(\.self) : []
        return Entry(
            hit: hit, kind: kind, name: point.name.nl,
            phrases: phrases(
                names: [point.name.nl, point.name.en], words: point.words + areas.flatMap { [$0.name] + $0.words },
                tells: tells))
    }

    private static func phrases(names: [String], words: [String], tells: [String]) -> [Phrase] {
        var weights: [[UInt8]: Int] = [:]
        func add(_ text: String, _ weight: Int) {
            let folded = TolerantMatch.fold(text)
            if folded.count >= 2 { weights[folded] = min(weights[folded] ?? .max, weight) }
        }
        for name in names {
            add(name, 0)
            for word in Self.words(name) { add(word, 2) }
        }
        for text in words {
            add(text, 1)
            for word in Self.words(text) { add(word, 2) }
        }
        for text in tells { for word in Self.words(text) where word.count >= 4 { add(word, 3) } }
        return weights.map { Phrase(folded: $0, weight: $1) }
    }

    static func words(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Everything that the text may mean, with how far it is from it; 0 is the very name.
    func find(_ typed: String) -> [(hit: SearchHit, cost: Int, kind: Int, name: String)] {
        let whole = TolerantMatch.fold(typed)
        guard whole.count >= 2 else { return [] }
        let words = Self.words(typed).map { TolerantMatch.fold($0) }.filter { $0.count >= 2 }
        return entries.compactMap { entry in
            let asOne = Self.cost(of: whole, in: entry)
            // Several words: each must be found, and the one that is farthest counts.
            let each = words.count < 2 ? [] : words.map { Self.cost(of: $0, in: entry) }
            let apart = each.contains(nil) ? nil : each.compactMap(\.self).max().map { $0 + 4 }
            return [asOne, apart].compactMap(\.self).min().map { (entry.hit, $0, entry.kind, entry.name) }
        }
    }

    private static func cost(of sought: [UInt8], in entry: Entry) -> Int? {
        entry.phrases.compactMap { phrase in
            TolerantMatch.cost(of: sought, against: phrase.folded).map { $0 * 4 + phrase.weight }
        }.min()
    }
}

extension Guide {
    /// From this cost on, a hit has a typing mistake: see ``SearchIndex``.
    private static let mistaken = 8

    /// What a person may mean by a few words, best first, at most forty: names, places, tasks, each also with a typing
    /// mistake or two.
    public func search(_ typed: String) -> [SearchHit] {
        let text = String(typed.prefix(80))
        var found = index.find(text)
        // A word that means something else is no place with a typing mistake.
        let isWord = found.contains { $0.cost < Self.mistaken }
        for (place, municipality) in municipalities.find(text).enumerated() {
            if isWord, municipalities.isMistaken(text, for: municipality) { continue }
            // The register put them in order; the first may be the very name, the others come after it.
            let isName = TolerantMatch.fold(municipality.name) == TolerantMatch.fold(text)
            found.append((.municipality(municipality), isName ? 0 : 4 + place, 3, municipality.name))
        }
        return found.sorted { ($0.cost, $0.kind, $0.name) < ($1.cost, $1.kind, $1.name) }.prefix(40).map(\.hit)
    }
}
