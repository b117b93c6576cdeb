/// What somebody means by a place that they typed, as far as that is sure.
public enum PlaceMeant: Sendable, Hashable {
    /// The very name of one municipality, or of a place that lies in one only, or the postcode of one.
    case one(Municipality)
    /// One of these may be meant, the likeliest first, at most eight: that is to be asked.
    case perhaps([Municipality])
    /// A province or a country, and so no municipality; places of that very name may be meant.
    case wider([Municipality])
    /// It lies outside the Netherlands; places of that very name may be meant.
    case abroad([Municipality])
    case nothing

    /// What may be chosen from.
    public var choices: [Municipality] {
        switch self {
        case .one(let place): [place]
        case .perhaps(let places), .wider(let places), .abroad(let places): places
        case .nothing: []
        }
    }
}

extension MunicipalityRegister {
    /// What is meant by what was typed. Only the very name and a postcode are taken without asking; what else may be meant
    /// is a question, and what is no place is nothing. An airport or a port lies in the municipality that it is known to lie
    /// in, else in the town beside which it is named.
    public func meaning(of typed: String) -> PlaceMeant {
        let meant = plainMeaning(of: typed)
        if case .one = meant { return meant }
        if let place = Crossings.municipality(of: typed).flatMap(current) { return .one(place) }
        guard let town = Crossings.town(in: typed) else { return meant }
        switch plainMeaning(of: town) {
        case .one(let place): return .one(place)
        case .abroad(let places) where !Crossings.isBorder(typed): return .abroad(places)
        default: return meant
        }
    }

    private func plainMeaning(of typed: String) -> PlaceMeant {
        let typed = String(typed.prefix(80))
        let sought = TolerantMatch.fold(typed)
        guard sought.count >= 2 else { return .nothing }
        let found = find(typed)
        if Postcodes.digits(typed) != nil, found.count == 1 { return .one(found[0]) }
        let named = found.filter { TolerantMatch.fold($0.name) == sought }
        if named.count == 1 { return .one(named[0]) }
        let exact = found.filter { place in
            TolerantMatch.fold(place.name) == sought
                || place.searchWords.contains { TolerantMatch.fold($0) == sought }
        }
        if isWider(sought) { return .wider(exact) }
        if Abroad.names(typed) { return .abroad(exact) }
        if exact.count == 1 { return .one(exact[0]) }
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
        Abroad.ownCountries.contains(sought)
            || regions.contains { region in
                region.kind == .province
                    && ([region.name] + region.words).contains { TolerantMatch.fold($0) == sought }
            }
    }
}
