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

@Suite("The journal of an installation")
struct InstallationJournalTests {
    @Test("finds a record that was changed and an entry that was changed or taken away", arguments: Engine.allCases)
    func tampering(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            try await world.send("Help", with: Receipt(world.ground.chance))
            let database = world.ground.database
            _ = try await database.write { tx in try world.ground.journal.sequence(in: tx) }
            func faults() async throws -> [Fault] {
                try await database.read { tx in try world.ground.journal.verify(in: tx) }
            }
            let before = try await faults()
            #expect(before.isEmpty)
            let planted = try await database.write { tx in
                try tx.execute("UPDATE record SET sealed = \([1, 2, 3] as [UInt8]) WHERE kind = 'report'")
                return try world.ground.recordReplay.verify(in: tx).count
            }
            #expect(planted == 1)
            try await database.write { tx in
                try tx.execute("UPDATE journal_entry SET actor = 'system' WHERE act = 'report.received'")
            }
            let changed = try await faults()
            #expect(changed.map(\.code) == ["changed"])
            try await database.write { tx in
                try tx.execute("DELETE FROM journal_entry WHERE act = 'report.received'")
            }
            let removed = try await faults()
            #expect(removed.map(\.code) == ["removed"])
        }
    }
}

@Suite("Somebody who can write to the database")
struct TamperingTests {
    private func write(_ world: World, _ sql: SQL) async throws {
        try await world.ground.database.write { tx in try tx.execute(sql) }
    }

    private func recordFaults(_ world: World) async throws -> [RecordFault] {
        try await world.ground.database.read { tx in try world.ground.recordReplay.verify(in: tx) }
    }

    private func unvouched(_ world: World) async throws -> [String] {
        try await world.ground.database.read { tx in try world.ground.unvouched(in: tx) }
    }

