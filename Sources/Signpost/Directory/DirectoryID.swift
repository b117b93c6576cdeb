/// The id of an entry of the directory, chosen by people and for ever: letters, digits and hyphens.
public struct DirectoryID<Kind>: Hashable, Sendable, Comparable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    public let text: String

    /// Absent for anything but letters, digits and hyphens. Whether it exists is the directory's to say.
    public init?(_ text: String) {
        guard Self.isWellFormed(text) else { return nil }
        self.text = text
    }

    /// - Precondition: well formed, as a name that stands in the code is.
    public init(stringLiteral text: String) {
        precondition(Self.isWellFormed(text), "no id of a directory")
        self.text = text
    }

    public var description: String { text }

    public static func < (one: Self, other: Self) -> Bool { one.text < other.text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id of the directory")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func isWellFormed(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
            }
    }
}

public typealias PointID = DirectoryID<Point>
public typealias BranchID = DirectoryID<Branch>
public typealias RegionID = DirectoryID<Region>
public typealias RuleID = DirectoryID<Rule>
