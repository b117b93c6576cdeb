import Collaboration
import HTTPTypes
import Logging
import Reporting
import Storage
import Support
import Testing

@testable import Site
@testable import Web

@Suite("Health, for whoever watches over the site")
struct HealthTests {
    @Test("the site is alive as long as it runs, and ready as long as the database answers", arguments: Engine.allCases)
    func ready(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: Ground.migrations + Collaboration.migrations) { database in
            let scene = try Scene(database)
            let (alive, ready) = (try await scene.ask(.get, "/healthz"), try await scene.ask(.get, "/readyz"))
            #expect(alive.status == 200 && alive.text == "alive\n" && ready.status == 200 && ready.text == "ready\n")
            await database.close()
            let (still, away) = (try await scene.ask(.get, "/healthz"), try await scene.ask(.get, "/readyz"))
            #expect(still.status == 200 && away.status == 503 && away.fields[.retryAfter] != nil)
        }
    }

    @Test("figures stand on the operations port only, and nothing else does")
    func figures() async throws {
        try await withDatabase(on: .sqlite, migrations: Ground.migrations + Collaboration.migrations) { database in
            let scene = try Scene(database)
            let outside = try await scene.ask(.get, "/metrics")
            #expect(outside.status == 404)
            let inside = OperationsSite(scene.ground) { "a_figure 1\n" }.routes
            #expect(Set(inside.map(\.path.text)) == ["/healthz", "/readyz", "/metrics"])
            #expect(OperationsSite.host == "127.0.0.1")
            let reply = try await scene.ask(
                .get, "/metrics", of: OperationsSite(scene.ground) { "a_figure 1\n" }.responder(logger: Logger(label: "test")))
            #expect(reply.status == 200 && reply.text == "a_figure 1\n")
            #expect(reply.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}
