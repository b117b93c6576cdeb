import Foundation
import Support
import Testing

@testable import Terms

@Suite("A date as exactly as it is known")
struct PartialDateTests {
    /// A year, a season, a month or a day, each as often.
    private static func dates(_ count: Int) -> [PartialDate] {
        let dice = Dice(11)
        return (0..<count).compactMap { number in
            let year = 1900 + dice.below(1_100)
            return switch number % 4 {
            case 0: PartialDate(year: year)
            case 1: PartialDate(year: year, season: Season.allCases[dice.below(4)])
            case 2: PartialDate(year: year, month: 1 + dice.below(12))
            default: PartialDate(year: year, month: 1 + dice.below(12), day: 1 + dice.below(28))
            }
        }
    }

    @Test("reads back what it wrote, by itself and among other data")
    func written() throws {
        let dates = Self.dates(4_000)
        #expect(dates.count == 4_000)
        for date in dates {
            #expect(PartialDate(date.text) == date)
            let data = try JSONEncoder().encode([date])
            #expect(try JSONDecoder().decode([PartialDate].self, from: data) == [date])
        }
    }

    @Test("was on one of the days from its first to its last, and on none besides")
    func days() throws {
        for date in Self.dates(4_000) {
            #expect(date.first <= date.last)
            let days = date.last.number - date.first.number + 1
            switch date.precision {
            case .year: #expect([365, 366].contains(days) && date.first.month == 1 && date.first.day == 1)
            case .season: #expect((90...92).contains(days) && date.first.day == 1)
            case .month(let month): #expect((28...31).contains(days) && date.last.month == month)
            case .day(let month, let day):
                #expect(days == 1 && date.first.month == month && date.first.day == day)
            }
            #expect(date.first.year == date.year)
        }
    }

    @Test("a winter ends in the year after, on the last of February")
    func winter() throws {
        let winter = try #require(PartialDate("2023-24"))
        #expect(winter.first.text == "2023-12-01" && winter.last.text == "2024-02-29")
    }

    @Test("comes before what began later, and of two that began together the more exact one is first")
    func order() throws {
        let dates = Self.dates(500)
        let sorted = dates.sorted()
        for (one, next) in zip(sorted, sorted.dropFirst()) {
            #expect(one.first <= next.first)
            #expect(one.first < next.first || one.last <= next.last)
        }
        for one in dates.prefix(60) {
            for other in dates.prefix(60) {
                #expect((one < other) != (other < one) || one == other)
            }
        }
        let texts = ["2025-01-01", "2025-01", "2025", "2025-01-02", "2025-21"]
        #expect(texts.reversed().compactMap { PartialDate($0) }.sorted().map(\.text) == texts)
    }

    @Test(
        "is none when no calendar has it, or it is written in another way",
        arguments: [
            "", "25", "2025-13", "2025-00", "2025-20", "2025-25", "2025-02-29", "2025-2", "2025-02-1", "2025-22-01",
            "1899", "3000", "2025-", "-2025", "２０２５", "2025-03-14-", "2025/03", " 2025", "+025",
        ])
    func none(text: String) { #expect(PartialDate(text) == nil) }

    @Test("has no day without its month")
    func dayAlone() { #expect(PartialDate(year: 2025, day: 3) == nil) }
}
