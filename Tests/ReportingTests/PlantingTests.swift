import Journal
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Somebody who plants rows in the database")
struct PlantingTests {
    @Test("cannot have what comes sealed under a key that they know", arguments: Engine.allCases)
    func plantedCompartment(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let report = try await world.send("Help", with: receipt).id
            let worker = try await world.session(shelter.intake)
            let forger = try Forger(world)
            let us = try await forger.recipient(shelter.id)
            let reporter = try await forger.reporter(of: report)
            let before = try await unvouched(world)
            #expect(before.isEmpty)

            var planted: Set<String> = []
            planted.insert(try await forger.plant("dialogue", of: report.text, for: [us, reporter]))
            await #expect(throws: VaultError.notOpened) {
                try await world.dialogue.write(Message(text: "It is the blue house"), with: receipt)
            }
            planted.insert(try await forger.plant("team.\(shelter.id.text)", of: report.text, for: [us]))
            await #expect(throws: VaultError.notOpened) {
                try await world.intake.note("For the team", forOneself: false, on: report, by: worker)
            }
            planted.insert(try await forger.plant("work", of: report.text, for: [us]))
            await #expect(throws: VaultError.notOpened) {
                try await world.intake.judge(
                    report, Judgement(urgency: .urgent, isQuestion: false, reason: "A minor"), version: 1, by: worker)
            }
            let found = try await unvouched(world)
            #expect(found == planted)
        }
    }

    @Test("cannot have the words of reports indexed under a key that they know", arguments: Engine.allCases)
    func plantedIndex(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let report = try await world.send("A blue house", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let forger = try Forger(world)
            let planted = try await forger.plant(
                "searchIndex", of: shelter.id.text, for: [try await forger.recipient(shelter.id)])
            await #expect(throws: VaultError.notOpened) { _ = try await world.intake.open(report, by: worker) }
            let found = try await unvouched(world)
            #expect(found == [planted])
            let tokens = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM search_token", as: Int.self)
            }
            #expect(tokens == 0)
        }
    }

    @Test("cannot have another report's key given away with a hand-over", arguments: Engine.allCases)
    func movedCompartment(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let secret = try await world.send("Not theirs", with: Receipt(world.ground.chance)).id
            let given = try await world.send("For them", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let receiver = try await world.session(other.intake)
            try await world.intake.note("Among colleagues", forOneself: false, on: given, by: worker)
            let version = try await world.intake.open(given, by: worker).version
            let forger = try Forger(world)
            let moves: [(SQL, SQL)] = [
                ("object = \(given)", "object = \(secret)"),
                ("kind = 'work'", "object = \(given) AND kind <> 'dialogue'"),
            ]
            for (change, which) in moves {
                let moved = try await world.ground.database.read { tx in
                    try #require(
                        try tx.row("SELECT id, object, kind FROM compartment WHERE \(fragment: which)"))
                }
                let id: String = try moved.get("id")
                try await forger.write("UPDATE compartment SET \(fragment: change) WHERE id = \(id)")
                await #expect(throws: VaultError.notOpened) {
                    try await world.handOvers.offer(given, to: other.id, "Yours", version: version, by: worker)
                }
                let found = try await unvouched(world)
                #expect(found.contains(id))
                let object: String = try moved.get("object")
                let kind: String = try moved.get("kind")
                try await forger.write(
                    "UPDATE compartment SET object = \(object), kind = \(kind) WHERE id = \(id)")
            }
            let granted = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM compartment_grant WHERE party = \(other.id)", as: Int.self)
            }
            #expect(granted == 0)
            try await world.handOvers.offer(given, to: other.id, "Yours", version: version, by: worker)
            let opened = try await world.intake.open(given, by: receiver).contents?.words
            #expect(opened == "For them")
        }
    }

    @Test("cannot have a closed compartment written to again unnoticed", arguments: Engine.allCases)
    func reopenedCompartment(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let receipt = Receipt(world.ground.chance)
            let report = try await world.send("Help", with: receipt).id
            let worker = try await world.session(shelter.intake)
            let receiver = try await world.session(other.intake)
            let version = try await world.intake.open(report, by: worker).version
            try await world.handOvers.offer(report, to: other.id, "Yours", version: version, by: worker)
            let words = try await world.ground.database.read { tx in
                try tx.rows("SELECT id, kind, word FROM compartment WHERE object = \(report)")
            }
            world.clock.advance(by: .seconds(1))
            try await world.handOvers.refuse(report, "Not ours", by: receiver)
            func replayed() async throws -> Set<RecordFault> {
                Set(try await world.ground.database.read { tx in try world.ground.recordReplay.verify(in: tx) })
            }
            let before = try await replayed()
            #expect(before.isEmpty)

            let forger = try Forger(world)
            try await forger.write("UPDATE compartment SET closed_at = NULL WHERE object = \(report)")
            await #expect(throws: VaultError.notOpened) {
                try await world.dialogue.write(Message(text: "Hello"), with: receipt)
            }
            let ids = Set(try words.map { try $0.get("id", as: CompartmentID.self) })
            let found = try await unvouched(world)
            #expect(found == Set(ids.map(\.text)) && ids.count == 2)
            // With the words of a copy from before the refusal it is taken for open, and the journal tells otherwise.
            for row in words {
                let id: String = try row.get("id")
                let word: [UInt8] = try row.get("word")
                try await forger.write("UPDATE compartment SET word = \(word) WHERE id = \(id)")
            }
            let replay = try await replayed()
            #expect(replay == Set(ids.map { RecordFault.reopened($0) }))
        }
    }

    @Test("cannot become a member by an invitation of their own, or by another's", arguments: Engine.allCases)
    func plantedInvitation(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other")
            let forger = try Forger(world)
            func follow(_ invitation: NewInvitation, _ name: String) async -> MembershipRefusal? {
                await refusal { _ = try await world.follow(invitation, as: name) }
            }
            let planted = try await forger.ground.database.write { tx in
                try forger.ground.membership.invite("Mallory", as: .intake, to: shelter.id, in: tx)
            }
            #expect(await follow(planted, "mallory") == .invitationNotValid)
            let genuine = try await world.ground.database.write { tx in
                try world.ground.membership.invite("Guest", as: .analyst, to: other.id, in: tx)
            }
            let before = try await unvouched(world)
            #expect(before == [planted.member.text])
            for change: SQL in ["organisation = \(shelter.id)", "role = 'coordinator'"] {
                try await forger.write("UPDATE member SET \(fragment: change) WHERE id = \(genuine.member)")
                #expect(await follow(genuine, "guest") == .invitationNotValid)
                let found = try await unvouched(world)
                #expect(found == [planted.member.text, genuine.member.text])
                try await forger.write(
                    "UPDATE member SET organisation = \(other.id), role = 'analyst' WHERE id = \(genuine.member)")
            }
            world.clock.advance(by: .days(3))
            let later = world.clock.now + .days(1)
            try await forger.write("UPDATE invitation SET expires_at = \(later) WHERE member = \(genuine.member)")
            #expect(await follow(genuine, "guest") == .invitationNotValid)
        }
    }

    @Test(
        "is not let in by a row that says so, and has no key of the next epoch sealed to them",
        arguments: Engine.allCases)
    func plantedKeyHolder(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let waiting = try await world.enrol("Mallory", .intake, at: shelter.id)
            let colleague = try await world.session(shelter.coordinator)
            let forger = try Forger(world)
            try await forger.write(
                """
                INSERT INTO organisation_key (organisation, epoch, holder, sealed)
                VALUES (\(shelter.id), 1, \(waiting.id), \([UInt8](repeating: 1, count: 1_200)))
                """)
            func mallory() async throws -> Member {
                try await world.ground.database.read { tx in
                    try #require(try world.ground.membership.member(waiting.id, in: tx))
                }
            }
            let planted = try await mallory()
            #expect(planted.waitsForAdmission)
            func able() async throws -> Int? {
                try await world.ground.database.read { tx in
                    try world.ground.membership.organisations(in: tx).first { $0.id == shelter.id }?.ableMembers
                }
            }
            let ableNow = try await able()
            #expect(ableNow == 2, "a planted row makes nobody able")
            let found = try await unvouched(world)
            #expect(found == [waiting.id.text])
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            let turned = try await world.ground.database.read { tx in
                try tx.rows("SELECT holder FROM organisation_key WHERE epoch = 2 ORDER BY holder").map {
                    try $0.get("holder", as: String.self)
                }
            }
            #expect(turned == [shelter.coordinator.id.text, "recovery"])
            // A colleague's letting in puts genuine rows in the planted one's place.
            let admitting = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(
                    waiting.id, by: admitting.member, with: admitting.memberKey, in: tx)
            }
            let admitted = try await mallory()
            let ableThen = try await able()
            #expect(ableThen == 2)
            #expect(admitted.isAdmitted && colleague.member.isAdmitted)
            let after = try await unvouched(world)
            #expect(after.isEmpty)
        }
    }

    @Test("cannot give a member another role or another organisation", arguments: Engine.allCases)
    func changedMember(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other")
            let analyst = try await world.enrol("Analyst", .analyst, at: shelter.id)
            let forger = try Forger(world)
            for change: SQL in ["organisation = \(other.id)", "role = 'coordinator'"] {
                try await forger.write("UPDATE member SET \(fragment: change) WHERE id = \(analyst.id)")
                #expect(await refusal { _ = try await world.session(analyst) } == .logInFailed)
                let found = try await unvouched(world)
                #expect(found == [analyst.id.text])
                try await forger.write(
                    "UPDATE member SET organisation = \(shelter.id), role = 'analyst' WHERE id = \(analyst.id)")
            }
            let session = try await world.session(analyst)
            #expect(session.member.role == .analyst)
        }
    }
}
