import Duties
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

@Suite("A report")
struct ReportTests {
    @Test("is owned, due in time, and read back with its code alone", arguments: Engine.allCases)
    func received(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.send("She is never alone", with: receipt, danger: true)
            #expect(sent.owner == shelter.id)
            let page = try await world.inbox.page(of: shelter.id)
            let line = try #require(page.lines.first)
            #expect(line.duty.step == Step.firstLook.rawValue)
            #expect(line.duty.due == sent.receivedAt + .hours(1))
            let view = try await world.dialogue.open(receipt)
            #expect(view.contents?.words == "She is never alone")
            await #expect(throws: ReportRefusal.noSuchReceipt) {
                _ = try await world.dialogue.open(Receipt(world.ground.chance))
            }
        }
    }

    @Test("sent twice is one report", arguments: Engine.allCases)
    func twice(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let ids = try await withThrowingTaskGroup(of: ReportID.self) { group in
                for _ in 0..<8 { group.addTask { try await world.send("The same", with: receipt).id } }
                return try await group.reduce(into: Set<ReportID>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            let lines = try await world.inbox.page(of: shelter.id).lines
            #expect(lines.count == 1)
        }
    }

    @Test("is lost by none of sixty-four people who send at once", arguments: Engine.allCases)
    func atOnce(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipts = (0..<64).map { _ in Receipt(world.ground.chance) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, receipt) in receipts.enumerated() {
                    group.addTask { try await world.send("Number \(number)", with: receipt) }
                }
                try await group.waitForAll()
            }
            for (number, receipt) in receipts.enumerated() {
                let view = try await world.dialogue.open(receipt)
                #expect(view.contents?.words == "Number \(number)")
                #expect(view.envelope.owner == shelter.id)
            }
        }
    }

    @Test("finds nobody, and is not stored, when no organisation can receive it", arguments: Engine.allCases)
    func nobody(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            await #expect(throws: ReportRefusal.nobodyCanReceive) {
                try await world.send("Hello", with: Receipt(world.ground.chance))
            }
        }
    }

    @Test("keeps its words from the other organisation", arguments: Engine.allCases)
    func isolated(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let sent = try await world.send("Secret", with: Receipt(world.ground.chance))
            #expect(sent.owner == shelter.id)
            let stranger = try await world.session(other.coordinator)
            await #expect(throws: ReportAbsent.self) { _ = try await world.intake.open(sent.id, by: stranger) }
            let compartments = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: sent.id.text, with: stranger.keyring, in: tx).count
            }
            #expect(compartments == 0)
        }
    }

    @Test("shows the reporter answers but no notes, and a colleague no note made for oneself", arguments: Engine.allCases)
    func conversation(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.send("Help", with: receipt)
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.open(sent.id, by: worker)
            try await world.intake.write(Message(text: "We are here"), on: sent.id, by: worker)
            world.clock.advance(by: .seconds(1))
            try await world.intake.note("For the team", forOneself: false, on: sent.id, by: worker)
            try await world.intake.note("For me", forOneself: true, on: sent.id, by: worker)
            world.clock.advance(by: .seconds(1))
            try await world.dialogue.write(Message(text: "Thank you"), with: receipt)
            let view = try await world.dialogue.open(receipt)
            #expect(view.messages.map(\.message.text) == ["We are here", "Thank you"])
            let colleague = try await world.session(shelter.coordinator)
            let texts = try await world.intake.open(sent.id, by: colleague).events.map(\.text)
            #expect(texts == ["We are here", "For the team", "Thank you"])
        }
    }

    @Test("loses its contact details for good when they are withdrawn", arguments: Engine.allCases)
    func withdrawn(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "mornings")
            let sent = try await world.send("Help", with: receipt, contact: contact)
            let worker = try await world.session(shelter.intake)
            let before = try await world.intake.open(sent.id, by: worker)
            #expect(before.contact == contact)
            func finds(_ words: String) async throws -> Bool {
                _ = try await world.intake.catchUp(for: worker)
                return try await !world.intake.find(Query(text: words), by: worker).envelopes.isEmpty
            }
            let found = try await (finds("06 12345678"), finds("mornings"), finds("help"))
            #expect(found == (true, true, true))
            try await world.dialogue.withdrawContact(receipt)
            let left = try await (finds("06 12345678"), finds("mornings"), finds("help"))
            #expect(left == (false, false, true))
            let after = try await world.intake.open(sent.id, by: worker)
            #expect(after.contact == nil && !after.envelope.hasContact)
        }
    }

    @Test("is found by a word and by a telephone number however it is typed", arguments: Engine.allCases)
    func found(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let clue = Clue(kind: .phone, value: "06-1234 5678", involvement: .perpetrator)
            let sent = try await world.send("A blue house", with: Receipt(world.ground.chance), clues: [clue])
            try await world.send("Something else", with: Receipt(world.ground.chance))
            let worker = try await world.session(shelter.intake)
            let reach = try await world.intake.catchUp(for: worker)
            #expect(reach.waiting == 0 && reach.closed == 0)
            for words in ["blue", "BLUE house", "+31 6 12345678", "0612345678"] {
                let ids = try await world.intake.find(Query(text: words), by: worker).envelopes.map(\.id)
                #expect(ids == [sent.id], "\(words)")
            }
            let none = try await world.intake.find(Query(text: "green"), by: worker)
            #expect(none.envelopes.isEmpty && !none.hasMore)
        }
    }

    @Test("rises when nobody looks: to the coordinator, then to the fallback organisation", arguments: Engine.allCases)
    func rises(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let fallback = try await world.open("Fallback", isFallback: true)
            let sent = try await world.send("Now", with: Receipt(world.ground.chance), danger: true)
            func escalate() async throws -> Int {
                try await world.ground.database.write { tx in try world.ground.duties.escalate(in: tx).count }
            }
            world.clock.advance(by: .minutes(59))
            let early = try await escalate()
            #expect(early == 0)
            world.clock.advance(by: .minutes(2))
            _ = try await escalate()
            let late = try await world.inbox.late(of: shelter.id).map(\.envelope.id)
            #expect(late == [sent.id])
            world.clock.advance(by: .minutes(31))
            _ = try await escalate()
            let elsewhere = try await world.inbox.lateElsewhere(than: fallback.id).map(\.envelope.id)
            #expect(elsewhere == [sent.id])
        }
    }

    @Test("is proven to have been received by a proof that says nothing of its contents", arguments: Engine.allCases)
    func proven(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            try await world.send("Help", with: receipt)
            let proof = try await world.dialogue.proof(receipt)
            #expect(proof.verify(key: world.ground.journal.verifyingKey))
            let faults = try await world.ground.database.read { tx in try world.ground.journal.verify(in: tx) }
            #expect(faults.isEmpty)
        }
    }
}
