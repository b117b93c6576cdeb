import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("One's own account")
struct OwnAccountTests {
    /// How many sessions a member has.
    private func sessions(of worker: Worker, _ world: World) async throws -> Int? {
        try await world.ground.database.read { tx in
            try tx.value("SELECT count(*) FROM session WHERE member = \(worker.id)", as: Int.self)
        }
    }

    @Test("a new password opens what the old one did, the old one opens nothing, and other sessions end", arguments: Engine.allCases)
    func password(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Sealed before", with: Receipt(world.ground.chance))
            let worker = shelter.intake
            _ = try await world.session(worker)
            let session = try await world.session(worker)
            world.clock.advance(by: .seconds(31))
            let membership = world.ground.membership
            let proven = try await membership.prove(
                session, password: worker.password, oneTimeCode: world.code(worker), in: world.ground.database)
            let wrapping = try await membership.rewrap(proven, under: try NewPassword("wrong donkey capacitor"))
            try await world.ground.database.write { tx in try membership.changePassword(wrapping, by: session, in: tx) }
            #expect(try await sessions(of: worker, world) == 1)
            #expect(await refusal { _ = try await world.session(worker) } == .logInFailed)
            let changed = Worker(
                id: worker.id, logIn: worker.logIn, password: "wrong donkey capacitor", secret: worker.secret)
            let again = try await world.session(changed)
            #expect(try await world.intake.open(sent.id, by: again).contents?.words == "Sealed before")
        }
    }

    @Test("a new one-time code replaces the old one, and other sessions end", arguments: Engine.allCases)
    func secondFactor(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            _ = try await world.session(worker)
            let session = try await world.session(worker)
            world.clock.advance(by: .seconds(31))
            let membership = world.ground.membership
            let proven = try await membership.prove(
                session, password: worker.password, oneTimeCode: world.code(worker), in: world.ground.database)
            let renewed = Worker(
                id: worker.id, logIn: worker.logIn, password: worker.password,
                secret: TOTP.newSecret(world.ground.chance))
            func renew(_ code: String) async -> MembershipRefusal? {
                await refusal {
                    try await world.ground.database.write { tx in
                        try membership.renewSecondFactor(
                            renewed.secret, oneTimeCode: code, proven, by: session, in: tx)
                    }
                }
            }
            #expect(await renew("000000") == .wrongOneTimeCode)
            #expect(try await sessions(of: worker, world) == 2)
            #expect(await renew(world.code(renewed)) == nil)
            #expect(try await sessions(of: worker, world) == 1)
            #expect(await renew(world.code(renewed)) == .logInFailed, "a code of the telephone serves once")
            #expect(await refusal { _ = try await world.session(worker) } == .logInFailed)
            #expect(try await world.session(renewed).member.id == worker.id)
        }
    }

    @Test("who finds a session open can change nothing without password and code, and must wait after many guesses", arguments: Engine.allCases)
    func foundOpen(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            let session = try await world.session(worker)
            world.clock.advance(by: .seconds(31))
            let membership = world.ground.membership
            func prove(_ password: String, _ code: String) async -> MembershipRefusal? {
                await refusal {
                    _ = try await membership.prove(
                        session, password: password, oneTimeCode: code, in: world.ground.database)
                }
            }
            #expect(await prove(worker.password, "000000") == .logInFailed)
            for _ in 0..<6 { #expect(await prove("guess guess guess", world.code(worker)) == .logInFailed) }
            #expect(await prove(worker.password, world.code(worker)) == .logInFailed)
            world.clock.advance(by: .seconds(31))
            #expect(await prove(worker.password, world.code(worker)) == nil)
        }
    }
}
