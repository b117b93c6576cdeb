import Terms

/// Which regions a reach has, and how they are kept in a ``Reception``: municipalities by code, all others by name.
extension MunicipalityRegister {
    /// The names of all regions of a reach, in alphabetical order; none when it is national.
    public func regions(of reach: Reach) -> [String] {
        Set(all.compactMap { region(of: $0, reach)?.name }).sorted()
    }

    /// Reads names, or codes of municipalities, as somebody typed them.
    ///
    /// - Returns: the regions as they are kept, and what is the name of none.
    public func read(_ typed: [String], of reach: Reach) -> (regions: Set<String>, unknown: [String]) {
        let known = Dictionary(
            all.flatMap { place in
                region(of: place, reach).map { [(Self.fold($0.name), $0.kept), (Self.fold($0.kept), $0.kept)] } ?? []
            }
        ) { first, _ in first }
        let read = typed.map { ($0, known[Self.fold($0)]) }
        return (Set(read.compactMap(\.1)), read.filter { $0.1 == nil }.map(\.0))
    }

    /// The names of regions as they are kept, in alphabetical order.
    public func names(of regions: Set<String>, _ reach: Reach) -> [String] {
        Set(all.compactMap { region(of: $0, reach) }.filter { regions.contains($0.kept) }.map(\.name)).sorted()
    }

    private func region(of place: Municipality, _ reach: Reach) -> (name: String, kept: String)? {
        switch reach {
        case .municipality: (place.name, place.code.text)
        case .safetyRegion: (place.safetyRegion, place.safetyRegion)
        case .policeUnit: (place.policeUnit, place.policeUnit)
        case .province: (place.province, place.province)
        case .national: nil
        }
    }
}
