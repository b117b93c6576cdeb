public import Terms

/// Whether something is open at a moment, and until when that stays so.
public enum OpeningState: Sendable, Hashable {
    /// Day and night.
    case always
    case open(until: Instant)
    /// Absent when it does not open in the next weeks.
    case closed(opens: Instant?)
    /// Nobody told its hours.
    case unknown

    /// Absent when unknown.
    public var isOpen: Bool? {
        switch self {
        case .always, .open: true
        case .closed: false
        case .unknown: nil
        }
    }

    /// When it opens; absent when it is open, or nobody knows.
    public var opening: Instant? {
        if case .closed(let opens) = self { opens } else { nil }
    }

    /// The state of a point with several lines: the one that is open longest, else the one that opens first.
    static func best(of states: [OpeningState]) -> OpeningState {
        func value(_ state: OpeningState) -> (Int, Int64) {
            switch state {
            case .always: (3, 0)
            case .open(let until): (2, until.milliseconds)
            case .closed(let opens): (1, -(opens?.milliseconds ?? .max))
            case .unknown: (0, 0)
            }
        }
        return states.max { value($0) < value($1) } ?? .unknown
    }
}

extension OpeningHours {
    /// How many days ahead the next opening is looked for: longer than any row of weekends and holidays.
    private static let horizon = 60

    public func state(at instant: Instant) -> OpeningState {
        if (week + [holidays ?? [Self.wholeDay]]).allSatisfy({ $0 == [Self.wholeDay] }) { return .always }
        let today = Day(instant)
        var until: Instant?
        // Yesterday may go on after midnight.
        for offset in -1...Self.horizon {
            let day = today.adding(offset)
            for span in spans(on: day) {
                let start = Self.moment(span.start, on: day)
                let end = Self.moment(span.end, on: day)
                // What lies in the hour that is skipped does not take place.
                if end == start { continue }
                if let sofar = until {
                    if start > sofar { return .open(until: sofar) }
                    until = max(sofar, end)
                } else if start > instant {
                    return .closed(opens: start)
                } else if end > instant {
                    until = end
                }
            }
        }
        return until.map { .open(until: $0) } ?? .closed(opens: nil)
    }

    private static let wholeDay = Span(start: 0, end: 1_440)

    private func spans(on day: Day) -> [Span] {
        if let holidays, Holidays.contains(day) { return holidays }
        return week[day.weekday - 1]
    }

    /// When a Dutch clock shows this on the day, or on the next one beyond midnight. Of the hour that comes twice, the
    /// first; what is skipped is when the clocks change.
    private static func moment(_ minutes: Int, on day: Day) -> Instant {
        let day = minutes < 1_440 ? day : day.adding(1)
        let (hour, minute) = (minutes % 1_440 / 60, minutes % 60)
        let moment = LocalTime.instant(day.year, day.month, day.day, hour: hour, minute: minute) ?? day.begins
        return LocalTime(moment).hour == hour ? moment : moment - .minutes(minute)
    }
}
