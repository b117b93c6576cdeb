import Foundation
public import Terms

/// All municipalities of the Netherlands, and the search that finds one by what a person types.
/// Source of codes and names: Statistics Netherlands (CBS), division of 1 January 2026.
public struct MunicipalityRegister: Sendable {
    /// A line of the file is not a municipality.
    public struct Malformed: Error, Hashable {
        public let line: Int
    }

    public let all: [Municipality]
    private let byCode: [MunicipalityCode: Municipality]
    private let names: [(folded: [UInt8], isName: Bool, index: Int)]

    /// The register that is part of the program. That it reads well is tested with every build.
    public static let embedded: MunicipalityRegister = {
        do { return try MunicipalityRegister(csv: String(decoding: PackageResources.municipalities_csv, as: UTF8.self)) }
        catch { preconditionFailure("the embedded register of municipalities cannot be read: \(error)") }
    }()

    /// Reads `code;name;province;police_unit;safety_region;search_words`, search words parted by `|`.
    public init(csv: String) throws(Malformed) {
        var all: [Municipality] = []
        for (number, line) in csv.split(separator: "\n").enumerated().dropFirst() {
            let fields = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 6, let code = MunicipalityCode(fields[0]), !fields[1...4].contains("") else {
                throw Malformed(line: number + 1)
            }
            all.append(
                Municipality(
                    code: code, name: fields[1], province: fields[2], policeUnit: fields[3], safetyRegion: fields[4],
                    searchWords: fields[5].split(separator: "|").map(String.init)))
        }
        self.all = all
        byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
        names = all.enumerated().flatMap { index, place in
            [(Self.fold(place.name), true, index)] + place.searchWords.map { (Self.fold($0), false, index) }
        }
    }

    public subscript(code: MunicipalityCode) -> Municipality? { byCode[code] }

    /// What a person may mean, best first, at most eight: the name, a town in it, the beginning of either, or either
    /// with a typing mistake or two.
    public func find(_ typed: String) -> [Municipality] {
        let sought = Self.fold(String(typed.prefix(80)))
        guard sought.count >= 2 else { return [] }
        var best: [Int: Int] = [:]
        for name in names {
            guard let cost = Self.cost(of: sought, against: name.folded) else { continue }
            best[name.index] = min(best[name.index] ?? .max, cost * 2 + (name.isName ? 0 : 1))
        }
        guard let least = best.values.min() else { return [] }
        // A name that was typed in full is meant; only towns of that very name may be meant beside it.
        let widest = least <= 1 ? 1 : Int.max
        return best.filter { $0.value <= widest }
            .sorted { ($0.value, all[$0.key].name) < ($1.value, all[$1.key].name) }.prefix(8).map { all[$0.key] }
    }

    /// 0 the same, 1 how it begins, 2 and 3 a mistake or two; nil something else.
    private static func cost(of sought: [UInt8], against name: [UInt8]) -> Int? {
        if sought == name { return 0 }
        if sought.count >= 3, name.starts(with: sought) { return 1 }
        let allowed = sought.count < 4 ? 0 : sought.count < 8 ? 1 : 2
        guard allowed > 0, abs(sought.count - name.count) <= allowed else { return nil }
        let distance = mistakes(sought, name, atMost: allowed)
        return distance <= allowed ? 1 + distance : nil
    }

    /// Letters changed, left out, added or swapped with their neighbour (optimal string alignment).
    static func mistakes(_ one: [UInt8], _ other: [UInt8], atMost most: Int) -> Int {
        var before = [Int](repeating: 0, count: other.count + 1)
        var above = Array(0...other.count)
        for (i, letter) in one.enumerated() {
            var row = [i + 1]
            for (j, sign) in other.enumerated() {
                var cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter == sign ? 0 : 1))
                if i > 0, j > 0, letter == other[j - 1], one[i - 1] == sign { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            if (row.min() ?? 0) > most { return most + 1 }
            (before, above) = (above, row)
        }
        return above[other.count]
    }

    /// Letters and digits only, without case and accents: "'s-Hertogenbosch" and "s hertogenbosch" are one.
    static func fold(_ text: String) -> [UInt8] {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).utf8.filter {
            (48...57).contains($0) || (97...122).contains($0)
        }
    }
}
