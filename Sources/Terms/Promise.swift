/// By when somebody will have looked or answered, as it is promised to a person who may be tired or afraid (Dutch:
/// toezegging). It is the same for the reporter and for whoever must keep it, never to the minute, and never before the due
/// time that it is made of.
///
/// In danger and when urgent it is a whole hour; at night, unless there is danger, the morning after. Otherwise it is a day.
public struct Promise: Hashable, Sendable {
    /// From this hour until ``morning`` nobody waits for an answer.
    static let evening = 23
    static let morning = 9

    /// The first moment after it was kept or broken.
    public let until: Instant
    /// Whether it is a day, and not an hour of it.
    public let isDay: Bool

    public init(_ due: Instant, urgency: Urgency) {
        isDay = urgency == .normal
        let hour = Instant(milliseconds: (due.milliseconds + 3_599_999) / 3_600_000 * 3_600_000)
        let local = LocalTime(hour)
        switch urgency {
        case .danger: until = hour
        case .normal:
            let local = LocalTime(due)
            until = Self.at(0, daysAfter: 1, local) ?? hour
        case .urgent:
            let isLate = local.hour > Self.evening || local.hour == Self.evening && local.minute > 0
            until =
                isLate ? Self.at(Self.morning, daysAfter: 1, local) ?? hour
                : local.hour < Self.morning ? Self.at(Self.morning, daysAfter: 0, local) ?? hour : hour
        }
    }

    private static func at(_ hour: Int, daysAfter days: Int, _ local: LocalTime) -> Instant? {
        guard let day = Day(local.year, local.month, local.day) else { return nil }
        let other = Day(number: day.number + days)
        return LocalTime.instant(other.year, other.month, other.day, hour: hour)
    }
}
