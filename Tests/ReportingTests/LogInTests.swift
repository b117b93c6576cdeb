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
                try tx.rows("SELECT tries FROM failed_log_in").map { try $0.get("tries", as: Int.self) }
            }
            #expect(kept == [8, 8], "what is written tells the two apart")
            for number in 0..<20 { _ = await refusal(world, "nobody\(number)", "wrong horse battery", "000000") }
            let rows = try await world.ground.database.read { tx in
                try tx.value("SELECT (SELECT count(*) FROM failed_log_in) + (SELECT count(*) FROM log_in_failure)", as: Int.self)
            }
            #expect(rows == 2, "a try costs no row")
        }
    }

    @Test("tries no more of many guesses that come at once than of those that come one by one", arguments: Engine.allCases)
    func atOnce(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<15 {
                    group.addTask { _ = await refusal(world, worker.logIn, worker.password, "000000") }
                }
            }
            let kept = try await world.ground.database.read { tx in
                try tx.rows("SELECT failures FROM log_in_failure").map { try $0.get("failures", as: Int.self) }
            }
            #expect(kept == [5])
        }
    }

    @Test("lasts ten hours at most, however busily a session is used", arguments: Engine.allCases)
    func longest(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let membership = world.ground.membership
            world.clock.advance(by: .seconds(31))
            let worker = shelter.intake
            let proven = try await membership.prove(
                LogInAttempt(
                    name: worker.logIn, password: worker.password, oneTimeCode: world.code(worker), device: nil),
                in: world.ground.database)
            let token = try await world.ground.database.write { tx in try membership.begin(proven, in: tx).token }
            func stands() async throws -> Bool {
                try await world.ground.database.write { tx in
                    guard let session = try membership.session(token, in: tx) else { return false }
                    try membership.touch(session, in: tx)
                    return true
                }
            }
            for _ in 0..<39 {
                world.clock.advance(by: .minutes(15))
                #expect(try await stands())
            }
            world.clock.advance(by: .minutes(15))
            #expect(try await !stands())
        }
    }

    @Test("goes on at once after the server's clock was a day ahead, however often it failed then", arguments: Engine.allCases)
    func fastClock(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            world.clock.advance(by: .days(1))
            _ = try await world.session(shelter.intake)
            let typing = shelter.coordinator
            for _ in 0..<8 { _ = await refusal(world, typing.logIn, typing.password, "000000") }
            world.clock.advance(by: Term(milliseconds: -86_400_000))
            for worker in [shelter.intake, shelter.coordinator] { _ = try await world.session(worker) }
            let last = shelter.coordinator
            #expect(await refusal(world, last.logIn, last.password, world.code(last)) != "let in", "a code serves once")
        }
    }

    @Test("knows a name from every keyboard, and a one-time code in every notation", arguments: Engine.allCases)
    func notations(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let (founding, keys) = try await world.ground.database.write { tx in
                try world.ground.membership.found("Shelter", in: tx)
            }
            let invitation = try await world.ground.database.write { tx in
                try world.ground.membership.invite("Zoë", as: .intake, to: founding.organisation, carrying: keys, in: tx)
            }
            let worker = try await world.follow(invitation, as: "zoë@shelter.example")
            let names = ["Zoe\u{308}@shelter.example", "ZOË@SHELTER.EXAMPLE", "zoë\u{200B}@shelter.example\u{FEFF} "]
            let notations: [@Sendable (String) -> String] = [
                { $0.prefix(3) + "-" + $0.suffix(3) }, { $0.prefix(3) + "\u{200B} " + $0.suffix(3) },
                { code in String(code.map { Character(Unicode.Scalar(0x660 + UInt32($0.wholeNumberValue ?? 0)) ?? "x") }) },
            ]
            for (name, notation) in zip(names, notations) {
                world.clock.advance(by: .seconds(31))
                #expect(await refusal(world, name, worker.password, notation(world.code(worker))) == "let in")
            }
        }
    }

    @Test("a day after the last failure nothing of it is left", arguments: Engine.allCases)
    func forgets(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let worker = try await world.open("Shelter").intake
            _ = await refusal(world, worker.logIn, worker.password, "000000")
            world.clock.advance(by: .days(1))
            let left = try await world.ground.database.write { tx in
                try world.ground.membership.sweep(in: tx)
                return try tx.value("SELECT count(*) FROM log_in_failure", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("waits after many wrong codes with the right password even with everything right, and then lets in", arguments: Engine.allCases)
    func waits(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            world.clock.advance(by: .seconds(31))
            for _ in 0..<12 {
                _ = await refusal(world, worker.logIn, worker.password, "000000")
                world.clock.advance(by: .seconds(31))
            }
            _ = await refusal(world, worker.logIn, worker.password, "000000")
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
