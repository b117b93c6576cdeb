import HTTPTypes
import NIOCore
import Storage
import Web

/// Whether the program lives, and whether it can do its work: for whoever watches over it or balances load.
struct HealthRoutes: Sendable {
    let database: Database

    var all: [SiteRoute] {
        [
            .anyone(.get, "/healthz", "health") { _ in .text("alive\n") },
            .anyone(.get, "/readyz", "ready") { [database] _ in await database.answers() ? .text("ready\n") : Self.notReady },
        ]
    }

    private static var notReady: Reply {
        Reply(
            .serviceUnavailable, [.contentType: "text/plain; charset=utf-8", .retryAfter: "15"],
            .bytes(ByteBuffer(string: "the database does not answer\n")))
    }
}
