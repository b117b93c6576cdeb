import Foundation
import Terms
import Testing

@testable import Signpost

/// Opening hours as somebody would look them up: on a wall calendar and a wall clock, a minute at a time.
private struct WallCalendar {
    /// Easter Sundays as printed in calendars.
    static let easter = [
        2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16",
        2029: "2029-04-01", 2030: "2030-04-21",
    ]
    /// King's days, and the Liberation days on which offices close.
    static let others = [
        "2024-04-27", "2025-04-26", "2026-04-27", "2027-04-27", "2028-04-27", "2029-04-27", "2030-04-27", "2025-05-05",
        "2030-05-05",
    ]

    private let calendar: Calendar
    private let holidays: Set<String>

    init() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Amsterdam"))
        self.calendar = calendar
        var holidays = Set(Self.others)
        for (year, text) in Self.easter {
            let easter = try #require(Day(text))
            for days in [0, 1, 39, 49, 50] { holidays.insert(easter.adding(days).text) }
            holidays.formUnion(["\(year)-01-01", "\(year)-12-25", "\(year)-12-26"])
        }
        self.holidays = holidays
    }

    func isOpen(_ hours: OpeningHours, at instant: Instant) -> Bool {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: date)
        var minutes = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        // When the hour from two to three comes the second time, all is as it was at the end of the first.
        if parts.hour == 2, calendar.dateComponents([.hour], from: date - 3_600).hour == 2 { minutes = 179 }
        let day = Day(parts.year ?? 0, parts.month ?? 0, parts.day ?? 0) ?? Day(number: 0)
        return spans(hours, day).contains { $0.start <= minutes && minutes < $0.end }
            || spans(hours, day.adding(-1)).contains { $0.start <= minutes + 1_440 && minutes + 1_440 < $0.end }
    }

    private func spans(_ hours: OpeningHours, _ day: Day) -> [OpeningHours.Span] {
        if let own = hours.holidays, holidays.contains(day.text) { return own }
        // 1 January 2024 was a Monday.
        let monday = Day(2024, 1, 1)?.number ?? 0
        return hours.week[(day.number - monday) % 7]
    }
}

@Suite("Opening hours")
struct HoursTests {
    private func moment(_ text: String) throws -> Instant {
        Instant(milliseconds: Int64(try Date(text + "Z", strategy: .iso8601).timeIntervalSince1970 * 1_000))
    }

