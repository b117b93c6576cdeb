import Collaboration
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@testable import Records

/// Undoes what a test did in the database.
private struct Undone: Error { let found: [String] }

@Suite("What somebody took away in the database, going around its rules")
struct TakenAwayTests {
    /// What `verify` names after a change that the database forbids, which is then undone.
    private func named(after change: SQL, _ test: Case, _ engine: Engine) async throws -> [String] {
        let ground = test.world.ground
        do {
            try await ground.database.write { tx in
                try tx.execute(
                    engine == .sqlite ? "PRAGMA defer_foreign_keys = ON" : "SET LOCAL session_replication_role = replica")
                try tx.execute(change)
                throw Undone(found: try ground.unvouched(in: tx) + Collaboration.unvouched(ground, in: tx))
            }
        } catch let undone as Undone { return undone.found }
        return []
    }

    @Test("the next step of a report, a dossier or a task, and the key of what was written, are named", arguments: Engine.allCases)
    func taken(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            let other = try await test.team("Other")
            let report = try await test.world.send("Help", with: Receipt(test.world.ground.chance)).id
            let dossier = try await test.begin("0", by: home)
            try await test.tasks.offer(
                dossier, to: other.id, "Yours", .example(), warmUntil: nil,
                version: try await test.version(dossier, for: home), by: home.session)
            let task = try #require(
                try await test.world.ground.database.read { tx in
                    try tx.value("SELECT id FROM dossier_task", as: String.self)
                })
            #expect(try await named(after: "UPDATE duty SET rank = rank", test, engine).isEmpty)
            for object in [report.text, dossier.text, task] {
                #expect(try await named(after: "DELETE FROM duty WHERE object = \(object)", test, engine) == [object])
                // SQLite moves what refers to a duty along with it, unless its rules were switched off from outside.
                guard engine == .postgres else { continue }
                let moved = try await named(
                    after: """
                        UPDATE duty SET organisation = (
                            SELECT id FROM organisation o WHERE o.id <> duty.organisation ORDER BY id LIMIT 1)
                        WHERE object = \(object)
                        """, test, engine)
                #expect(moved.contains(object), "\(object)")
            }
            for object in [report.text, dossier.text] {
                let keys = try await test.world.ground.database.read { tx in
                    try tx.rows("SELECT id FROM compartment WHERE object = \(object)").map { try $0.get("id", as: String.self) }
                }
                let named = try await named(after: "DELETE FROM compartment WHERE object = \(object)", test, engine)
                #expect(!named.isEmpty && Set(named).isSubset(of: keys), "\(object)")
            }
        }
    }
}
