import Collaboration
import Duties
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

@Suite("What is owed")
struct DebtTests {
    private let now = Instant(milliseconds: 1_000_000)

    @Test("is in the order in which it is due; an answer goes before work that is due at the same moment")
    func order() {
        var debts = Debts<Step>([.act: now, .answer: now, .judge: now + .hours(1)])
        #expect(debts.inOrder.map(\.step) == [.answer, .act, .judge])
        #expect(debts.next?.step == .answer)
        debts.settle(.answer, .act)
        #expect(debts.next?.step == .judge && debts[.act] == nil)
        debts.settle(.judge)
        #expect(debts.next == nil)
    }

    @Test("is brought forward and never put off, unless somebody owes it anew")
    func forward() {
        var debts = Debts<Step>([.act: now])
        debts.oweBy(.act, due: now + .hours(1))
        #expect(debts[.act] == now)
        debts.oweBy(.answer, due: now + .hours(2))
        debts.bringForward([.answer, .judge], to: now + .hours(1))
        #expect(debts == Debts([.act: now, .answer: now + .hours(1)]), "what is not owed stays so")
        debts.owe(.act, due: now + .hours(3))
        #expect(debts.soonest(of: [.act, .judge]) == now + .hours(3))
    }

    @Test("never becomes nothing while something is open", arguments: Engine.allCases)
    func nothing(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            let before = try await scene.owed(scene.report.text)
            await #expect(throws: NothingOwed.self) {
                try await test.world.ground.database.write { tx in
                    try test.world.ground.duties.change(scene.report.text, in: tx) { (debts: inout Debts<Step>) in
                        debts = Debts([:])
                    }
                }
            }
            #expect(try await scene.owed(scene.report.text).debts == before.debts)
        }
    }

    /// What a database of the release before knew: one step of each object, and a dossier's two times in columns.
    @Test("of a database that knew one step only is found in it", arguments: Engine.allCases)
    func migrated(engine: Engine) async throws {
        let all = Ground.migrations + Collaboration.migrations
        let new = ["duties 3", "reporting 2", "collaboration 6"]
        let old = all.filter { migration in !new.contains { migration.name.hasPrefix($0 + " ") } }
        try await withDatabase(on: engine, migrations: old) { database in
            try await database.write { tx in
                try tx.execute(
                    "INSERT INTO organisation (id, name, epoch, recovery_key, founded_at) VALUES ('org_a', 'A', 1, \([UInt8]()), 0)")
                for (id, object, step, due) in [
                    ("dty_1", "rep_judge", "judge", 100), ("dty_2", "rep_wait", "awaitAcceptance", 200),
                    ("dty_3", "dos_review", "review", 300), ("dty_4", "dos_begin", "begin", 400),
                ] {
                    try tx.execute(
                        """
                        INSERT INTO duty (id, object, organisation, step, urgency, rank, due_at)
                        VALUES (\(id), \(object), 'org_a', \(step), 'normal', 2, \(due))
                        """)
                }
                for (id, duty) in [("rep_judge", "dty_1"), ("rep_wait", "dty_2")] {
                    try tx.execute(
                        """
                        INSERT INTO report (id, look_up, reporter_key, subject, role, age, forms, channel, urgency, state,
                        has_contact, received_at, look_due_at, owner, parties, duty)
                        VALUES (\(id), \(Array(id.utf8)), \([UInt8]()), 'victim', 'bystander', 'unknown', '', 'web', 'normal',
                        'inReview', 0, 0, 0, 'org_a', \([UInt8]()), \(duty))
                        """)
                }
                for (id, duty, step, review) in [("dos_review", "dty_3", 900, 300), ("dos_begin", "dty_4", 400, 800)] {
                    try tx.execute(
                        """
                        INSERT INTO dossier (id, state, urgency, age, forms, opened_at, step_due, review_by, coordinator,
                        roster, duty)
                        VALUES (\(id), 'open', 'normal', 'unknown', '', 0, \(step), \(review), 'org_a', \([UInt8]()), \(duty))
                        """)
                }
                try tx.execute(
                    """
                    INSERT INTO compartment (id, object, kind, opened_at, word)
                    VALUES ('cmp_a', 'rep_judge', 'dialogue', 0, \([UInt8]()))
                    """)
                try tx.execute(
                    """
                    INSERT INTO record (id, object, kind, compartment, author, at_ms, sealed, digest)
                    VALUES ('rec_a', 'rep_judge', 'message', 'cmp_a', 'reporter', 50, \([1 as UInt8]), \([1 as UInt8]))
                    """)
            }
            try await database.migrate(all)
            let owed = try await database.read { tx in
                try tx.rows("SELECT object, step, due_at FROM debt ORDER BY object, due_at, step").map {
                    "\(try $0.get("object", as: String.self)) \(try $0.get("step", as: String.self)) \(try $0.get("due_at", as: Int64.self))"
                }
            }
            #expect(
                owed == [
                    "dos_begin begin 400", "dos_begin review 800", "dos_review review 300", "dos_review act 900",
                    "rep_judge answer 100", "rep_judge judge 100", "rep_wait act 200", "rep_wait awaitAcceptance 200",
                ])
        }
    }
}
