import Foundation
import Terms

/// The moment at which a Dutch wall (zone Europe/Amsterdam) shows a date and time that somebody typed.
///
/// By the rule and not by the machine's zone data, as `Words` does the other way round: Central European Time, an hour
/// more from the last Sunday of March to the last Sunday of October, 01:00 UTC. Source: Directive 2000/84/EC.
enum WallClock {
    /// Nil when there is no such date or time. Of the hour that comes twice in October, the first.
    static func instant(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0) -> Instant? {
        guard (1996...2200).contains(year), (0...23).contains(hour), (0...59).contains(minute),
            let midnight = seconds(year, month, day), let march = lastSunday(year, 3), let october = lastSunday(year, 10)
        else { return nil }
        let shown = midnight + hour * 3_600 + minute * 60
        let asSummer = shown - 7_200
        let utc = (march + 3_600..<october + 3_600).contains(asSummer) ? asSummer : shown - 3_600
        return Instant(milliseconds: Int64(utc) * 1_000)
    }

    /// Reads "14:30", "14.30", "9" or "0930".
    static func time(_ typed: String) -> (hour: Int, minute: Int)? {
        let parts = typed.split { !$0.isNumber }.map(String.init)
        switch parts.count {
        case 1:
            guard let number = Int(parts[0]), parts[0].count <= 4 else { return nil }
            let (hour, minute) = parts[0].count <= 2 ? (number, 0) : (number / 100, number % 100)
            return hour < 24 && minute < 60 ? (hour, minute) : nil
        case 2:
            guard let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
                (0..<60).contains(minute)
            else { return nil }
            return (hour, minute)
        default: return nil
        }
    }

    /// The beginnings of the last so many months, this one included, oldest first, and of the next one.
    static func months(_ count: Int, until now: Instant) -> [Instant] {
        let shown = now + .hours(1)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month], from: Date(timeIntervalSince1970: Double(shown.milliseconds) / 1_000))
        let present = (parts.year ?? 1_970) * 12 + (parts.month ?? 1) - 1
        return (present - count + 1...present + 1).compactMap { month in
            instant(year: month / 12, month: month % 12 + 1, day: 1)
        }
    }

    /// Midnight UTC of a date, in seconds since 1970.
    private static func seconds(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(year: year, month: month, day: day)
        guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return nil }
        return Int(date.timeIntervalSince1970)
    }

    /// Midnight UTC of the last Sunday of a month of 31 days. 1 January 1970 was a Thursday.
    private static func lastSunday(_ year: Int, _ month: Int) -> Int? {
        seconds(year, month, 31).map { $0 - ($0 / 86_400 + 4) % 7 * 86_400 }
    }
}

/// A date in three fields, as it was typed.
struct TypedDate: Sendable, Hashable {
    var day = ""
    var month = ""
    var year = ""

    /// - Parameter name: of the date field; its parts are `<name>.day`, `<name>.month` and `<name>.year`.
    init(_ fields: FormFields, _ name: String) {
        day = fields.text(name + ".day") ?? ""
        month = fields.text(name + ".month") ?? ""
        year = fields.text(name + ".year") ?? ""
    }

    init() {}

    var isEmpty: Bool { day.isEmpty && month.isEmpty && year.isEmpty }
    var parts: (day: String, month: String, year: String) { (day, month, year) }

    /// The moment of this date at a time of day; nil when there is no such date.
    func instant(hour: Int = 0, minute: Int = 0) -> Instant? {
        guard let day = Int(day), let month = Int(month), let year = Int(year) else { return nil }
        return WallClock.instant(year: year, month: month, day: day, hour: hour, minute: minute)
    }
}
