import Collaboration
import HTTPTypes
import Reporting
import Storage
import Support
import Testing

@testable import Site
@testable import Web

@Suite("A database that was made read-only")
struct UnwritableTests {
    @Test("says when to try again, and is not ready")
    func readOnly() async throws {
        let url = try await PostgresServer.shared.freshDatabase()
        let database = try await Database.open(.postgres(url: url))
        try await database.migrate(Ground.migrations + Collaboration.migrations)
        let scene = try Scene(database)
        _ = try await scene.open("Shelter")
        #expect(try await scene.ask(.get, "/readyz").status == 200)
        try await database.write { tx in
            try tx.execute(
                """
                DO $$ BEGIN EXECUTE format(
                    'ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$
                """)
        }
        await database.close()
        let frozen = try await Database.open(.postgres(url: url))
        let later = try Scene(frozen)
        let logIn = try await later.post("/nl/log-in", [("name", "a@b"), ("password", "x"), ("code", "1")])
        #expect(logIn.status == 503 && logIn.fields[.retryAfter] != nil)
        let ready = try await later.ask(.get, "/readyz")
        #expect(ready.status == 503 && ready.text.contains("no writes") && ready.fields[.retryAfter] != nil)
        #expect(try await later.ask(.get, "/healthz").status == 200)
        await frozen.close()
    }
}
