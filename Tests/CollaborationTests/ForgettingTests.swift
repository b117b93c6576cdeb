import Collaboration
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("What was withdrawn, ran out or was never sent")
struct ForgettingTests {
    @Test(
        "withdrawn contact details open with nobody's keys, and nobody finds a report by them", arguments: Engine.allCases)
    func contact(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let one = try await test.team("Shelter")
            let two = try await test.team("Other")
            let receipt = Receipt(world.ground.chance)
            let report = try await world.send(
                "Help", with: receipt, contact: ContactDetails(way: .telephone, address: "06 12345678", safely: "evening")
            ).id
            let owner = try await world.ground.database.read { tx in
                try tx.value("SELECT owner FROM report WHERE id = \(report)", as: OrganisationID.self)
            }
            let (shelter, other) = owner == one.id ? (one, two) : (two, one)
            let version = try await world.intake.open(report, by: shelter.session).version
            try await world.handOvers.offer(report, to: other.id, "Yours", version: version, by: shelter.session)
            _ = try await world.intake.open(report, by: other.session)
            var reporter = Keyring()
            reporter.add(world.ground.secret.receiptKeys(receipt).key, of: .reporter, epoch: 0)
            let keyrings = [shelter.session.keyring, other.session.keyring, reporter]
            func contacts() async throws -> Int {
                try await world.ground.database.read { tx in
                    try keyrings.reduce(0) { count, keyring in
                        let open = try world.ground.compartments.unlockAll(of: report.text, with: keyring, in: tx)
                        return count + open.filter { $0.kind == .contact }.count
                    }
                }
            }
            let ids = try await contactIDs(of: report, in: world.ground.database)
            func finds(_ team: Team) async throws -> Bool {
                try await world.ground.database.read { tx in
                    try !world.ground.search.find(
                        "0612345678", of: team.id, under: world.ground.searchKeys(for: team.session, in: tx), limit: 9, in: tx
                    ).isEmpty
                }
            }
            #expect(try await contacts() > 0 && ids.count == 2)
            #expect(try await finds(shelter))
            try await world.dialogue.withdrawContact(receipt)
            #expect(try await contacts() == 0)
            let left = try await Leftovers(of: ids, in: world.ground.database)
            #expect(
                left.beyond([
                    "compartment": ["id", "object", "kind", "opened_at", "closed_at", "word"],
                    "record": ["id", "compartment", "object", "kind", "author", "at_ms", "digest", "destroyed_at", "word"],
                ]) == [])
            for team in [shelter, other] {
                #expect(try await !finds(team), "by the telephone number")
            }
            #expect(try await test.faults().isEmpty)
        }
    }

    /// The compartment of a report's contact details, and their record.
    private func contactIDs(of report: ReportID, in database: Database) async throws -> Set<String> {
        try await database.read { tx in
            let compartments: [String] = try tx.rows(
                "SELECT id FROM compartment WHERE object = \(report) AND kind = \(CompartmentKind.contact.code)"
            ).map { try $0.get("id") }
            let records: [String] = try tx.rows("SELECT id FROM record WHERE compartment IN \(list: compartments)").map {
                try $0.get("id")
            }
            return Set(compartments + records)
        }
    }

    @Test("an invitation that ended leaves neither its token nor the keys that it carried", arguments: Engine.allCases)
    func invitations(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let ground = test.world.ground
            func carried(_ name: String) async throws -> Set<String> {
                let (founding, keys) = try await ground.database.write { tx in
                    try ground.membership.found(name, in: tx)
                }
                let invitation = try await ground.database.write { tx in
                    try ground.membership.invite(
                        "Somebody", as: .intake, to: founding.organisation, carrying: keys, in: tx)
                }
                return Set(
                    try await ground.database.read { tx in
                        try tx.rows("SELECT id FROM invitation WHERE member = \(invitation.member)").map {
                            try $0.get("id", as: String.self)
                        }
                    })
            }
            let ids = try await carried("City")
            let before = try await Leftovers(of: ids, in: ground.database)
            #expect(before.tables == ["invitation", "organisation_key"])
            test.world.clock.advance(by: .days(3))
            try await ground.database.write { tx in try ground.membership.sweep(in: tx) }
            #expect(try await Leftovers(of: ids, in: ground.database).cells == [])
            let next = try await carried("School")
            let member = try #require(
                try await ground.database.read { tx in
                    try tx.value("SELECT member FROM invitation WHERE id IN \(list: next)", as: MemberID.self)
                })
            try await ground.database.write { tx in
                let organisation = try #require(try ground.membership.member(member, in: tx)?.organisation)
                try ground.membership.remove(member, of: organisation, in: tx)
            }
            #expect(try await Leftovers(of: next, in: ground.database).cells == [], "of who was removed before they came")
        }
    }

    @Test("a file that was discarded or never sent leaves no piece", arguments: Engine.allCases)
    func discarded(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let ground = test.world.ground
            let long = [UInt8](repeating: 7, count: IncomingFile.pieceBytes)
            var incoming = Staging(ground, room: StagingRoom(.visitors)).begin()
            for _ in 0..<9 { try await incoming.add(long, last: false) }
            try await incoming.add([1], last: true)
            let note = incoming.note(name: "long.txt", type: "text/plain")
            #expect(
                try await Leftovers(of: [note.id.text], in: ground.database).tables == ["attachment", "attachment_chunk"])
            try await Staging(ground, room: StagingRoom(.visitors)).discard([note])
            #expect(try await Leftovers(of: [note.id.text], in: ground.database).cells == [])
            let forgotten = try await test.file("forgotten.txt")
            test.world.clock.advance(by: .hours(13))
            try await ground.database.write { tx in _ = try ground.attachments.sweep(in: tx) }
            #expect(try await Leftovers(of: [forgotten.id.text], in: ground.database).cells == [])
        }
    }
}
