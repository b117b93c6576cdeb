import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Somebody who holds no keys yet")
struct WaitingMemberTests {
    @Test("does nothing with a report, and hands none over", arguments: Engine.allCases)
    func does(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let waiting = try await world.session(try await world.enrol("Waiting", .intake, at: shelter.id))
            let (intake, version) = (world.intake, try await world.intake.open(id, by: worker).version)
            let judgement = Judgement(urgency: .normal, isQuestion: false, reason: "Unread")
            let deeds: [@Sendable () async throws -> Void] = [
                { try await intake.judge(id, judgement, version: version, by: waiting) },
                { try await intake.plan(id, due: world.clock.now + .days(1), version: version, by: waiting) },
                { try await intake.write(Message(text: "Unread"), on: id, by: waiting) },
                { try await intake.note("Unread", forOneself: false, on: id, by: waiting) },
                { try await intake.close(id, because: .helped, "Unread", version: version, by: waiting) },
                { try await world.handOvers.offer(id, to: other.id, "Unread", version: version, by: waiting) },
                { try await world.handOvers.sendBack(id, "Unread", version: version, by: waiting) },
                { try await intake.checkOwned(id, by: waiting) },
            ]
            for deed in deeds { await #expect(throws: ReportAbsent.self) { try await deed() } }
            let view = try await intake.open(id, by: worker)
            #expect(view.version == version && view.offer == nil && view.events.isEmpty)
        }
    }

    @Test("takes no report over, so that its sender goes on reading it", arguments: Engine.allCases)
    func takes(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let waiting = try await world.session(try await world.enrol("Waiting", .intake, at: other.id))
            let version = try await world.intake.open(id, by: worker).version
            try await world.handOvers.offer(id, to: other.id, "Yours", version: version, by: worker)
            await #expect(throws: ReportAbsent.self) { try await world.handOvers.accept(id, by: waiting) }
            await #expect(throws: ReportAbsent.self) { try await world.handOvers.refuse(id, "No", by: waiting) }
            let view = try await world.intake.open(id, by: worker)
            #expect(view.contents?.words == "Help" && view.offer != nil)
        }
    }

    @Test("a report changes hands only whole: what one side cannot open stays where it is read", arguments: Engine.allCases)
    func whole(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "mornings")
            let id = try await world.send("Help", with: Receipt(world.ground.chance), contact: contact).id
            let giver = try await world.session(shelter.intake)
            let taker = try await world.session(other.intake)
            func lose(_ kind: String, _ crew: Crew) async throws {
                try await world.ground.database.write { tx in
                    try tx.execute(
                        """
                        DELETE FROM compartment_grant WHERE party = \(crew.id.text) AND compartment IN
                        (SELECT id FROM compartment WHERE object = \(id) AND kind = \(kind))
                        """)
                }
            }
            let version = try await world.intake.open(id, by: giver).version
            try await world.handOvers.offer(id, to: other.id, "Yours", version: version, by: giver)
            try await lose("dialogue", other)
            await #expect(throws: NotWhole.self) { try await world.handOvers.accept(id, by: taker) }
            let kept = try await world.intake.open(id, by: giver)
            #expect(kept.isOwner && kept.contents?.words == "Help" && kept.contact == contact)
            try await world.handOvers.withdraw(id, by: giver)
            try await lose("contact", shelter)
            let again = try await world.intake.open(id, by: giver).version
            await #expect(throws: NotWhole.self) {
                try await world.handOvers.offer(id, to: other.id, "Yours", version: again, by: giver)
            }
            let after = try await world.intake.open(id, by: giver)
            #expect(after.offer == nil)
        }
    }

    @Test("a report whose contact details were withdrawn is handed over all the same", arguments: Engine.allCases)
    func withdrawn(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "mornings")
            let id = try await world.send("Help", with: receipt, contact: contact).id
            try await world.dialogue.withdrawContact(receipt)
            let giver = try await world.session(shelter.intake)
            let taker = try await world.session(other.intake)
            let version = try await world.intake.open(id, by: giver).version
            try await world.handOvers.offer(id, to: other.id, "Yours", version: version, by: giver)
            try await world.handOvers.accept(id, by: taker)
            let view = try await world.intake.open(id, by: taker)
            #expect(view.isOwner && view.contents?.words == "Help")
        }
    }
}
