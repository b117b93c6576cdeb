import HTML
import Terms
import Web
import Words

/// A date as it was typed into three fields; it may be no date at all.
struct TypedDate: Sendable, Hashable {
    var day = ""
    var month = ""
    var year = ""

    init() {}

    init(_ fields: FormFields, _ name: String) {
        day = (fields[name + ".day"] ?? "").trimmed
        month = (fields[name + ".month"] ?? "").trimmed
        year = (fields[name + ".year"] ?? "").trimmed
    }

    init(_ instant: Instant) {
        let local = LocalTime(instant)
        (day, month, year) = (String(local.day), String(local.month), String(local.year))
    }

    var isEmpty: Bool { day.isEmpty && month.isEmpty && year.isEmpty }

    /// What is wrong with it: nothing was typed, or there is no such day.
    func error(withTime: Bool = false) -> Key {
        if isEmpty { return withTime ? "staff.date.missing.time" : "staff.date.missing" }
        return withTime ? "staff.date.error.time" : "staff.date.error"
    }

    /// The moment at which a Dutch wall shows this date and time; absent when it is none.
    func instant(hour: Int = 0, minute: Int = 0) -> Instant? {
        guard let day = Int(day), let month = Int(month), let year = Int(year) else { return nil }
        return LocalTime.instant(year, month, day, hour: hour, minute: minute)
    }

    /// The beginning of the day after.
    var nextDay: Instant? {
        // A day and a half on is the next day, also where the clock was changed.
        instant().flatMap { TypedDate($0 + .hours(36)).instant() }
    }

    func field(_ words: Words, _ field: Field) -> HTML {
        dateField(
            field, parts: (words("staff.date.day"), words("staff.date.month"), words("staff.date.year")),
            value: (day, month, year))
    }

    /// Hours and minutes of a time as people type it: `14.05`, `14:05`, `9`.
    static func time(_ typed: String) -> (hour: Int, minute: Int)? {
        let parts = typed.split(whereSeparator: { $0 == ":" || $0 == "." }).map { Int($0.filter { !$0.isWhitespace }) }
        guard (1...2).contains(parts.count), let hour = parts[0], (0..<24).contains(hour) else { return nil }
        guard parts.count == 2 else { return (hour, 0) }
        guard let minute = parts[1], (0..<60).contains(minute) else { return nil }
        return (hour, minute)
    }
}
