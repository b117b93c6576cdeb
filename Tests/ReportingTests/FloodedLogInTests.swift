import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("A flood of log-ins on one name")
struct FloodedLogInTests {
    private func logIn(
        _ worker: Worker, password: String? = nil, code: String? = nil, device: String? = nil, _ world: World,
        at ground: Ground? = nil
    ) async throws -> (token: SessionToken, device: String, failed: Int64) {
        let ground = ground ?? world.ground
        let proven = try await ground.membership.prove(
            LogInAttempt(
                name: worker.logIn, password: password ?? worker.password, oneTimeCode: code ?? world.code(worker),
                device: device), in: ground.database)
        return try await ground.database.write { tx in try ground.membership.begin(proven, in: tx) }
    }

    @Test("keeps its owner out nowhere, neither on a new device nor on one used before", arguments: Engine.allCases)
    func owner(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let worker = try await world.open("Shelter").intake
            world.clock.advance(by: .seconds(31))
            let device = try await logIn(worker, world).device
            world.clock.advance(by: .seconds(31))
            for _ in 0..<40 {
                #expect(await refusal { _ = try await logIn(worker, password: "guess guess guess", world) } == .logInFailed)
            }
            _ = try await logIn(worker, world)
            world.clock.advance(by: .seconds(31))
            _ = try await logIn(worker, device: device, world)
        }
    }

    @Test("by somebody who has the password stops new devices, and not one that was used before", arguments: Engine.allCases)
    func knownDevice(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let worker = try await world.open("Shelter").intake
            world.clock.advance(by: .seconds(31))
            let device = try await logIn(worker, world).device
            world.clock.advance(by: .seconds(31))
            for _ in 0..<12 { #expect(await refusal { _ = try await logIn(worker, code: "000000", world) } == .logInFailed) }
            #expect(await refusal { _ = try await logIn(worker, world) } == .logInFailed)
            #expect(await refusal { _ = try await logIn(worker, device: "another", world) } == .logInFailed)
            _ = try await logIn(worker, device: device, world)
        }
    }

    @Test("does not let anybody guess on who stole the device", arguments: Engine.allCases)
    func stolenDevice(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let worker = try await world.open("Shelter").intake
            world.clock.advance(by: .seconds(31))
            let device = try await logIn(worker, world).device
            world.clock.advance(by: .seconds(31))
            for _ in 0..<12 {
                _ = await refusal { _ = try await logIn(worker, password: "guess guess guess", device: device, world) }
            }
            #expect(await refusal { _ = try await logIn(worker, device: device, world) } == .logInFailed)
            _ = try await logIn(worker, world)
        }
    }

    @Test("that fills the desk leaves the desk for devices used before free", arguments: Engine.allCases)
    func desk(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let worker = try await world.open("Shelter").intake
            world.clock.advance(by: .seconds(31))
            let device = try await logIn(worker, world).device
            world.clock.advance(by: .seconds(31))
            // One place, no line, and work that takes seconds for a name that nobody has.
            let busy = Ground(
                database: world.ground.database, secret: world.ground.secret, desk: PasswordDesk(places: 1, waiting: 0),
                cost: Password.Cost(passes: 40, memoryBytes: 64 << 20), time: world.clock.source, chance: .seeded(3))
            @Sendable func flood() async throws {
                _ = try await busy.membership.prove(
                    LogInAttempt(name: "nobody", password: "x", oneTimeCode: "000000", device: nil), in: busy.database)
            }
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do { try await flood() } catch is PasswordRefusal { return true } catch is MembershipRefusal {}
                        return false
                    }
                }
                // One of the two was refused at once: the other is being worked on.
                #expect(try await group.next() == true)
                _ = try await logIn(worker, device: device, world, at: busy)
            }
        }
    }

    @Test("is told in sum at the next log-in, and stands in the journal", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let worker = try await world.open("Shelter").intake
            world.clock.advance(by: .seconds(31))
            for _ in 0..<7 { _ = await refusal { _ = try await logIn(worker, password: "guess guess guess", world) } }
            let begun = try await logIn(worker, world)
            #expect(begun.failed == 7)
            let (session, failed, entries) = try await world.ground.database.read { [ground = world.ground] tx in
                let session = try #require(try ground.membership.session(begun.token, in: tx))
                return (
                    session, try ground.membership.failedBefore(session, in: tx),
                    try tx.rows("SELECT basis FROM journal_entry WHERE act = 'session.failedBefore'").map {
                        try $0.get("basis", as: String.self)
                    }
                )
            }
            #expect(failed == 7 && entries == ["7"] && session.member.id == worker.id)
            world.clock.advance(by: .seconds(31))
            #expect(try await logIn(worker, world).failed == 0)
        }
    }
}

