/// A moment: whole milliseconds since 1 January 1970 UTC.
public struct Instant: Hashable, Sendable, Comparable, Codable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (one: Self, other: Self) -> Bool { one.milliseconds < other.milliseconds }
    public static func + (instant: Self, term: Term) -> Self { .init(milliseconds: instant.milliseconds + term.milliseconds) }
    public static func - (instant: Self, term: Term) -> Self { .init(milliseconds: instant.milliseconds - term.milliseconds) }

    /// The time that passed from another moment to this one; negative when the other is later.
    public func since(_ other: Instant) -> Term { .init(milliseconds: milliseconds - other.milliseconds) }

    public init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// A length of time (Dutch: termijn), in milliseconds; days are of 24 hours.
public struct Term: Hashable, Sendable, Comparable, Codable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func seconds(_ count: Int) -> Self { .init(milliseconds: Int64(count) * 1_000) }
    public static func minutes(_ count: Int) -> Self { .seconds(count * 60) }
    public static func hours(_ count: Int) -> Self { .minutes(count * 60) }
    public static func days(_ count: Int) -> Self { .hours(count * 24) }

    public static func < (one: Self, other: Self) -> Bool { one.milliseconds < other.milliseconds }
}

/// Where the time comes from: the machine's clock at the roof, a set one in tests.
public struct TimeSource: Sendable {
    public let now: @Sendable () -> Instant

    public init(now: @escaping @Sendable () -> Instant) { self.now = now }
}
