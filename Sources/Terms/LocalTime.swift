/// What calendar and clock on a Dutch wall show at a moment (zone Europe/Amsterdam), from 1996 on.
///
/// By hand, so that it depends on no machine's zone data and costs nothing at start. Central European Time, an hour
/// more in summer: from the last Sunday of March to the last Sunday of October, 01:00 UTC.
/// Source: Directive 2000/84/EC, art. 2 and 3; the calendar after Howard Hinnant, "chrono-compatible date algorithms".
public struct LocalTime: Hashable, Sendable {
    public let year: Int
    /// 1…12.
    public let month: Int
    public let day: Int
    /// 1 is Monday.
    public let weekday: Int
    public let hour: Int
    public let minute: Int

    public init(_ instant: Instant) {
        let seconds = Int(instant.milliseconds.dividedDown(by: 1_000))
        let local = seconds + (Self.isSummer(seconds) ? 7_200 : 3_600)
        let days = local.dividedDown(by: 86_400)
        let ofDay = local - days * 86_400
        (year, month, day) = Self.date(ofDay: days)
        weekday = Self.weekday(ofDay: days)
        hour = ofDay / 3_600
        minute = ofDay % 3_600 / 60
    }

    /// The moment at which a Dutch wall shows this; absent for a day or time that no calendar has.
    ///
    /// The hour that comes twice in autumn is the first of the two; one that is skipped in spring is an hour later.
    public static func instant(_ year: Int, _ month: Int, _ day: Int, hour: Int = 0, minute: Int = 0) -> Instant? {
        guard (1996...9999).contains(year), (1...12).contains(month), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        let days = days(year, month, day)
        guard date(ofDay: days) == (year, month, day) else { return nil }
        let winter = days * 86_400 + hour * 3_600 + minute * 60 - 3_600
        let seconds = isSummer(winter - 3_600) ? winter - 3_600 : winter
        return Instant(milliseconds: Int64(seconds) * 1_000)
    }

    private static func isSummer(_ seconds: Int) -> Bool {
        let year = date(ofDay: seconds.dividedDown(by: 86_400)).year
        return seconds >= change(year, 3) && seconds < change(year, 10)
    }

    /// The last Sunday of a month of 31 days, 01:00 UTC, in seconds since 1970.
    private static func change(_ year: Int, _ month: Int) -> Int {
        let last = days(year, month, 31)
        return (last - (last + 4).remainderUp(by: 7)) * 86_400 + 3_600
    }

    /// 1 is Monday.
    static func weekday(ofDay days: Int) -> Int { (days + 3).remainderUp(by: 7) + 1 }

    /// Days since 1 January 1970 of a date of the proleptic Gregorian calendar.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.dividedDown(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.dividedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}

extension FixedWidthInteger {
    /// The quotient rounded towards minus infinity.
    fileprivate func dividedDown(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// The remainder that is never negative.
    fileprivate func remainderUp(by divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
