/// The kind of thing that an ``ID`` names. All kinds stand in one registry, `Kinds.swift`.
public protocol IDKind: Sendable {
    /// Three or four lowercase letters that begin every written id of this kind.
    static var prefix: String { get }
}

/// A typed name of a thing, unlike any other: `rep_` and 26 characters of Crockford base32 (128 bits).
///
/// An id is no secret: whoever knows it can do nothing with it. Receipts, tokens and keys are other types.
public struct ID<Kind: IDKind>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The written form, for example `rep_0f9c…`.
    public let text: String

    /// A new random id: for what people call by the first characters of its id.
    public init(_ chance: Randomness) { self.init(of: chance.bytes(16)) }

    /// A new id that begins with the time and goes on at random: for what people do not call by its id. What is written
    /// together then stands together in an index, and a commit changes a few of its pages instead of many.
    /// 48 bits of milliseconds and 80 random ones, in the manner of RFC 9562, 5.7.
    public init(_ chance: Randomness, at now: Instant) {
        let time = (0..<6).map { UInt8(truncatingIfNeeded: now.milliseconds >> Int64(8 * (5 - $0))) }
        self.init(of: time + chance.bytes(10))
    }

    /// The id that these bytes give, the same each time: for what must not be stored twice. The first 16 count.
    public init(of bytes: [UInt8]) {
        text = Kind.prefix + "_" + Crockford.encode(Array(bytes.prefix(16))).lowercased()
    }

    /// Reads a written id; refuses another kind's prefix, another length, another alphabet.
    public init(_ text: String) throws(MalformedID) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == Kind.prefix, parts[1].utf8.count == 26,
            parts[1].utf8.allSatisfy({ Crockford.isLowercaseDigit($0) })
        else { throw MalformedID(expected: Kind.prefix) }
        self.text = text
    }

    public var description: String { text }
    public static func < (one: Self, other: Self) -> Bool { one.text < other.text }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// What was written is no id of the kind expected.
public struct MalformedID: Error, Hashable {
    public let expected: String
}
