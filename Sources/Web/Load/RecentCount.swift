import Terms

/// About how many happened in the last minute: this minute's count and the fading rest of the one before.
/// Two numbers in memory, whatever the load, and nothing about who.
struct RecentCount: Sendable {
    private static let window: Int64 = 60_000
    private var minute: Int64 = 0
    private var current = 0.0
    private var previous = 0.0

    mutating func note(_ weight: Double = 1, at now: Instant) {
        move(to: now)
        current += weight
    }

    mutating func perMinute(at now: Instant) -> Double {
        move(to: now)
        let passed = Double(max(0, now.milliseconds - minute * Self.window)) / Double(Self.window)
        return current + previous * (1 - min(1, passed))
    }

    /// A clock that is set back changes nothing until it has caught up.
    private mutating func move(to now: Instant) {
        let present = now.milliseconds / Self.window
        guard present > minute else { return }
        previous = present == minute + 1 ? current : 0
        current = 0
        minute = present
    }
}
