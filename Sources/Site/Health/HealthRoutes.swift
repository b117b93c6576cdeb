import HTTPTypes
import NIOCore
import Storage
import Synchronization
import Web

/// Whether the program lives, and whether it can do its work: for whoever watches over it or balances load.
struct HealthRoutes: Sendable {
    private let readiness: Readiness

    init(database: Database) { readiness = Readiness(database) }

    var all: [SiteRoute] {
        [
            .anyone(.get, "/healthz", "health") { _ in .text("alive\n") },
            .anyone(.get, "/readyz", "ready") { [readiness] _ in
                switch await readiness.now() {
                case .ready: .text("ready\n")
                case .silent: Self.not("the database does not answer\n")
                case .unwritable: Self.not("the database takes no writes\n")
                }
            },
        ]
    }

    private static func not(_ reason: String) -> Reply {
        Reply(
            .serviceUnavailable, [.contentType: "text/plain; charset=utf-8", .retryAfter: "15"],
            .bytes(ByteBuffer(string: reason)))
    }
}

/// Whether the database reads and writes. Everybody may ask, so a write is tried every few seconds at most.
private final class Readiness: Sendable {
    enum State: Sendable { case ready, silent, unwritable }

    private static let validity = Duration.seconds(3)

    private let database: Database
    private let written = Mutex<(takes: Bool, at: ContinuousClock.Instant)?>(nil)

    init(_ database: Database) { self.database = database }

    func now() async -> State {
        guard await database.answers() else { return .silent }
        let now = ContinuousClock.now
        let known = written.withLock { known in known.flatMap { $0.at.duration(to: now) < Self.validity ? $0.takes : nil } }
        if let known { return known ? .ready : .unwritable }
        let takes = await database.takesWrites()
        written.withLock { $0 = (takes, now) }
        return takes ? .ready : .unwritable
    }
}
