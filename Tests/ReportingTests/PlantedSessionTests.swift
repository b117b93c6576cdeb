import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// What `baken verify` says of the sessions that there are.
private func sessions(_ world: World) async throws -> [String] {
    try await unvouched(world).filter { $0.hasPrefix("ses_") }
}

/// Logs in, and keeps the cookie.
private func logIn(_ worker: Worker, _ world: World) async throws -> (SessionToken, Session) {
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

private func session(_ token: SessionToken, _ world: World) async throws -> Session? {
    try await world.ground.database.read { tx in try world.ground.membership.session(token, in: tx) }
}

@Suite("Somebody who plants a session in the database")
struct PlantedSessionTests {
    @Test("is not logged in as anybody by it, whoever they write down", arguments: Engine.allCases)
    func planted(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let administrator = try await world.enrol("Boss", .administrator, at: shelter.id)
            let forger = try Forger(world)
            let text = String(repeating: "ab", count: 32)
            let token = try #require(SessionToken(text))
            let hash = Digest.sha256(Array(text.utf8))
            // As a session was wrapped when its cookie alone was enough, and with a key of the forger's own.
            let wrapping = try ContentKey(Digest.sha256(Array("session key of \(text)".utf8)))
            for member in [administrator.id, shelter.coordinator.id] {
                let wrapped = try Seal.seal(
                    PrivateKey().seed, under: wrapping, Binding("session key", member.text))
                try await forger.write("DELETE FROM session")
                try await forger.write(
                    """
                    INSERT INTO session
                        (token_hash, id, member, organisation, wrapped_key, begun_at, used_at, ends, word)
                    VALUES (\(hash), \(SessionID(.seeded(5))), \(member), \(shelter.id), \(wrapped),
                        \(world.clock.now), \(world.clock.now), 1, \([UInt8](repeating: 0, count: 32)))
                    """)
                #expect(try await session(token, world) == nil)
                #expect(try await sessions(world) == [SessionID(.seeded(5)).text])
            }
        }
    }

    @Test("makes nothing of one that is genuine: no column of it can be changed", arguments: Engine.allCases)
    func changed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let administrator = try await world.enrol("Boss", .administrator, at: shelter.id)
            let (token, _) = try await logIn(shelter.intake, world)
            let row = try #require(try await KeptRow.all("session", where: "1 = 1", world).first)
            let forger = try Forger(world)
            let changes: [SQL] = [
                "member = \(administrator.id)", "organisation = \(other.id)", "begun_at = begun_at + 36000000",
                "used_at = used_at + 60000", "known_at = known_at + 1", "ends = ends + 1", "ends = ends - 1", "id = \(SessionID(.seeded(6)))",
                "wrapped_key = \([1, 2, 3] as [UInt8])",
            ]
            for change in changes {
                try await forger.write("UPDATE session SET \(fragment: change)")
                #expect(try await session(token, world) == nil, "\(change)")
                #expect(try await sessions(world).count == 1, "\(change)")
                try await row.putBack(world)
                #expect(try await session(token, world) != nil)
            }
            #expect(try await sessions(world).isEmpty)
        }
    }

    @Test(
        "does not go on with one that ended, by whatever end, though the row was genuine once",
        arguments: Engine.allCases)
    func ended(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            _ = try await world.enrol("Third", .intake, at: shelter.id)
            let membership = world.ground.membership
            let database = world.ground.database
            var worker = shelter.intake
            let id = worker.id
            func whatEnds(_ name: String, _ end: (Session) async throws -> Void) async throws {
                let (token, begun) = try await logIn(worker, world)
                let rows = try await KeptRow.all("session", where: "member = \(worker.id)", world)
                try await end(begun)
                for row in rows { try await row.putBack(world) }
                #expect(try await session(token, world) == nil, "\(name)")
                await #expect(throws: SessionEnded.self, "\(name)") {
                    try await database.write { tx in _ = try membership.present(begun, in: tx) }
                }
                #expect(try await !sessions(world).isEmpty, "\(name)")
                try await database.write { tx in try tx.execute("DELETE FROM session") }
            }
            try await whatEnds("logging out") { begun in
                try await database.write { tx in try membership.end(begun, in: tx) }
            }
            try await whatEnds("logging out of a row that was taken away before") { begun in
                try await database.write { tx in
                    try tx.execute("DELETE FROM session")
                    try membership.end(begun, in: tx)
                }
            }
            try await whatEnds("another password") { _ in
                let (_, elsewhere) = try await logIn(worker, world)
                let proven = try await world.prove(worker, in: elsewhere)
                let new = try await membership.rewrap(proven, under: try NewPassword("wrong donkey capacitor"))
                try await database.write { tx in try membership.changePassword(new, by: elsewhere, in: tx) }
            }
            worker = Worker(
                id: worker.id, logIn: worker.logIn, password: "wrong donkey capacitor", secret: worker.secret)
            let secret = TOTP.newSecret(.seeded(3))
            try await whatEnds("other one-time codes") { _ in
                let (_, elsewhere) = try await logIn(worker, world)
                let proven = try await world.prove(worker, in: elsewhere)
                let code = TOTP.code(secret, step: TOTP.step(at: world.clock.now))
                try await database.write { tx in
                    try membership.renewSecondFactor(secret, oneTimeCode: code, proven, by: elsewhere, in: tx)
                }
            }
            worker = Worker(id: worker.id, logIn: worker.logIn, password: worker.password, secret: secret)
            world.clock.advance(by: .seconds(31))
            try await whatEnds("another role") { _ in
                try await database.write { tx in
                    try membership.change(
                        id, of: shelter.id, name: "Shelter intake", role: .coordinator, in: tx)
                }
            }
            try await whatEnds("a new start") { _ in
                let invitation = try await database.write { tx in
                    try membership.reset(id, of: shelter.id, in: tx)
                }
                worker = try await world.follow(invitation, as: "anew")
            }
            try await whatEnds("removal") { _ in
                try await database.write { tx in try membership.remove(id, of: shelter.id, in: tx) }
            }
        }
    }

    @Test("opens no key with a cookie that was stolen, without the server's secret", arguments: Engine.allCases)
    func stolenCookie(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let (token, _) = try await logIn(shelter.intake, world)
            let wrapped = try await world.ground.database.read { tx in
                try #require(try tx.value("SELECT wrapped_key FROM session", as: [UInt8].self))
            }
            let binding = Binding("session key", shelter.intake.id.text)
            for guess in [Array("session key of \(token.text)".utf8), Array(token.text.utf8)] {
                #expect(throws: VaultError.notOpened) {
                    try Seal.open(wrapped, under: try ContentKey(Digest.sha256(guess)), binding)
                }
            }
        }
    }
}
