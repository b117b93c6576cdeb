import NIOCore
import Synchronization

/// The places for connections of one server (Dutch: plaatsen aan de deur). When all are taken, who comes in gets the
/// place of the connection that used its own least: so nobody keeps others out by holding connections open, be it in
/// silence or with a body that comes in a few bytes a second.
///
/// What is being answered is never given up. Nothing is remembered of who came.
final class ConnectionPlaces: Sendable {
    /// The use that one connection makes of its place; written on its own event loop, read on all.
    final class Place: Sendable {
        private let since: Atomic<UInt64>
        private let received = Atomic<Int>(0)
        private let isAnswered = Atomic<Bool>(false)
        let giveUp: @Sendable () -> Void

        init(at now: NIODeadline, giveUp: @escaping @Sendable () -> Void) {
            since = Atomic(now.uptimeNanoseconds)
            self.giveUp = giveUp
        }

        /// More of a request came in, in bytes.
        func receive(_ bytes: Int) { received.add(bytes, ordering: .relaxed) }

        /// A whole request is there: its answer is being made.
        func beginAnswer() { isAnswered.store(true, ordering: .relaxed) }

        /// The answer was given; the connection waits for the next request.
        func wait(at now: NIODeadline) {
            received.store(0, ordering: .relaxed)
            since.store(now.uptimeNanoseconds, ordering: .relaxed)
            isAnswered.store(false, ordering: .relaxed)
        }

        /// How well the place is used: bytes a second since the last answer; nil while an answer is made.
        func use(at now: NIODeadline) -> Double? {
            guard !isAnswered.load(ordering: .relaxed) else { return nil }
            let began = since.load(ordering: .relaxed)
            let nanoseconds = now.uptimeNanoseconds > began ? now.uptimeNanoseconds - began : 0
            return Double(ConnectionPlaces.allowance + received.load(ordering: .relaxed))
                / max(0.001, Double(nanoseconds) / 1_000_000_000)
        }
    }

    /// Bytes that each connection is taken to have sent already, so that who just came is not the first to go.
    static let allowance = 8_192

    private let most: Int
    private let held = Mutex<[ObjectIdentifier: Place]>([:])

    /// - Parameter most: How many connections there are places for; at least 1.
    init(_ most: Int) {
        precondition(most >= 1)
        self.most = most
    }

    /// Gives a place. When there is none, the connections that used theirs least give them up: a fiftieth of all at once,
    /// so that looking for them is not needed for everybody who comes. All may be taken by answers: then there is one more.
    func enter(_ place: Place, at now: NIODeadline) {
        let leaving = held.withLock { held -> [Place] in
            defer { held[ObjectIdentifier(place)] = place }
            guard held.count >= most else { return [] }
            var waiting: [(place: Place, use: Double)] = []
            for one in held.values {
                if let use = one.use(at: now) { waiting.append((one, use)) }
            }
            waiting.sort { $0.use < $1.use }
            let least = waiting.prefix(max(1, most / 50)).map(\.place)
            for one in least { held[ObjectIdentifier(one)] = nil }
            return least
        }
        for one in leaving { one.giveUp() }
    }

    /// Takes the place back of a connection that ended.
    func leave(_ place: Place) { held.withLock { $0[ObjectIdentifier(place)] = nil } }
}
