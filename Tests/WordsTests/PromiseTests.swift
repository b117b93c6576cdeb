import Terms
import Testing
import Words

@Suite("By when somebody will have looked, as a tired person reads it")
struct PromiseTests {
    /// A moment on a Dutch wall in December 2026; the 1st is a Tuesday.
    private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        try #require(LocalTime.instant(2026, 12, day, hour: hour, minute: minute))
    }

    private func said(_ due: Instant, _ urgency: Urgency, read: Instant, in language: Language = .nl) -> String {
        Words.of(language).promise(Promise(due, urgency: urgency), at: read)
    }

    @Test("is a whole hour of today or tomorrow when it is urgent, and the morning when that is at night")
    func urgent() throws {
        #expect(said(try at(1, 22, 26), .urgent, read: try at(1, 12)) == "vandaag vóór 23.00 uur")
        #expect(said(try at(1, 23), .urgent, read: try at(1, 12)) == "vandaag vóór 23.00 uur")
        #expect(said(try at(2, 15, 26), .urgent, read: try at(1, 15, 26)) == "morgen vóór 16.00 uur")
        #expect(said(try at(6, 5, 26), .urgent, read: try at(5, 5, 26)) == "morgen vóór 09.00 uur")
        #expect(said(try at(5, 23, 1), .urgent, read: try at(5, 5, 26)) == "morgen vóór 09.00 uur")
        #expect(said(try at(3, 9, 0), .urgent, read: try at(1, 9), in: .en) == "on Thursday before 09:00")
    }

    @Test("is within the hour at any time when there is danger, and not to the minute")
    func danger() throws {
        #expect(said(try at(6, 5, 26), .danger, read: try at(6, 4, 26)) == "vandaag vóór 06.00 uur")
        #expect(said(try at(6, 0, 10), .danger, read: try at(5, 23, 10), in: .en) == "tomorrow before 01:00")
    }

    @Test("is a day otherwise, by its name when it is near")
    func day() throws {
        #expect(said(try at(7, 5, 26), .normal, read: try at(2, 5, 26)) == "uiterlijk maandag")
        #expect(said(try at(7, 5, 26), .normal, read: try at(6, 23, 59)) == "uiterlijk morgen")
        #expect(said(try at(7, 5, 26), .normal, read: try at(7, 0, 1), in: .en) == "today at the latest")
        #expect(said(try at(14, 5, 26), .normal, read: try at(2, 5, 26)) == "uiterlijk maandag 14 december")
    }

    @Test("never comes before what is due, and ends less than a day and a night later", arguments: Urgency.allCases)
    func never(urgency: Urgency) throws {
        // Through a whole year, both nights on which the clock changes among them.
        let start = try #require(LocalTime.instant(2026, 1, 1))
        for minute in stride(from: 0, to: 365 * 1_440, by: 37) {
            let due = start + .minutes(minute)
            let until = Promise(due, urgency: urgency).until
            #expect(until >= due && until - .hours(25) <= due, "\(due)")
            #expect(LocalTime(until).minute == 0)
            if urgency == .urgent { #expect((9...23).contains(LocalTime(until).hour), "\(due)") }
        }
    }
}
