/// When something is open, on a Dutch wall (Dutch: openingstijden).
///
/// A subset of the notation of OpenStreetMap: `24/7`, or parts parted by `;`, each with its days and `off` or its spans:
/// `Mo-Fr 09:00-17:00; Sa 10:00-14:00,15:00-17:00; PH off`. Without days, every day is meant. A later part stands in place
/// of an earlier one for the days that both name. `PH` is the national holidays; unless named, they are as other days. A
/// span whose end lies before its start goes on after midnight. A day that no part names is closed.
public struct OpeningHours: Sendable, Hashable {
    /// In minutes after midnight; the end may lie on the next day.
    public struct Span: Sendable, Hashable {
        public let start: Int
        public let end: Int

        /// As on a clock: `09:00`.
        public var startText: String { OpeningHours.clock(start) }
        /// As on a clock; midnight at the end of a day is `24:00`.
        public var endText: String { OpeningHours.clock(end > 1_440 ? end - 1_440 : end) }
    }

    /// As it was written.
    public let text: String
    /// The spans of each day of the week, Monday first.
    public let week: [[Span]]
    /// The spans of national holidays; absent when they are as other days.
    public let holidays: [Span]?

    /// Absent when the text is not of this notation.
    public init?(_ text: String) {
        self.text = text
        var week = [[Span]](repeating: [], count: 7)
        var holidays: [Span]?
        if text == "24/7" {
            week = [[Span]](repeating: [Span(start: 0, end: 1_440)], count: 7)
        } else {
            for part in text.split(separator: ";", omittingEmptySubsequences: false) {
                let words = part.split(separator: " ")
                guard let last = words.last, words.count <= 2, let spans = Self.spans(last),
                    let days = words.count == 1 ? Array(0..<7) : Self.days(words[0])
                else { return nil }
                if words.count == 1, spans.isEmpty { return nil }
                for day in days { if day == Self.holiday { holidays = spans } else { week[day] = spans } }
            }
        }
        self.week = week
        self.holidays = holidays
    }

    /// The index by which days name the holidays.
    private static let holiday = 7
    private static let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"]

    /// `Mo-Fr,PH`; a range may pass the end of the week.
    private static func days(_ text: Substring) -> [Int]? {
        var days: [Int] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: "-", omittingEmptySubsequences: false).map {
                names.firstIndex(of: String($0))
            }
            guard ends.count <= 2, let first = ends[0] else { return nil }
            guard ends.count == 2 else {
                days.append(first)
                continue
            }
            guard let last = ends[1], first < holiday, last < holiday else { return nil }
            days += (0...(last - first + 7) % 7).map { (first + $0) % 7 }
        }
        return Set(days).count == days.count ? days : nil
    }

    /// `off`, or `09:00-12:00,13:00-17:00` in the order of the day and apart from each other.
    private static func spans(_ text: Substring) -> [Span]? {
        if text == "off" { return [] }
        var spans: [Span] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: "-", omittingEmptySubsequences: false).map(minutes)
            guard ends.count == 2, let start = ends[0], let end = ends[1], start < 1_440, start != end,
                (spans.last?.end ?? -1) < start
            else { return nil }
            spans.append(Span(start: start, end: end > start ? end : end + 1_440))
        }
        return spans
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1_440
        else { return nil }
        return hour * 60 + minute
    }

    private static func clock(_ minutes: Int) -> String {
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return digits(minutes / 60) + ":" + digits(minutes % 60)
    }
}