    @Test("are told until when they are open, or from when")
    func states() throws {
        let office = try #require(OpeningHours("Mo-Fr 09:00-17:00; PH off"))
        // A Wednesday in winter, 10:30 on the wall.
        #expect(office.state(at: try moment("2026-11-25T09:30:00")) == .open(until: try moment("2026-11-25T16:00:00")))
        #expect(
            office.state(at: try moment("2026-11-25T16:00:00")) == .closed(opens: try moment("2026-11-26T08:00:00")))
        #expect(
            office.state(at: try moment("2026-11-27T17:00:00")) == .closed(opens: try moment("2026-11-30T08:00:00")))
        // Christmas falls on a Friday: after it comes the weekend.
        #expect(
            office.state(at: try moment("2026-12-24T17:00:00")) == .closed(opens: try moment("2026-12-28T08:00:00")))
        // In summer the wall is two hours ahead.
        #expect(office.state(at: try moment("2026-07-01T07:00:00")) == .open(until: try moment("2026-07-01T15:00:00")))
        #expect(OpeningHours("24/7")?.state(at: try moment("2026-12-25T03:00:00")) == .always)
        let night = try #require(OpeningHours("Fr-Sa 22:00-04:00"))
        #expect(night.state(at: try moment("2026-11-28T02:59:00")) == .open(until: try moment("2026-11-28T03:00:00")))
        let never = try #require(OpeningHours("PH off"))
        #expect(never.state(at: try moment("2026-11-25T09:30:00")) == .closed(opens: nil))
    }

    @Test("of days that touch at midnight are one")
    func touching() throws {
        let hours = try #require(OpeningHours("Sa 00:00-24:00; Su 00:00-12:00"))
        #expect(hours.state(at: try moment("2026-11-28T09:00:00")) == .open(until: try moment("2026-11-29T11:00:00")))
    }

    @Test(
        "agree minute by minute with a wall calendar and a wall clock, around holidays and when the clocks change",
        arguments: [
            "Mo-Fr 09:00-17:00; PH off", "Mo-Fr 08:30-12:30,13:00-17:00; Sa 10:00-14:00; PH 12:00-13:00",
            "Mo-Su 22:00-04:00; PH off", "Sa,Su 02:30-02:45; Mo-Fr 00:00-24:00", "01:15-02:15,02:45-03:30",
            "Sa-Mo 18:00-02:30; PH 20:00-08:00", "24/7",
        ])
    func oracle(text: String) throws {
        let hours = try #require(OpeningHours(text))
        let wall = try WallCalendar()
        for (year, easter) in WallCalendar.easter {
            let days = ["\(year)-03-31", "\(year)-10-31", "\(year)-04-27", "\(year)-05-05", "\(year)-12-26", easter]
            for (number, day) in try days.map({ try #require(Day($0)) }).enumerated() {
                // The clocks change on the last Sunday of the month.
                let middle = number < 2 ? day.adding(-(day.weekday % 7)) : day
                try compare(hours, wall, from: middle.adding(-1).begins, days: 3)
            }
        }
    }

    private func compare(_ hours: OpeningHours, _ wall: WallCalendar, from start: Instant, days: Int) throws {
        let minutes = (0..<(days * 1_440)).map { start + .minutes($0) }
        let open = minutes.map { wall.isOpen(hours, at: $0) }
        // When it next is otherwise, as far as these days tell.
        var next = [Instant?](repeating: nil, count: minutes.count)
        for index in minutes.indices.dropLast().reversed() {
            next[index] = open[index + 1] == open[index] ? next[index + 1] : minutes[index + 1]
        }
        for index in minutes.indices {
            // Every minute near a change, every eleventh of the others.
            let isNear =
                open.indices.contains(index - 1) && open[index - 1] != open[index]
                || open.indices.contains(index + 1) && open[index + 1] != open[index]
            guard isNear || index % 11 == 0 else { continue }
            let state = hours.state(at: minutes[index])
            try #require(state.isOpen == open[index], "\(minutes[index].milliseconds)")
            switch state {
            case .open(let until): if let change = next[index] { try #require(until == change) }
            case .closed(let opens): if let change = next[index] { try #require(opens == change) }
            case .always, .unknown: break
            }
        }
    }

    @Test(
        "that are not of the notation are refused",
        arguments: [
            "", "Mo", "09:00", "Mo-Fr 9:00-17:00", "Mo-Fr 09:00-25:00", "Mo-Fr 09:00-09:00", "Ma-Vr 09:00-17:00",
            "Mo-Fr 13:00-17:00,09:00-12:00", "Mo-Fr 09:00-17:00;", "Mo-PH 09:00-17:00", "24/7; PH off", "off",
            "Mo,Mo off",
            "Mo-Fr 09:00 - 17:00", "Mo-Fr 09:00-12:00,12:00-13:00",
        ])
    func refused(text: String) {
        #expect(OpeningHours(text) == nil)
    }

    @Test("know the holidays of a year")
    func holidays() {
        let days = Holidays.all(in: 2026).map(\.text)
        #expect(
            days == [
                "2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-24", "2026-05-25",
                "2026-12-25",
                "2026-12-26",
            ])
        // King's day is a day earlier when it falls on a Sunday; Liberation day closes offices once in five years.
        #expect(Holidays.all(in: 2025).map(\.text).contains("2025-04-26"))
        #expect(Holidays.all(in: 2025).map(\.text).contains("2025-05-05"))
        #expect(Day("2026-05-05").map(Holidays.contains) == false)
    }

    @Test("of a point are those of the line that is open longest")
    func lines() throws {
        let guide = Directory.embedded.on(.today)
        let christmas = try moment("2026-12-25T03:00:00")
        let point = try #require(guide[point: "veilig-thuis"])
        #expect(point.hours[.phone]?.text == "24/7" && point.state(at: christmas) == .always)
        let unknown = try #require(guide.points.first { $0.hours.isEmpty })
        #expect(unknown.state(at: christmas) == .unknown)
    }

    @Test("of a point with several lines are those of the one that is open longest, else of the one that opens first")
    func best() {
        let noon = Instant(milliseconds: 1_772_366_400_000)
        let (soon, late) = (noon + .hours(1), noon + .hours(5))
        for states in [[OpeningState.open(until: soon), .open(until: late)], [.open(until: late), .open(until: soon)]] {
            #expect(OpeningState.best(of: states) == .open(until: late))
            #expect(OpeningState.best(of: states + [.always]) == .always)
        }
        for states in [[OpeningState.closed(opens: soon), .closed(opens: late)], [.closed(opens: nil), .closed(opens: soon)]] {
            #expect(OpeningState.best(of: states + [.unknown]) == .closed(opens: soon))
        }
        #expect(OpeningState.best(of: [.closed(opens: soon), .open(until: soon)]) == .open(until: soon))
        #expect(OpeningState.best(of: []) == .unknown)
    }
}