@Suite("The sessions of a member")
struct OpenSessionTests {
    private func begin(_ worker: Worker, _ world: World) async throws -> (token: SessionToken, session: Session) {
        world.clock.advance(by: .seconds(31))
        let membership = world.ground.membership
        let proven = try await membership.prove(
            LogInAttempt(name: worker.logIn, password: worker.password, oneTimeCode: world.code(worker), device: nil),
            in: world.ground.database)
        return try await world.ground.database.write { tx in
            let token = try membership.begin(proven, in: tx).token
            return (token, try #require(try membership.session(token, in: tx)))
        }
    }

    @Test("know of each other: a new log-in is told to those before it, until they say that it is theirs", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let (ground, membership) = (world.ground, world.ground.membership)
            let (token, first) = try await begin(shelter.intake, world)
            _ = try await world.session(shelter.coordinator)
            func told() async throws -> Instant? {
                try await ground.database.read { tx in try #require(try membership.session(token, in: tx)).newLogIn }
            }
            #expect(try await told() == nil, "a colleague's is none of theirs")
            let second = try await world.session(shelter.intake)
            #expect(second.newLogIn == nil)
            #expect(try await told() == world.clock.now)
            try await ground.database.write { tx in try membership.know(by: first, in: tx) }
            #expect(try await told() == nil)
            let list = try await ground.database.read { tx in try membership.sessions(of: first, in: tx) }
            #expect(list.map(\.isThis) == [false, true])
        }
    }

    @Test("are ended by the member, each by itself, and nobody ends another's", arguments: Engine.allCases)
    func ended(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let (ground, membership) = (world.ground, world.ground.membership)
            let (ownToken, own) = try await begin(shelter.intake, world)
            let lost = try await begin(shelter.intake, world).token
            let colleague = try await world.session(shelter.coordinator)
            let rows = try await KeptRow.all("session", where: "member = \(shelter.intake.id)", world)
            func goesOn(_ token: SessionToken) async throws -> Bool {
                try await ground.database.read { tx in try membership.session(token, in: tx) != nil }
            }
            let id = try await ground.database.read { tx in
                try #require(try membership.sessions(of: own, in: tx).first { !$0.isThis }).id
            }
            try await ground.database.write { tx in try membership.end(id, by: colleague, in: tx) }
            #expect(try await goesOn(lost))
            try await ground.database.write { tx in try membership.end(id, by: own, in: tx) }
            #expect(try await !goesOn(lost))
            #expect(try await goesOn(ownToken))
            for row in rows { try await row.putBack(world) }
            #expect(try await !goesOn(lost), "its end stands in the journal")
        }
    }
}

@Suite("A new password")
struct NewPasswordTests {
    @Test(
        "is refused when it is made of what is tried first",
        arguments: [
            "wachtwoord12", "123456789012", "Welkom2026!!", "Welkom01Welkom01", "qwertyuiop12", "P@ssw0rd2026", "987654321098",
            "Utrecht2026!", "shelter12345", "NoorNieuw2026", "Mensenhandel1", "wáchtwoord99",
        ])
    func guessed(typed: String) {
        #expect(throws: MembershipRefusal.passwordGuessable) {
            try NewPassword(typed, about: ["Noor Nieuw", "Shelter Utrecht"])
        }
    }

    @Test(
        "is taken when nobody tries it first, in words or in characters of chance",
        arguments: [
            "correct horse battery", "vier woorden op papier", "wrong donkey capacitor", "k4w9tz2m8qxv", "Het regent al 3 dagen",
        ])
    func taken(typed: String) throws {
        _ = try NewPassword(typed, about: ["Noor Nieuw", "Shelter Utrecht"])
    }
}
