/// A municipality's code by Statistics Netherlands (Dutch: CBS-gemeentecode): `GM` and four digits.
public struct MunicipalityCode: Hashable, Sendable, Codable, Comparable {
    public let text: String

    /// Refuses anything but `GM` and four digits; whether it exists is the register's to say.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[0] == 71, bytes[1] == 77, bytes[2...].allSatisfy({ (48...57).contains($0) })
        else { return nil }
        self.text = text
    }

    public static func < (one: Self, other: Self) -> Bool { one.text < other.text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a municipality code")
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
