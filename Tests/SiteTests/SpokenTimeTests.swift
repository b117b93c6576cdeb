import Terms
import Testing

@testable import Site

@Suite("A time as people say it")
struct SpokenTimeTests {
    @Test(
        "is understood",
        arguments: [
            ("20.00", 20, 0), ("20:00", 20, 0), ("20 uur", 20, 0), ("20u", 20, 0), ("20", 20, 0), ("8 uur 's avonds", 20, 0),
            ("'s avonds om 8 uur", 20, 0), ("9u30", 9, 30), ("09u30", 9, 30), ("0905", 9, 5), ("2015", 20, 15),
            ("half negen 's avonds", 20, 30), ("half 9 's ochtends", 8, 30), ("vanavond 8 uur", 20, 0),
            ("kwart over acht 's avonds", 20, 15), ("kwart voor negen 's avonds", 20, 45), ("vijf voor half negen 's avonds", 20, 25),
            ("tien over half 8 's ochtends", 7, 40), ("08.00", 8, 0), ("8.30", 8, 30), ("na 19.30 uur", 19, 30),
            ("vanaf 20.00 uur", 20, 0), ("3 uur 's middags", 15, 0), ("12 uur", 12, 0), ("half een", 12, 30),
            ("08", 8, 0), ("één uur 's nachts", 1, 0), ("12 uur 's nachts", 0, 0), ("00:30", 0, 30), ("21 u 15", 21, 15),
        ])
    func dutch(typed: String, hour: Int, minute: Int) {
        #expect(SpokenTime(typed, .nl) == .at(hour: hour, minute: minute), "\(typed)")
    }

    @Test(
        "is understood in English",
        arguments: [
            ("8 pm", 20, 0), ("8pm", 20, 0), ("8.30 p.m.", 20, 30), ("half past eight in the evening", 20, 30), ("9 a.m.", 9, 0),
            ("quarter to nine in the evening", 20, 45), ("20:00", 20, 0), ("12 am", 0, 0), ("eight o'clock tonight", 20, 0),
            ("half eight this evening", 20, 30),
        ])
    func english(typed: String, hour: Int, minute: Int) {
        #expect(SpokenTime(typed, .en) == .at(hour: hour, minute: minute), "\(typed)")
    }

    @Test("that may be before noon or after it is not guessed", arguments: ["8 uur", "half negen", "8", "kwart over acht", "9u"])
    func either(typed: String) throws {
        let times = try #require(SpokenTime(typed, .nl)).times
        #expect(times.count == 2 && times[1].hour == times[0].hour + 12)
    }

    @Test(
        "is none in anything else",
        arguments: ["", "straks", "25 uur", "20.75", "24.00", "99", "half", "voor het eten", "12345", "8 9 10", "12 uur 's avonds"])
    func nothing(typed: String) {
        for language in Language.allCases { #expect(SpokenTime(typed, language) == nil, "\(typed)") }
    }

    @Test("is no work without end, whatever is typed")
    func long() { #expect(SpokenTime(String(repeating: "8 ", count: 20_000), .nl) == nil) }
}
