import Support
import Terms
import Testing
import Words

@testable import Site

@Suite("A meeting in a calendar")
struct MeetingCalendarTests {
    @Test("says that there is a meeting and when, in UTC, for one hour, and nothing else")
    func event() throws {
        let id = TaskID(.seeded(1))
        let held = try #require(LocalTime.instant(2026, 11, 24, hour: 14, minute: 30))
        let now = try #require(LocalTime.instant(2026, 7, 1, hour: 9, minute: 5))
        let calendar = MeetingCalendar(of: id, held: held, at: now, .of(.en))
        #expect(
            calendar.text == """
                BEGIN:VCALENDAR\r
                VERSION:2.0\r
                PRODID:-//Baken//Baken//EN\r
                BEGIN:VEVENT\r
                UID:\(MeetingCalendar.uid(of: id))\r
                DTSTAMP:20260701T070500Z\r
                DTSTART:20261124T133000Z\r
                DTEND:20261124T143000Z\r
                SUMMARY:Meeting\r
                CLASS:PRIVATE\r
                END:VEVENT\r
                END:VCALENDAR\r

                """)
        #expect(!calendar.text.contains(String(id.text.dropFirst(4).prefix(8))), "nor by which reference it goes")
    }

    @Test("folds lines after 75 octets, never within a character", arguments: [1, 74, 75, 76, 149, 150, 400])
    func folds(length: Int) {
        for letter in ["a", "é", "漢", "🜁"] {
            let line = String(repeating: letter, count: length)
            let folded = MeetingCalendar.folded(line)
            let parts = folded.utf8.split(separator: 13, omittingEmptySubsequences: false)
            #expect(parts.allSatisfy { $0.count <= 76 && String($0) != nil })
            #expect(parts.dropFirst().allSatisfy { $0.starts(with: [10, 32]) })
            #expect(String(String.UnicodeScalarView(folded.unicodeScalars.filter { !"\r\n ".unicodeScalars.contains($0) })) == line)
        }
    }
}
