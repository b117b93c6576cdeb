import Foundation
import Support
import Terms
import Testing

@testable import Words

@Suite("Dates and times on a Dutch wall")
struct DateTests {
    private let dutch = Words.of(.nl)
    private let english = Words.of(.en)

    private func moment(_ text: String) throws -> Instant {
        Instant(milliseconds: Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970 * 1_000))
    }

    @Test("are written as each language writes them")
    func written() throws {
        let moment = try moment("2026-11-24T13:05:59Z")
        #expect(dutch.date(moment) == "dinsdag 24 november 2026")
        #expect(english.date(moment) == "Tuesday 24 November 2026")
        #expect(dutch.time(moment) == "14.05 uur")
        #expect(english.time(moment) == "14:05")
        #expect(dutch.dateTime(moment) == "dinsdag 24 november 2026 om 14.05 uur")
        #expect(english.dateTime(moment) == "Tuesday 24 November 2026 at 14:05")
        #expect(dutch.shortDateTime(moment) == "24 nov 14.05")
        #expect(english.shortDateTime(moment) == "24 Nov 14:05")
        #expect(Words.machineReadable(moment) == "2026-11-24T13:05:00Z")
    }

    @Test(
        "change at midnight there, and with summer time",
        arguments: [
            // Summer: two hours ahead of UTC; winter: one.
            ("2026-06-30T21:59:59Z", "Tuesday 30 June 2026", "23:59"),
            ("2026-06-30T22:00:00Z", "Wednesday 1 July 2026", "00:00"),
            ("2026-12-31T22:59:59Z", "Thursday 31 December 2026", "23:59"),
            ("2026-12-31T23:00:00Z", "Friday 1 January 2027", "00:00"),
            // The night in which two o'clock becomes three, and the one in which three becomes two.
            ("2026-03-29T00:59:59Z", "Sunday 29 March 2026", "01:59"),
            ("2026-03-29T01:00:00Z", "Sunday 29 March 2026", "03:00"),
            ("2026-10-25T00:59:59Z", "Sunday 25 October 2026", "02:59"),
            ("2026-10-25T01:00:00Z", "Sunday 25 October 2026", "02:00"),
            // A leap day, and a year in which the last Sunday of March is the 31st.
            ("2028-02-29T12:00:00Z", "Tuesday 29 February 2028", "13:00"),
            ("2024-03-31T01:00:00Z", "Sunday 31 March 2024", "03:00"),
        ])
    func changes(at text: String, date: String, time: String) throws {
        let moment = try moment(text)
        #expect(english.date(moment) == date)
        #expect(english.time(moment) == time)
    }

    @Test("agree with the world's time zone tables for every hour of change and a thousand days besides")
    func zone() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Amsterdam"))
        let dice = Dice(7)
        let first = try moment("1997-01-01T00:00:00Z").milliseconds
        let days = 365 * 40
        var moments = (0..<1_000).map { _ in
            first + Int64(dice.below(days)) * 86_400_000 + Int64(dice.below(86_400_000))
        }
        for year in 1997...2037 {
            for month in [3, 10] {
                for day in 25...31 {
                    let date = try #require(Day(year, month, day))
                    let hour = Int64(date.number) * 86_400_000 + 3_600_000
                    moments += [hour - 1, hour]
                }
            }
        }
        for milliseconds in moments {
            let local = LocalTime(Instant(milliseconds: milliseconds))
            let date = Date(timeIntervalSince1970: Double(milliseconds / 1_000))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: date)
            #expect(
                [local.year, local.month, local.day, local.hour, local.minute, local.weekday % 7 + 1]
                    == [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.weekday], "\(milliseconds)")
        }
    }

    @Test(
        "are written as exactly as they are known",
        arguments: [
            ("2025", "2025", "2025"), ("2025-22", "zomer 2025", "summer 2025"),
            ("2025-24", "winter 2025-2026", "winter 2025-2026"), ("2025-03", "maart 2025", "March 2025"),
            ("2025-03-14", "14 maart 2025", "14 March 2025"), ("2025-21", "lente 2025", "spring 2025"),
        ])
    func partial(text: String, inDutch: String, inEnglish: String) throws {
        let date = try #require(PartialDate(text))
        #expect(dutch.date(date) == inDutch && english.date(date) == inEnglish)
    }

    @Test("are written for machines in UTC, before 1970 too")
    func machines() throws {
        for text in ["1969-12-31T23:59:00Z", "1970-01-01T00:00:00Z", "2000-02-29T00:00:00Z", "2026-03-29T01:00:00Z"] {
            #expect(Words.machineReadable(try moment(text)) == text)
        }
    }
}
