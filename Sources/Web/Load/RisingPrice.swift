import Synchronization
package import Terms

/// Flood defence that keeps no address and closes the door to nobody: the more is sent, in forms and in files, the longer a form must have
/// been open before it is accepted, up to a minute and a half.
///
/// A person who writes a report has spent that time already; a program that sends thousands must keep thousands of
/// forms open. There is no quota to use up: whoever waits the time they were told is accepted, whatever others do.
package final class RisingPrice: Sendable {
    /// The answer to pressing "send".
    package enum Answer: Sendable, Hashable {
        /// To be counted with ``count(at:)`` once it was stored.
        case accepted
        /// Press again in so many seconds; show the form with all that was entered and this walk sealed in it.
        case wait(seconds: Int, Walk)
    }

    /// Up to so many a minute are free: more than the busiest day of a country brings, and fewer than would fill a disk
    /// overnight.
    package static let calmPerMinute = 600.0
    /// With so many a minute above that, half of the longest time is asked.
    package static let halfwayPerMinute = 1_200.0
    /// The longest age ever asked.
    package static let longest = Term.seconds(90)

    private let accepted = Mutex(RecentCount())

    package init() {}

    /// How long a form must have been open, at this number of accepted forms a minute: nothing in normal times, then
    /// rising without a jump, never above ``longest``.
    package static func requiredAge(recentPerMinute: Double) -> Term {
        guard recentPerMinute > calmPerMinute else { return .seconds(0) }
        let excess = recentPerMinute - calmPerMinute
        let share = excess.isFinite ? excess / (excess + halfwayPerMinute) : 1
        return Term(milliseconds: Int64(Double(longest.milliseconds) * share))
    }

    /// Whether this walk may be sent now. Asking counts nothing.
    package func ask(_ walk: Walk, at now: Instant) -> Answer {
        accepted.withLock { recent in
            let from = walk.begunAt + Self.requiredAge(recentPerMinute: recent.perMinute(at: now))
            let promised = walk.promised(from)
            let open = promised.promisedAt ?? from
            guard now < open else { return .accepted }
            let milliseconds = open.since(now).milliseconds
            return .wait(seconds: Int((milliseconds + 999) / 1_000), promised)
        }
    }

    /// Files of so many bytes count as one form more.
    package static let bytesPerForm = 100_000

    /// Counts a form that was stored, with the bytes of its files. Pressing in vain, because one is told to wait or because the site is too busy or
    /// its disk is full, makes it no dearer for anyone.
    package func count(at now: Instant, bytes: Int = 0) {
        accepted.withLock { $0.note(1 + Double(bytes) / Double(Self.bytesPerForm), at: now) }
    }
}
