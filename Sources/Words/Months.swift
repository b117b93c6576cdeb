public import Terms

/// Days, months and years on a Dutch wall, for figures and filters.
extension Words {
    /// The year that a moment lies in.
    public static func year(of instant: Instant) -> Int { LocalTime(instant).year }

    /// When each of the twelve months of a year begins, and last when the next year does.
    public static func monthStarts(of year: Int) -> [Instant] {
        (1...12).map { midnight(year, $0, 1) } + [midnight(year + 1, 1, 1)]
    }

    /// When a day begins that was typed as `24-11-2026` or `2026-11-24`; nil when there is no such day.
    public static func midnight(of typed: String) -> Instant? {
        let parts = typed.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let one = parts[0], let month = parts[1], let other = parts[2] else { return nil }
        let (year, day) = one > 31 ? (one, other) : (other, one)
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let moment = midnight(year, month, day)
        let read = LocalTime(moment)
        return read.month == month && read.day == day ? moment : nil
    }

    /// "november", "November".
    public func month(_ number: Int) -> String { self(Key("words", "month", String(number))) }

    /// Clocks change at 01:00 UTC, so what they show at midnight UTC is how far they are ahead when this day begins.
    private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Instant {
        let utc = Instant(milliseconds: Int64(LocalTime.days(year, month, day)) * 86_400_000)
        return utc - .hours(LocalTime(utc).hour)
    }
}
