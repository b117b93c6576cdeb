public import Terms

/// Days, months and years on a Dutch wall, for figures and filters.
extension Words {
    /// The year that a moment lies in.
    public static func year(of instant: Instant) -> Int { LocalTime(instant).year }

    /// When each of the twelve months of a year begins, and last when the next year does.
    public static func monthStarts(of year: Int) -> [Instant] {
        ((1...12).map { Day(year, $0, 1) } + [Day(year + 1, 1, 1)]).compactMap { $0?.begins }
    }

    /// When a day begins that was typed as `24-11-2026` or `2026-11-24`; nil when there is no such day.
    public static func midnight(of typed: String) -> Instant? {
        let parts = typed.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let one = parts[0], let month = parts[1], let other = parts[2] else { return nil }
        let (year, day) = one > 31 ? (one, other) : (other, one)
        guard year >= 1970 else { return nil }
        return Day(year, month, day)?.begins
    }

    /// "november", "November".
    public func month(_ number: Int) -> String { self(Key("words", "month", String(number))) }

    /// "nov", "Nov".
    public func shortMonth(_ number: Int) -> String { self(Key("words", "shortMonth", String(number))) }

    /// "lente", "spring".
    public func season(_ season: Season) -> String { self(Key("words", "season", String(season.rawValue))) }

    /// As exactly as it is known: "2025", "zomer 2025", "maart 2025", "14 maart 2025". A winter belongs to two years:
    /// "winter 2025-2026".
    public func date(_ date: PartialDate) -> String {
        let year = String(date.year)
        return switch date.precision {
        case .year: year
        case .season(.winter): self("words.winterOfYear", ["year": year, "next": String(date.year + 1)])
        case .season(let season): self("words.seasonOfYear", ["season": self.season(season), "year": year])
        case .month(let month): self("words.monthOfYear", ["month": self.month(month), "year": year])
        case .day: self.date(date.first)
        }
    }
}
