/// A part of the country that an organisation works in (Dutch: regio).
public struct Region: Sendable, Hashable {
    /// A place on a tile map: columns from west to east, rows from north to south, both from 0.
    public struct Tile: Sendable, Hashable {
        public let column: Int
        public let row: Int
    }

    public let id: RegionID
    /// One of ``Reach/regional``.
    public let kind: Reach
    public let name: String
    public let words: [String]
    public let tile: Tile?
}