    @Test("cannot have reports sealed to a key of their own in an organisation's place", arguments: Engine.allCases)
    func organisationKey(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let before = try await unvouched(world)
            #expect(before.isEmpty)
            let own = PrivateKey().publicKey.bytes
            for forged in [own, [UInt8](repeating: 0, count: 32) + own] {
                try await write(
                    world, "UPDATE organisation_epoch SET public_key = \(forged) WHERE organisation = \(shelter.id)")
                await #expect(throws: VaultError.self) {
                    try await world.send("Help", with: Receipt(world.ground.chance))
                }
            }
            let found = try await unvouched(world)
            #expect(found == [shelter.id.text])
        }
    }

    @Test("cannot put one organisation's key in another's place", arguments: Engine.allCases)
    func swappedKeys(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            try await write(
                world,
                """
                UPDATE organisation_epoch SET public_key =
                    (SELECT public_key FROM organisation_epoch WHERE organisation = \(other.id))
                WHERE organisation = \(shelter.id)
                """)
            await #expect(throws: VaultError.notOpened) {
                try await world.send("Help", with: Receipt(world.ground.chance))
            }
        }
    }

    @Test("cannot be let in with a key of their own in a waiting colleague's place", arguments: Engine.allCases)
    func memberKey(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let waiting = try await world.enrol("Late", .intake, at: shelter.id)
            let colleague = try await world.session(shelter.coordinator)
            try await write(
                world,
                """
                UPDATE member SET public_key = \([UInt8](repeating: 0, count: 32) + PrivateKey().publicKey.bytes)
                WHERE id = \(waiting.id)
                """)
            await #expect(throws: VaultError.notOpened) {
                try await world.ground.database.write { tx in
                    try world.ground.membership.admit(
                        waiting.id, by: colleague.member, with: colleague.memberKey, in: tx)
                }
            }
            let found = try await unvouched(world)
            #expect(found == [waiting.id.text])
        }
    }

    @Test("cannot have answers sealed to a key of their own in the reporter's place", arguments: Engine.allCases)
    func reporterKey(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Help", with: Receipt(world.ground.chance))
            let worker = try await world.session(shelter.intake)
            let own = [UInt8](repeating: 0, count: 32) + PrivateKey().publicKey.bytes
            try await write(world, "UPDATE report SET reporter_key = \(own) WHERE id = \(sent.id)")
            await #expect(throws: VaultError.notOpened) {
                try await world.intake.write(Message(text: "We are here"), on: sent.id, by: worker)
            }
            let found = try await unvouched(world)
            #expect(found == [sent.id.text])
        }
    }

    @Test("cannot make another organisation a party, and have what comes sealed to it", arguments: Engine.allCases)
    func parties(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.send("Help", with: receipt)
            let stranger = try await world.session(other.coordinator)
            let worker = try await world.session(shelter.intake)
            try await write(
                world,
                """
                INSERT INTO hand_over (id, report, sender, receiver, state, offered_at)
                VALUES ('hov_planted', \(sent.id), \(shelter.id), \(other.id), 'offered', 1)
                """)
            await #expect(throws: VaultError.notOpened) {
                try await world.handOvers.accept(sent.id, by: stranger)
            }
            await #expect(throws: VaultError.notOpened) {
                try await world.intake.write(Message(text: "We are here"), on: sent.id, by: worker)
            }
            await #expect(throws: VaultError.notOpened) {
                try await world.dialogue.write(Message(text: "Hello"), with: receipt)
            }
            let found = try await unvouched(world)
            #expect(found == [sent.id.text])
            try await write(world, "DELETE FROM hand_over")
            try await write(world, "UPDATE duty SET organisation = \(other.id) WHERE object = \(sent.id)")
            await #expect(throws: VaultError.notOpened) {
                try await world.intake.note("Mine now", forOneself: false, on: sent.id, by: stranger)
            }
        }
    }

    @Test("is found when a record was changed, taken away or emptied", arguments: Engine.allCases)
    func records(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
            let sent = try await world.send("Help", with: receipt, contact: contact)
            let worker = try await world.session(shelter.intake)
            try await world.intake.note("For the team", forOneself: false, on: sent.id, by: worker)
            try await world.dialogue.withdrawContact(receipt)
            let before = try await recordFaults(world)
            #expect(before.isEmpty)

            try await write(world, "DELETE FROM record WHERE kind = 'note'")
            let removed = try await recordFaults(world)
            #expect(removed.count == 1)
            guard case .removed(_, let object)? = removed.first else { Issue.record("\(removed)"); return }
            #expect(object == sent.id.text)

            try await write(world, "UPDATE record SET sealed = \([1, 2, 3] as [UInt8]) WHERE kind = 'report'")
            let changed = try await recordFaults(world)
            #expect(changed.count == 2)
        }
    }

    @Test("is found when a record was emptied though nobody withdrew anything", arguments: Engine.allCases)
    func emptied(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            try await world.send("Help", with: Receipt(world.ground.chance))
            try await write(world, "UPDATE record SET sealed = NULL, destroyed_at = 1")
            let found = try await recordFaults(world)
            guard case .emptied? = found.first, found.count == 1 else { Issue.record("\(found)"); return }
        }
    }

    @Test("is found when they changed who wrote a record, when, or where it belongs", arguments: Engine.allCases)
    func recordColumns(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.send("Help", with: receipt)
            let worker = try await world.session(shelter.intake)
            for change: SQL in ["at_ms = at_ms + 1", "author = 'system'", "kind = 'note'"] {
                let kept = try await KeptRow.all("record", where: "kind = 'report'", world)
                try await write(world, "UPDATE record SET \(fragment: change) WHERE kind = 'report'")
                let id = try #require(kept.first?.cells.first?.value)
                let found = try await unvouched(world)
                #expect(found.map { SQLValue.text($0) } == [id], "\(change)")
                await #expect(throws: VaultError.notOpened, "\(change)") {
                    _ = try await world.intake.open(sent.id, by: worker)
                }
                for row in kept { try await row.putBack(world) }
            }
            _ = try await world.intake.open(sent.id, by: worker)
        }
    }

    @Test("is found when a report was deleted, or its envelope was changed, whatever is done to it afterwards", arguments: Engine.allCases)
    func envelopes(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let worker = try await world.session(shelter.intake)
            let sent = try await world.send("Help", with: Receipt(world.ground.chance), danger: true)
            try await write(world, "UPDATE report SET urgency = 'normal' WHERE id = \(sent.id)")
            #expect(try await unvouched(world) == [sent.id.text])
            _ = try await world.intake.open(sent.id, by: worker)
            #expect(try await unvouched(world) == [sent.id.text], "a deed does not vouch for what somebody else wrote")
            let other = try await world.send("Help", with: Receipt(world.ground.chance))
            try await write(world, "UPDATE record SET object = 'rep_gone' WHERE object = \(other.id)")
            try await write(world, "DELETE FROM report WHERE id = \(other.id)")
            #expect(try await unvouched(world).contains(other.id.text))
        }
    }

    @Test("cannot make a reporter believe that contact details are gone which are still read", arguments: Engine.allCases)
    func contactSaidGone(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
            let sent = try await world.send("Help", with: receipt, contact: contact)
            try await write(world, "UPDATE report SET has_contact = 0 WHERE id = \(sent.id)")
            #expect(Set(try await unvouched(world)) == [sent.id.text])
            try await world.dialogue.withdrawContact(receipt)
            let worker = try await world.session(shelter.intake)
            let opened = try await world.intake.open(sent.id, by: worker)
            #expect(opened.contact == nil, "withdrawing destroys what is there, whatever the envelope says")
        }
    }

    @Test("cannot hide behind one withdrawal that they emptied everything else", arguments: Engine.allCases)
    func emptiedBehind(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
            try await world.send("Help", with: receipt, contact: contact)
            try await world.dialogue.withdrawContact(receipt)
            #expect(try await recordFaults(world).isEmpty)
            try await write(world, "UPDATE record SET sealed = NULL, destroyed_at = 1 WHERE kind = 'report'")
            let found = try await recordFaults(world)
            guard case .emptied? = found.first, found.count == 1 else { Issue.record("\(found)"); return }
        }
    }
}

@Suite("Searching after somebody left")
struct SearchEpochTests {
    @Test("finds earlier and later reports alike, the later ones under a key that who left never had", arguments: Engine.allCases)
    func renewed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let leaver = try await world.session(shelter.coordinator)
            let early = try await world.send("A blue house", with: Receipt(world.ground.chance))
            _ = try await world.intake.open(early.id, by: leaver)
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.coordinator.id, of: shelter.id, in: tx)
            }
            let later = try await world.session(shelter.intake)
            world.clock.advance(by: .seconds(1))
            let late = try await world.send("Another blue house", with: Receipt(world.ground.chance))
            _ = try await world.intake.open(late.id, by: later)
            let found = try await world.intake.find(Query(text: "blue house"), by: later).envelopes.map(\.id)
            #expect(Set(found) == [early.id, late.id])
            // Whoever kept the keys of before opens the old index key and not the new one.
            let opened = try await world.ground.database.read { tx in
                (try world.ground.compartments.unlockAll(of: shelter.id.text, with: leaver.keyring, in: tx).count,
                 try world.ground.compartments.unlockAll(of: shelter.id.text, with: later.keyring, in: tx).count)
            }
            #expect(opened.0 == 1 && opened.1 == 2)
        }
    }
}
