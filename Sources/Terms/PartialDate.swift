/// A season of a year, by the months of the weather (Dutch: jaargetijde). Codes of EDTF: 21 is spring.
public enum Season: Int, Sendable, Hashable, CaseIterable {
    case spring = 21, summer, autumn, winter

    /// Winter begins in December and ends in the year after.
    var firstMonth: Int { (rawValue - 20) * 3 }
}

/// A date, as exactly as it is known: a year, a season of it, a month, or a day (Dutch: datum voor zover bekend).
///
/// Written as the Extended Date/Time Format has it, ISO 8601-2:2019 annex A, levels 0 and 1: `2025`, `2025-22` (summer),
/// `2025-03`, `2025-03-14`.
public struct PartialDate: Hashable, Sendable, Comparable, Codable {
    public enum Precision: Hashable, Sendable {
        case year, season(Season), month(Int), day(Int, Int)
    }

    public let year: Int
    public let precision: Precision

    public init?(year: Int, season: Season) { self.init(year, .season(season)) }
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        switch (month, day) {
        case (nil, nil): self.init(year, .year)
        case (let month?, nil): self.init(year, .month(month))
        case (let month?, let day?): self.init(year, .day(month, day))
        case (nil, _): return nil
        }
    }

    private init?(_ year: Int, _ precision: Precision) {
        guard (1900...2999).contains(year) else { return nil }
        switch precision {
        case .month(let month): guard (1...12).contains(month) else { return nil }
        case .day(let month, let day): guard Day(year, month, day) != nil else { return nil }
        case .year, .season: break
        }
        self.year = year
        self.precision = precision
    }

    /// Reads the written form, and nothing else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
        else { return nil }
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
        }
        guard numbers.count == parts.count else { return nil }
        switch numbers.count {
        case 1: self.init(numbers[0], .year)
        case 2:
            if let season = Season(rawValue: numbers[1]) {
                self.init(numbers[0], .season(season))
            } else {
                self.init(numbers[0], .month(numbers[1]))
            }
        default: self.init(numbers[0], .day(numbers[1], numbers[2]))
        }
    }

    public var text: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return switch precision {
        case .year: String(year)
        case .season(let season): "\(year)-\(season.rawValue)"
        case .month(let month): "\(year)-\(two(month))"
        case .day(let month, let day): "\(year)-\(two(month))-\(two(day))"
        }
    }

    /// The first day that it may have been.
    public var first: Day {
        switch precision {
        case .year: Self.beginning(year, 1)
        case .season(let season): Self.beginning(year, season.firstMonth)
        case .month(let month): Self.beginning(year, month)
        case .day(let month, let day): Self.beginning(year, month).adding(day - 1)
        }
    }

    /// The last day that it may have been.
    public var last: Day {
        switch precision {
        case .year: Self.beginning(year + 1, 1).adding(-1)
        case .season(let season): Self.beginning(year, season.firstMonth + 3).adding(-1)
        case .month(let month): Self.beginning(year, month + 1).adding(-1)
        case .day: first
        }
    }

    /// What began first comes first; of two that began on one day the more exact one.
    public static func < (one: Self, other: Self) -> Bool {
        (one.first, one.last, one.text) < (other.first, other.last, other.text)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The first day of a month; 13 is January of the next year.
    private static func beginning(_ year: Int, _ month: Int) -> Day {
        Day(number: month > 12 ? LocalTime.days(year + 1, month - 12, 1) : LocalTime.days(year, month, 1))
    }
}
