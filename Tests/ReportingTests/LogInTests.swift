import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Logging in")
struct LogInTests {
    private func refusal(_ world: World, _ name: String, _ password: String, _ code: String) async -> String {
        do {
            _ = try await world.ground.membership.prove(
                LogInAttempt(name: name, password: password, oneTimeCode: code, device: nil),
                in: world.ground.database)
            return "let in"
        } catch { return "\(error)" }
    }

    @Test("answers the same for a name that exists and one that does not, however often it is tried", arguments: Engine.allCases)
    func noOracle(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            for _ in 0..<8 {
                let known = await refusal(world, shelter.intake.logIn, "wrong horse battery", "000000")
                let unknown = await refusal(world, "nobody", "wrong horse battery", "000000")
                #expect(known == unknown && known != "let in")
            }
            let kept = try await world.ground.database.read { tx in
                try tx.rows("SELECT failures FROM log_in_failure").map { try $0.get("failures", as: Int.self) }
            }
            #expect(kept.count == 2 && kept[0] == kept[1], "what is written tells the two apart")
        }
    }

    @Test("tries no more of many guesses that come at once than of those that come one by one", arguments: Engine.allCases)
    func atOnce(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            for name in [shelter.intake.logIn, "nobody"] {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<15 {
                        group.addTask { _ = await refusal(world, name, "wrong horse battery", "000000") }
                    }
                }
            }
            let kept = try await world.ground.database.read { tx in
                try tx.rows("SELECT failures FROM log_in_failure").map { try $0.get("failures", as: Int.self) }
            }
            #expect(kept == [5, 5])
        }
    }

    @Test("a day after the last failure nothing of it is left", arguments: Engine.allCases)
    func forgets(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = await refusal(world, "nobody", "wrong horse battery", "000000")
            world.clock.advance(by: .days(1))
            let left = try await world.ground.database.write { tx in
                try world.ground.membership.sweep(in: tx)
                return try tx.value("SELECT count(*) FROM log_in_failure", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("waits after many failures even with everything right, and then lets in", arguments: Engine.allCases)
    func waits(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            world.clock.advance(by: .seconds(31))
            for _ in 0..<12 {
                _ = await refusal(world, worker.logIn, "wrong horse battery", "000000")
                world.clock.advance(by: .seconds(31))
            }
            _ = await refusal(world, worker.logIn, "wrong horse battery", "000000")
            let atOnce = await refusal(world, worker.logIn, worker.password, world.code(worker))
            #expect(atOnce != "let in")
            world.clock.advance(by: .seconds(31))
            let later = await refusal(world, worker.logIn, worker.password, world.code(worker))
            #expect(later == "let in")
        }
    }

    @Test("cannot be tried on a stolen database: even the right password opens no key without the server's secret", arguments: Engine.allCases)
    func stolenDatabase(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            let (salt, wrapped) = try await world.ground.database.read { tx in
                let row = try #require(try tx.row("SELECT salt, wrapped_key FROM member WHERE id = \(worker.id)"))
                return (try row.get("salt", as: [UInt8].self), try row.get("wrapped_key", as: [UInt8].self))
            }
            let guessed = try Password.key(
                worker.password, salt: salt, cost: Password.Cost(passes: 1, memoryBytes: 8_192))
            #expect(throws: VaultError.notOpened) {
                try Seal.open(wrapped, under: guessed, Binding("member key", worker.id.text))
            }
        }
    }
}
