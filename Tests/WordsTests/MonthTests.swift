import Terms
import Testing

@testable import Words

@Suite("Days and months on a Dutch wall")
struct MonthTests {
    @Test("a year is twelve months that follow on one another, each beginning at midnight there")
    func months() {
        for year in [2024, 2026, 2027] {
            let starts = Words.monthStarts(of: year)
            #expect(starts.count == 13)
            for (index, start) in starts.enumerated() {
                let local = LocalTime(start)
                #expect(local.year == (index == 12 ? year + 1 : year) && local.month == index % 12 + 1)
                #expect(local.day == 1 && local.hour == 0 && local.minute == 0)
            }
            #expect(starts[12] == Words.monthStarts(of: year + 1)[0])
        }
    }

    @Test("a day is read however it is written, and begins at midnight there, also when the clocks change that night")
    func days() {
        #expect(Words.midnight(of: "24-11-2026") == Instant(milliseconds: 1_795_474_800_000))
        #expect(Words.midnight(of: "2026-11-24") == Words.midnight(of: "24-11-2026"))
        for day in ["29-03-2026", "25-10-2026", "1-7-2026", "31-12-2026", "29-02-2024"] {
            let local = Words.midnight(of: day).map { LocalTime($0) }
            #expect(local?.hour == 0 && local?.minute == 0, "\(day)")
        }
    }

    @Test("what is no day is none", arguments: ["", "24", "29-02-2026", "31-04-2026", "00-01-2026", "1-13-2026", "24-11", "a-b-c", "1-1-1-1", "-1-1-2026"])
    func none(typed: String) {
        #expect(Words.midnight(of: typed) == nil)
    }
}
