public import Terms

/// Dates and times on a Dutch wall (Europe/Amsterdam), as the language writes them.
extension Words {
    /// "dinsdag 24 november 2026", "Tuesday 24 November 2026".
    public func date(_ instant: Instant) -> String {
        let local = LocalTime(instant)
        return self(
            "words.date",
            [
                "weekday": self(Key("words", "weekday", String(local.weekday))), "day": String(local.day),
                "month": self(Key("words", "month", String(local.month))), "year": String(local.year),
            ])
    }

    /// "24 november 2026", "24 November 2026".
    public func date(_ day: Day) -> String {
        self("words.day", ["day": String(day.day), "month": month(day.month), "year": String(day.year)])
    }

    /// "14.05 uur", "14:05".
    public func time(_ instant: Instant) -> String {
        let local = LocalTime(instant)
        return self("words.time", ["hour": Self.twoDigits(local.hour), "minute": Self.twoDigits(local.minute)])
    }

    /// "dinsdag 24 november 2026 om 14.05 uur", "Tuesday 24 November 2026 at 14:05".
    public func dateTime(_ instant: Instant) -> String {
        self("words.dateTime", ["date": date(instant), "time": time(instant)])
    }

    /// By when, as one reads it now: "vandaag vóór 23.00 uur", "morgen", "maandag", "before 23:00 today", "on Monday".
    public func promise(_ promise: Promise, at now: Instant) -> String {
        // A promise for a day ends when the next one begins.
        let end = promise.isDay ? promise.until - .seconds(1) : promise.until
        let local = LocalTime(end)
        let distance = Day(end).number - Day(now).number
        let weekday = self(Key("words", "weekday", String(local.weekday)))
        let day =
            switch distance {
            case 0: "today"
            case 1: "tomorrow"
            case 2...6: "weekday"
            default: "date"
            }
        return self(
            Key("words", "promise", day, promise.isDay ? "day" : "hour"),
            [
                "weekday": weekday, "day": String(local.day), "month": month(local.month), "time": time(end),
            ])
    }

    /// For tables, where room is scarce: "24 nov 14.05", "24 Nov 14:05".
    public func shortDateTime(_ instant: Instant) -> String {
        let local = LocalTime(instant)
        return self(
            "words.shortDateTime",
            [
                "day": String(local.day), "month": self(Key("words", "shortMonth", String(local.month))),
                "hour": Self.twoDigits(local.hour), "minute": Self.twoDigits(local.minute),
            ])
    }

    /// For machines, in a `time` element: "2026-11-24T13:05Z" (RFC 3339, UTC, whole minutes).
    public static func machineReadable(_ instant: Instant) -> String {
        let minutes = (instant.milliseconds - (instant.milliseconds % 60_000 + 60_000) % 60_000) / 60_000
        let days = (minutes - (minutes % 1_440 + 1_440) % 1_440) / 1_440
        let ofDay = Int(minutes - days * 1_440)
        return Day(number: Int(days)).text
            + "T\(twoDigits(ofDay / 60)):\(twoDigits(ofDay % 60)):00Z"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
