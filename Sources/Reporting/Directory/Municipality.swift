public import Terms

/// A municipality and the regions that it lies in (Dutch: gemeente).
public struct Municipality: Sendable, Hashable {
    public let code: MunicipalityCode
    public let name: String
    public let province: String
    /// The police unit (Dutch: politie-eenheid).
    public let policeUnit: String
    /// The safety region (Dutch: veiligheidsregio).
    public let safetyRegion: String
    /// Towns, villages and former municipalities by which people know it.
    let searchWords: [String]
}
