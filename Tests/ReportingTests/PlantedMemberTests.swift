import Journal
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Somebody who changes in the database what a member logs in with")
struct PlantedMemberTests {
    /// The public key that stands with a member: it is no secret.
    private func publicKey(of worker: Worker, _ world: World) async throws -> PublicKey {
        let stored = try await world.ground.database.read { tx in
            try #require(try tx.value("SELECT public_key FROM member WHERE id = \(worker.id)", as: [UInt8].self))
        }
        return try PublicKey(Array(stored.suffix(PublicKey.byteCount)))
    }

    @Test("does not log in with one-time codes of their own and the password alone", arguments: Engine.allCases)
    func secondFactor(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            let secret = TOTP.newSecret(.seeded(8))
            let planted = try Seal.seal(
                secret, to: try await publicKey(of: worker, world), Binding("second factor", worker.id.text))
            try await Forger(world).write("UPDATE member SET second_factor = \(planted) WHERE id = \(worker.id)")
            let forged = Worker(id: worker.id, logIn: worker.logIn, password: worker.password, secret: secret)
            #expect(await refusal { _ = try await world.session(forged) } == .logInFailed)
            #expect(try await unvouched(world) == [worker.id.text])
        }
    }

    @Test(
        "does not bring back a password or a telephone that was replaced, by a row that was genuine once",
        arguments: Engine.allCases)
    func putBack(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let membership = world.ground.membership
            let old = shelter.intake
            let session = try await world.session(old)
            let before = try await KeptRow.all("member", where: "id = \(old.id)", world)
            let proven = try await world.prove(old, in: session)
            let new = try await membership.rewrap(proven, under: try NewPassword("wrong donkey capacitor"))
            try await world.ground.database.write { tx in try membership.changePassword(new, by: session, in: tx) }
            let between = try await KeptRow.all("member", where: "id = \(old.id)", world)
            let changed = Worker(id: old.id, logIn: old.logIn, password: "wrong donkey capacitor", secret: old.secret)
            let again = try await world.prove(changed, in: session)
            let secret = TOTP.newSecret(.seeded(4))
            let code = TOTP.code(secret, step: TOTP.step(at: world.clock.now))
            try await world.ground.database.write { tx in
                try membership.renewSecondFactor(secret, oneTimeCode: code, again, by: session, in: tx)
            }
            let after = try await KeptRow.all("member", where: "id = \(old.id)", world)

            for (rows, stolen) in [(before, old), (between, changed)] {
                for row in rows { try await row.putBack(world) }
                #expect(await refusal { _ = try await world.session(stolen) } == .logInFailed)
                #expect(try await unvouched(world) == [old.id.text])
            }
            for row in after { try await row.putBack(world) }
            #expect(try await unvouched(world).isEmpty)
            world.clock.advance(by: .seconds(31))
            _ = try await world.session(
                Worker(id: old.id, logIn: old.logIn, password: "wrong donkey capacitor", secret: secret))
        }
    }

    @Test("does not use a one-time code for a second time", arguments: Engine.allCases)
    func replay(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = shelter.intake
            let membership = world.ground.membership
            world.clock.advance(by: .seconds(31))
            let before = try await KeptRow.all("member", where: "id = \(worker.id)", world)
            func logIn() async throws {
                let proven = try await membership.prove(
                    LogInAttempt(
                        name: worker.logIn, password: worker.password, oneTimeCode: world.code(worker), device: nil),
                    in: world.ground.database)
                _ = try await world.ground.database.write { tx in try membership.begin(proven, in: tx) }
            }
            try await logIn()
            #expect(await refusal { try await logIn() } == .logInFailed)
            for row in before { try await row.putBack(world) }
            try await Forger(world).write("DELETE FROM session")
            #expect(await refusal { try await logIn() } == .logInFailed, "the journal tells that the code was used")
            try await Forger(world).write("UPDATE member SET last_step = 0 WHERE id = \(worker.id)")
            #expect(await refusal { try await logIn() } == .logInFailed)
        }
    }

    @Test("does not make anybody of somebody who was removed or starts anew", arguments: Engine.allCases)
    func removed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            _ = try await world.session(shelter.intake)
            let rows = try await KeptRow.all("member", where: "id = \(shelter.intake.id)", world)
            let keys = try await KeptRow.all(
                "organisation_key", key: 3, where: "holder = \(shelter.intake.id)", world)
            try await world.ground.database.write { tx in
                _ = try world.ground.membership.reset(shelter.intake.id, of: shelter.id, in: tx)
            }
            for row in rows { try await row.putBack(world) }
            for key in keys { try await key.putBack(world) }
            #expect(await refusal { _ = try await world.session(shelter.intake) } == .logInFailed)
            #expect(try await unvouched(world).contains(shelter.intake.id.text))
            // Nor are keys of the next epoch sealed to what they had.
            let coordinator = shelter.coordinator.id
            await #expect(throws: VaultError.notOpened) {
                try await world.ground.database.write { tx in
                    try world.ground.membership.remove(
                        coordinator, of: shelter.id, evenTheLast: true, in: tx)
                }
            }
        }
    }

    @Test(
        "gains nothing by taking the server's word away: only rows from before it vouched are given it, once",
        arguments: Engine.allCases)
    func adopted(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Help", with: Receipt(world.ground.chance))
            let forger = try Forger(world)
            try await forger.write("UPDATE member SET word = NULL, turn = 0")
            for table: SQL in ["organisation", "reception", "report", "record"] {
                try await forger.write("UPDATE \(fragment: table) SET word = NULL")
            }
            #expect(await refusal { _ = try await world.session(shelter.intake) } == .logInFailed)
            _ = try await world.ground.adopt(world.ground.adoptions, against: nil)
            #expect(try await unvouched(world).isEmpty)
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.open(sent.id, by: worker)
            try await forger.write("UPDATE member SET word = NULL, role = 'administrator' WHERE id = \(worker.member.id)")
            _ = try await world.ground.adopt(world.ground.adoptions, against: nil)
            #expect(await refusal { _ = try await world.session(shelter.intake) } == .logInFailed)
            #expect(try await unvouched(world) == [worker.member.id.text])
        }
    }

    @Test(
        "has nothing of theirs vouched for by deleting the entry that it was done, whatever else goes with it",
        arguments: Engine.allCases)
    func adoptedAgain(engine: Engine) async throws {
        let entry: SQL = "DELETE FROM journal_entry WHERE act = 'installation.adopted'"
        let ways: [(name: String, does: [SQL])] = [
            ("the entry", [entry]),
            ("the entry and the places after it", [entry, "UPDATE journal_entry SET position = NULL"]),
            ("the tree", [entry, "DELETE FROM journal_node", "DELETE FROM journal_head", "UPDATE journal_entry SET position = NULL"]),
            ("the journal", ["DELETE FROM journal_entry", "DELETE FROM journal_node", "DELETE FROM journal_head"]),
        ]
        for (name, does) in ways {
            try await withWorld(on: engine) { world in
                let ground = world.ground
                let shelter = try await world.open("Shelter")
                let witness = try #require(try await ground.adopt(ground.adoptions, against: nil))
                #expect(try await ground.adopt(ground.adoptions, against: witness) == nil, "once")
                let forger = try Forger(world)
                try await forger.write(
                    "UPDATE member SET word = NULL, role = 'administrator' WHERE id = \(shelter.intake.id)")
                for change in does { try await forger.write(change) }
                await #expect(throws: AdoptionRefused.self, "\(name)") {
                    try await ground.adopt(ground.adoptions, against: witness)
                }
                #expect(await refusal { _ = try await world.session(shelter.intake) } == .logInFailed, "\(name)")
                #expect(try await unvouched(world).contains(shelter.intake.id.text), "\(name)")
                let faults = try await ground.database.read { tx in try ground.journal.verify(in: tx, against: witness) }
                #expect(!faults.isEmpty, "verify names what is missing: \(name)")
            }
        }
    }

    @Test("decides for no report where it goes", arguments: Engine.allCases)
    func reception(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let forger = try Forger(world)
            let changes: [(SQL, OrganisationID)] = [
                ("place = 1", other.id), ("fallback = 0", other.id), ("subjects = ''", shelter.id),
                ("reach = 'province'", shelter.id),
            ]
            for (change, organisation) in changes {
                let kept = try await KeptRow.all("reception", where: "organisation = \(organisation)", world)
                try await forger.write(
                    "UPDATE reception SET \(fragment: change) WHERE organisation = \(organisation)")
                await #expect(throws: VaultError.notOpened) {
                    try await world.send("Help", with: Receipt(world.ground.chance))
                }
                #expect(try await unvouched(world) == [organisation.text])
                for row in kept { try await row.putBack(world) }
            }
            try await world.send("Help", with: Receipt(world.ground.chance))
            // What it took once, and takes no more, is refused as well.
            let before = try await KeptRow.all("reception", where: "organisation = \(shelter.id)", world)
            try await world.ground.database.write { tx in
                try ReceptionDesk(world.ground).set(Reception(organisation: shelter.id, place: 300), in: tx)
            }
            let after = try await KeptRow.all("reception", where: "organisation = \(shelter.id)", world)
            for row in before { try await row.putBack(world) }
            await #expect(throws: VaultError.notOpened) {
                try await world.send("Help", with: Receipt(world.ground.chance))
            }
            #expect(try await unvouched(world) == [shelter.id.text])
            for row in after { try await row.putBack(world) }
            let kept = try await KeptRow.all("reception", where: "organisation = \(shelter.id)", world)
            try await forger.write("DELETE FROM reception WHERE organisation = \(shelter.id)")
            #expect(try await unvouched(world) == [shelter.id.text])
            for row in kept { try await row.putBack(world) }
            #expect(try await unvouched(world).isEmpty)
        }
    }

    @Test("opens no organisation for reports, and takes it back to no earlier keys", arguments: Engine.allCases)
    func organisation(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let young = try await world.ground.database.write { tx in
                try world.ground.membership.found("Young", in: tx).0.organisation
            }
            let forger = try Forger(world)
            try await forger.write("UPDATE organisation SET opened_at = 1 WHERE id = \(young)")
            #expect(try await unvouched(world) == [young.text])
            try await forger.write("UPDATE organisation SET opened_at = NULL WHERE id = \(young)")
            let before = try await KeptRow.all("organisation", where: "id = \(shelter.id)", world)
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            #expect(try await unvouched(world).isEmpty)
            for row in before { try await row.putBack(world) }
            #expect(try await unvouched(world) == [shelter.id.text])
        }
    }
}
