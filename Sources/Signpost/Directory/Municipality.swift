public import Terms

/// A municipality and the regions that it lies in (Dutch: gemeente).
public struct Municipality: Sendable, Hashable {
    public let code: MunicipalityCode
    public let name: String
    public let province: RegionID
    /// The police unit (Dutch: politie-eenheid).
    public let policeUnit: RegionID
    /// The safety region (Dutch: veiligheidsregio).
    public let safetyRegion: RegionID
    /// The region of its Veilig Thuis.
    public let veiligThuis: RegionID
    /// The region of its Centrum Seksueel Geweld.
    public let csg: RegionID
    /// Towns, villages and former municipalities by which people know it.
    public let searchWords: [String]
    /// Which municipality takes over when it is no more.
    public let into: MunicipalityCode?
    let period: Period

    public var from: Day? { period.from }
    /// The first day on which it is no more.
    public var until: Day? { period.until }

    /// The region of a kind that it lies in; absent for the reaches that are no region.
    public func region(_ kind: Reach) -> RegionID? {
        switch kind {
        case .province: province
        case .policeUnit: policeUnit
        case .safetyRegion: safetyRegion
        case .veiligThuis: veiligThuis
        case .csg: csg
        case .municipality, .national: nil
        }
    }
}
