import Synchronization
public import Terms

/// A clock that goes on only when it is told to.
public final class TestClock: Sendable {
    private let moment: Mutex<Instant>

    /// Begins on 1 March 2026 at noon UTC.
    public init(_ start: Instant = Instant(milliseconds: 1_772_366_400_000)) { moment = Mutex(start) }

    public var now: Instant { moment.withLock { $0 } }
    public var source: TimeSource { TimeSource { self.now } }
    public func advance(by term: Term) { moment.withLock { $0 = $0 + term } }
}
