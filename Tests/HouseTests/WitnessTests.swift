import Journal
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import House

@Suite("The witness beside the database")
struct WitnessTests {
    private func ground(_ database: Database) throws -> Ground {
        Ground(
            database: database, secret: try ServerSecret([UInt8](repeating: 5, count: ServerSecret.byteCount)),
            desk: PasswordDesk(), time: TestClock().source, chance: .seeded(11))
    }

    private func grow(_ ground: Ground) async throws -> TreeHead? {
        try await ground.database.write { tx in
            for _ in 0..<3 { try ground.journal.record(Act("test.done"), by: .system, on: "thing", in: tx) }
            return try ground.journal.sequence(in: tx)
        }
    }

    @Test("follows a journal that only grows", arguments: Engine.allCases)
    func grows(engine: Engine) async throws {
        let folder = try TemporaryFolder()
        let witness = Witness(folder: folder.path)
        try await withDatabase(on: engine, migrations: Ground.migrations) { database in
            let ground = try ground(database)
            for _ in 0..<4 {
                let head = try #require(try await grow(ground))
                try await witness.follow(to: head, in: ground)
                let kept = try witness.read()
                #expect(kept == head)
            }
        }
    }

    @Test("is not overwritten by a journal that was put back and went on, so that the replay finds it", arguments: Engine.allCases)
    func contradicted(engine: Engine) async throws {
        let folder = try TemporaryFolder()
        let witness = Witness(folder: folder.path)
        var kept: TreeHead?
        try await withDatabase(on: engine, migrations: Ground.migrations) { database in
            let ground = try ground(database)
            let head = try #require(try await grow(ground))
            try await witness.follow(to: head, in: ground)
            kept = head
        }
        // An empty database in the place of the one before: another history, longer in the end than the first.
        try await withDatabase(on: engine, migrations: Ground.migrations) { database in
            let other = Ground(
                database: database, secret: try ServerSecret([UInt8](repeating: 5, count: ServerSecret.byteCount)),
                desk: PasswordDesk(), time: TestClock().source, chance: .seeded(12))
            for _ in 0..<3 {
                let head = try #require(try await grow(other))
                await #expect(throws: Witness.Contradicted.self) { try await witness.follow(to: head, in: other) }
            }
            let still = try witness.read()
            #expect(still == kept)
            let faults = try await database.read { tx in try other.journal.verify(in: tx, against: still) }
            #expect(faults.map(\.code) == ["rewritten"])
        }
    }
}
