import Foundation

/// What somebody means by a place that they typed, as far as that is sure.
public enum PlaceMeant: Sendable, Hashable {
    /// The very name of one municipality, or of a place that lies in one only.
    case one(Municipality)
    /// One of these may be meant, the likeliest first, at most eight: that is to be asked.
    case perhaps([Municipality])
    /// A province, a country or a part of one, and so no municipality; places of that very name may be meant.
    case wider([Municipality])
    case nothing

    /// What may be chosen from.
    public var choices: [Municipality] {
        switch self {
        case .one(let place): [place]
        case .perhaps(let places), .wider(let places): places
        case .nothing: []
        }
    }
}

extension MunicipalityRegister {
    /// The fewest letters of a name of which one may be wrong and nobody needs to be asked: shorter ones become other words.
    private static let longName = 7

    /// What is meant by what was typed. Only the very name is taken without asking, and the long name of a municipality
    /// that has one letter wrong and is like no other; what else may be meant is a question.
    public func meaning(of typed: String) -> PlaceMeant {
        let sought = TolerantMatch.fold(String(typed.prefix(80)))
        guard sought.count >= 2 else { return .nothing }
        let found = find(typed)
        let named = found.filter { TolerantMatch.fold($0.name) == sought }
        if named.count == 1 { return .one(named[0]) }
        let exact = found.filter { place in
            TolerantMatch.fold(place.name) == sought
                || place.searchWords.contains { TolerantMatch.fold($0) == sought }
        }
        if isWider(sought) { return .wider(exact) }
        if exact.count == 1 { return .one(exact[0]) }
        if found.count == 1, sought.count >= Self.longName,
            TolerantMatch.mistakes(sought, TolerantMatch.fold(found[0].name), atMost: 1) <= 1
        {
            return .one(found[0])
        }
        return found.isEmpty ? .nothing : .perhaps(found)
    }

    /// Whether the text is the name of a municipality, or of a place in it, only with a typing mistake.
    func isMistaken(_ typed: String, for place: Municipality) -> Bool {
        let sought = TolerantMatch.fold(typed)
        return ([place.name] + place.searchWords).allSatisfy { name in
            TolerantMatch.cost(of: sought, against: TolerantMatch.fold(name)).map { $0 > 1 } ?? true
        }
    }

    private func isWider(_ sought: [UInt8]) -> Bool {
        Self.countries.contains(sought)
            || regions.contains { region in
                region.kind == .province
                    && ([region.name] + region.words).contains { TolerantMatch.fold($0) == sought }
            }
    }

    /// The names of the countries of the world, in both languages.
    private static let countries: Set<[UInt8]> = Set(
        ["nl", "en"].map { Locale(identifier: $0) }.flatMap { locale in
            Locale.Region.isoRegions.compactMap { region in
                locale.localizedString(forRegionCode: region.identifier).map { TolerantMatch.fold($0) }
            }
        })
}
