/// A day of the calendar, without a time (Dutch: dag). Written as ISO 8601 has it: `2026-11-25`.
public struct Day: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// Days since 1 January 1970.
    public let number: Int

    public init(number: Int) { self.number = number }

    /// Absent for a day that no calendar has.
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        number = LocalTime.days(year, month, day)
        guard LocalTime.date(ofDay: number) == (year, month, day) else { return nil }
    }

    /// Reads `2026-11-25`, and nothing else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year, month, day)
    }

    /// The day that a Dutch wall shows at a moment.
    public init(_ instant: Instant) {
        let local = LocalTime(instant)
        number = LocalTime.days(local.year, local.month, local.day)
    }

    public var year: Int { LocalTime.date(ofDay: number).year }
    /// 1…12.
    public var month: Int { LocalTime.date(ofDay: number).month }
    public var day: Int { LocalTime.date(ofDay: number).day }
    /// 1 is Monday.
    public var weekday: Int { LocalTime.weekday(ofDay: number) }

    /// When it begins on a Dutch wall. Clocks change at 01:00 UTC, so what they show at midnight UTC is how far they are
    /// ahead when this day begins.
    public var begins: Instant {
        let utc = Instant(milliseconds: Int64(number) * 86_400_000)
        return utc - .hours(LocalTime(utc).hour)
    }

    public func adding(_ days: Int) -> Day { Day(number: number + days) }

    public var text: String {
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let (year, month, day) = LocalTime.date(ofDay: number)
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }

    public var description: String { text }

    public static func < (one: Self, other: Self) -> Bool { one.number < other.number }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day of the calendar")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
