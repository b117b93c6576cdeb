public import Terms

/// The municipalities of one day, and the search that finds one by what a person types.
///
/// Source of codes and names: Statistics Netherlands (CBS).
public struct MunicipalityRegister: Sendable {
    /// Those that there are, in the order of the data.
    public let all: [Municipality]
    let regions: [Region]
    private let byCode: [MunicipalityCode: Municipality]
    private let present: [MunicipalityCode: Int]
    private let names: [(folded: [UInt8], isName: Bool, index: Int)]

    /// - Parameter known: Every municipality of the data, also of other days.
    init(_ known: [Municipality], regions: [Region], on day: Day) {
        let all = known.filter { $0.period.contains(day) }
        let present = Dictionary(all.enumerated().map { ($1.code, $0) }) { first, _ in first }
        let byCode = Dictionary((all + known).map { ($0.code, $0) }) { first, _ in first }
        self.all = all
        self.regions = regions
        self.byCode = byCode
        self.present = present
        names = known.flatMap { place -> [(folded: [UInt8], isName: Bool, index: Int)] in
            // Whoever looks for a municipality that is no more finds the one that took over.
            guard place.period.from.map({ $0 <= day }) ?? true,
                let index = Self.successor(of: place.code, byCode, present)
            else { return [] }
            return [(TolerantMatch.fold(place.name), all[index].code == place.code, index)]
                + place.searchWords.map { (TolerantMatch.fold($0), false, index) }
        }
    }

    /// The municipality of a code; also one that is no more, so that what was kept under it has its name.
    public subscript(code: MunicipalityCode) -> Municipality? { byCode[code] }

    /// The codes of those that there are, and of those that another took over.
    public var codes: [MunicipalityCode] { byCode.keys.filter { current($0) != nil }.sorted() }

    /// The codes of those that are no more.
    var absorbed: [MunicipalityCode] { byCode.keys.filter { present[$0] == nil } }

    /// The municipality of a code, or the one that took over when it is no more.
    public func current(_ code: MunicipalityCode) -> Municipality? {
        Self.successor(of: code, byCode, present).map { all[$0] }
    }

    private static func successor(
        of code: MunicipalityCode, _ byCode: [MunicipalityCode: Municipality], _ present: [MunicipalityCode: Int]
    ) -> Int? {
        var code = code
        var passed: Set<MunicipalityCode> = []
        while passed.insert(code).inserted {
            if let index = present[code] { return index }
            guard let next = byCode[code]?.into else { return nil }
            code = next
        }
        return nil
    }

    /// Whether a name with a mistake in it may be meant at all: it begins with the same letter; a short one has a letter
    /// too many, too few or in the wrong place, but no other one; two mistakes are for long ones only.
    private static func isNear(_ sought: [UInt8], _ name: [UInt8], _ cost: Int) -> Bool {
        switch cost {
        case ...1: true
        case 2:
            sought.first == name.first
                && (sought.count > 5 || sought.count != name.count || sought.sorted() == name.sorted())
        default: sought.first == name.first && sought.count > 8
        }
    }

    /// The name of the province that a municipality lies in.
    public func provinceName(of place: Municipality) -> String {
        regions.first { $0.id == place.province }?.name ?? place.province.text
    }

    /// What a person may mean, best first, at most eight: a postcode, the name, a town in it, the beginning of either, or
    /// either with a typing mistake or two. Everyday words are no place with a mistake in it, nor the beginning of one.
    public func find(_ typed: String) -> [Municipality] {
        if let digits = Postcodes.digits(typed) {
            let codes = Postcodes.municipalities(of: digits).compactMap { current($0)?.code }
            return all.filter { codes.contains($0.code) }
        }
        let sought = TolerantMatch.fold(String(typed.prefix(80)))
        guard sought.count >= 2 else { return [] }
        let isWord = EverydayWords.contains(sought)
        var best: [Int: Int] = [:]
        for name in names {
            guard let cost = TolerantMatch.cost(of: sought, against: name.folded),
                cost == 0 || !isWord && Self.isNear(sought, name.folded, cost)
            else { continue }
            best[name.index] = min(best[name.index] ?? .max, cost * 2 + (name.isName ? 0 : 1))
        }
        guard let least = best.values.min() else { return [] }
        // A name that was typed in full is meant; only towns of that very name may be meant beside it.
        let widest = least <= 1 ? 1 : Int.max
        return best.filter { $0.value <= widest }
            .sorted { ($0.value, all[$0.key].name) < ($1.value, all[$1.key].name) }.prefix(8).map { all[$0.key] }
    }
}

/// Which regions a reach has. They are kept by their ids, municipalities by their codes, and shown by their names.
extension MunicipalityRegister {
    /// The names of all regions of a reach, in alphabetical order; none when it is national.
    public func regions(of reach: Reach) -> [String] { known(of: reach).map(\.name).sorted() }

    /// Reads names, or ids, as somebody typed them.
    ///
    /// - Returns: the regions as they are kept, and what is the name of none.
    public func read(_ typed: [String], of reach: Reach) -> (regions: Set<String>, unknown: [String]) {
        let known = Dictionary(
            known(of: reach).flatMap {
                [(TolerantMatch.fold($0.name), $0.kept), (TolerantMatch.fold($0.kept), $0.kept)]
            }
        ) { first, _ in first }
        let read = typed.map { ($0, known[TolerantMatch.fold($0)]) }
        return (Set(read.compactMap(\.1)), read.filter { $0.1 == nil }.map(\.0))
    }

    /// The names of regions as they are kept, in alphabetical order.
    public func names(of regions: Set<String>, _ reach: Reach) -> [String] {
        known(of: reach).filter { regions.contains($0.kept) }.map(\.name).sorted()
    }

    private func known(of reach: Reach) -> [(name: String, kept: String)] {
        switch reach {
        case .municipality: all.map { ($0.name, $0.code.text) }
        case .national: []
        default: regions.filter { $0.kind == reach }.map { ($0.name, $0.id.text) }
        }
    }
}
