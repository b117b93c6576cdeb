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

/// Somebody who can write to the database changes one value of what organisations do together; what becomes of it is seen
/// by `baken verify` or refused.
@Suite("A value of a dossier that somebody changed in the database")
struct EveryDossierColumnTests {
    private static let compared: [(table: StaticString, key: Int)] = [
        ("dossier", 1), ("dossier_report", 2), ("dossier_part", 2), ("admission", 1), ("dossier_task", 1),
        ("meeting_party", 2), ("destruction", 1), ("withdrawal", 1),
    ]

    /// Columns of these that are not compared, and why nobody gains by them, or that SECURITY.md tells of them.
    private static let leftOut: [String: String] = [
        "dossier.version": "tells an old page from a new one",
        "dossier.duty": "the database itself holds it to a duty of the coordinator",
        "dossier_part.keep_until": "a term: what is destroyed by it, two members confirm",
        "admission.foretold": "whether its end was told before",
        "admission.ended_at": "when; that it ended is compared",
        "dossier_task.state": "told on a page; who reads it does not follow from it",
        "dossier_task.asked_at": "told on a page",
        "dossier_task.held_at": "told on a page",
        "dossier_task.ended_at": "told on a page",
        "dossier_task.version": "tells an old page from a new one",
        "dossier_task.duty": "the database itself holds it to a duty of who must do it",
        "meeting_party.comes": "told on a page",
        "destruction.proposed_at": "told on a page",
        "destruction.ended_by": "told on a page",
        "destruction.ended_at": "told on a page",
        "destruction.done": "told on a page; what was destroyed is compared",
    ]

    /// Dossiers at work: every table that is compared holds something.
    private func work(_ test: Case) async throws {
        let shelter = try await test.team("Shelter")
        let police = try await test.team("Police")
        let report = try await test.world.send("Help", with: Receipt(test.world.ground.chance)).id
        let owner = try await test.world.ground.database.read { tx in
            try tx.value("SELECT owner FROM report WHERE id = \(report)", as: OrganisationID.self)
        }
        let (us, them) = owner == shelter.id ? (shelter, police) : (police, shelter)
        let id = try await test.dossiers.open(from: [report], by: us.session)
        try await test.dossiers.judgeSafety(
            SafetyJudgement(
                danger: .urgent, toWhom: "Her", fromWhom: "Him", reason: "Bruises", reviewBy: test.now + .days(3)),
            of: id, version: try await test.version(id, for: us), by: us.session)
        try await test.share(of: id, from: us, with: them)
        _ = try await test.tasks.call(
            MeetingPlan(place: "Here", agenda: "Her safety", grounds: .example()), with: [them.id], about: id,
            at: test.now + .days(2), from: test.draft, by: us.session)
        try await test.write("She was there", of: id, by: us)
        try await test.write("She was not", of: id, by: us)
        let facts = try await test.dossiers.open(id, by: us.session).contents.all(Fact.self)
        try await test.retention.propose(
            id, record: try #require(facts.first).id, because: .keptByMistake, by: us.session)
        let last = try #require(facts.last).id
        try await test.dossiers.withdraw(last, seeing: last, of: id, by: us.session)
    }

    @Test("is named by verify or refused, whatever column of whatever row it is", arguments: Engine.allCases)
    func everyColumn(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            try await work(test)
            let world = test.world
            let changes = ValueChanges(world) { tx in
                try !Collaboration.unvouched(world.ground, in: tx).isEmpty
                    || !Collaboration.recordReplay(world.ground).verify(in: tx).isEmpty
            }
            #expect(
                try await world.ground.database.read { tx in try Collaboration.unvouched(world.ground, in: tx) } == [])
            var seen: Set<String> = []
            for (table, key) in Self.compared {
                let (unnoticed, columns) = try await changes.unnoticed(
                    in: table, key: key, leavingOut: Set(Self.leftOut.keys))
                #expect(!columns.isEmpty, "\(table) is empty")
                #expect(unnoticed == [])
                seen.formUnion(columns)
            }
            #expect(Set(Self.leftOut.keys).isSubset(of: seen), "columns that are gone")
        }
    }

    @Test("is missed where a report was put into a dossier or taken out of it, or a dossier is gone", arguments: Engine.allCases)
    func rows(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let police = try await test.team("Police")
            let reports = [
                try await world.send("One", with: Receipt(world.ground.chance)).id,
                try await world.send("Two", with: Receipt(world.ground.chance)).id,
            ]
            let id = try await test.dossiers.open(from: [reports[0]], by: police.session)
            let other = try await test.begin(by: police)
            let changes = ValueChanges(world) { tx in try !Collaboration.unvouched(world.ground, in: tx).isEmpty }
            let word = [UInt8](repeating: 0, count: 32)
            for change: SQL in [
                "INSERT INTO dossier_report (dossier, report, word) VALUES (\(id), \(reports[1]), \(word))",
                "INSERT INTO dossier_report (dossier, report) VALUES (\(id), \(reports[1]))",
                "UPDATE dossier_report SET dossier = \(other)", "DELETE FROM dossier_report",
            ] { #expect(try await changes.isNoticed(change), "\(change)") }
            for table: SQL in ["dossier_unindexed", "dossier_part"] {
                try await world.ground.database.write { tx in
                    try tx.execute("DELETE FROM \(fragment: table) WHERE dossier = \(other)")
                }
            }
            try await world.ground.database.write { tx in try tx.execute("DELETE FROM dossier WHERE id = \(other)") }
            let named = try await world.ground.database.read { tx in try Collaboration.unvouched(world.ground, in: tx) }
            #expect(named == [other.text])
        }
    }

    @Test("from before the server vouched for dossiers is given its word once", arguments: Engine.allCases)
    func adopted(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            try await work(test)
            let ground = test.world.ground
            func named() async throws -> [String] {
                try await ground.database.read { tx in try Collaboration.unvouched(ground, in: tx) }
            }
            try await ground.database.write { tx in
                try tx.execute("UPDATE dossier SET word = NULL")
                try tx.execute("UPDATE dossier_report SET word = NULL")
            }
            #expect(try await named().count == 2)
            let witness = try await ground.adopt(Collaboration.adoptions(ground), against: nil)
            #expect(try await named() == [])
            try await ground.database.write { tx in try tx.execute("UPDATE dossier SET word = NULL, urgency = 'normal'") }
            #expect(try await ground.adopt(Collaboration.adoptions(ground), against: witness) == nil)
            #expect(try await named().count == 1)
        }
    }
}
