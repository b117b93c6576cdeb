import Collaboration
import Duties
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

/// Whatever is done, in whichever order: who waits for an answer is not forgotten, danger keeps its term, and safety is
/// looked at again.
@Suite("After every deed")
struct DebtMatrixTests {
    /// Deeds that only read, or that lead to another one: they owe nothing.
    private static let reading: Set<String> = [
        "Intake.open", "Intake.file", "Intake.find", "Intake.checkOwned", "Dialogue.open", "Dialogue.file",
        "Dialogue.proof", "Dossiers.find", "Dossiers.dossiers", "Dossiers.check", "Dossiers.file", "Tasks.open",
        "Intake.isWaitedFor", "Intake.outcome", "Dossiers.outcome", "Tasks.outcome", "DossierLog.page", "DayDesk.see", "Dossiers.lastLook", "DossierLog.disclosures", "Submission.submit", "Submission.sent",
    ]

    @Test("the table knows each deed that the code has, and none that is gone")
    func complete() throws {
        let known = Set((Deed.ofReports + Deed.ofDossiers).map(\.name))
        let declared = try Deed.declared(in: [
            "Sources/Reporting/Intake", "Sources/Reporting/Dialogue", "Sources/Reporting/Report", "Sources/Collaboration",
        ])
        #expect(declared.subtracting(known).subtracting(Self.reading) == [])
        #expect(known.subtracting(declared) == [])
    }

    @Test("a reporter who waits, and danger to them, are not forgotten", arguments: Engine.allCases)
    func reports(engine: Engine) async throws {
        var done: Set<String> = []
        for before in Deed.beforeReports {
            try await withCase(on: engine) { test in
                let home = try await test.world.open("Home")
                let other = try await test.world.open("Other", isFallback: true)
                for deed in Deed.ofReports where engine == .sqlite || before.deeds.isEmpty {
                    let scene = try await Peril(test, home, other)
                    if before.deeds.last != "Intake.close" {
                        try await test.world.dialogue.write(Message(text: "Are you there?"), with: scene.receipt)
                    }
                    try await prepare(before.deeds, from: Deed.ofReports, scene)
                    test.world.clock.advance(by: .minutes(20))
                    let (was, dossierWas) = (try await scene.owed(scene.report.text), try await dossiers(test))
                    guard try await isDone(deed, scene) else { continue }
                    done.insert(deed.testDescription)
                    let now = try await scene.owed(scene.report.text)
                    let place = "\(deed.testDescription) on a report \(before.name)"
                    try whole(now, place)
                    guard !was.duties.isEmpty else { continue }
                    if let answer = was.debts["answer"], deed.settles.isDisjoint(with: [.answer, .all]) {
                        #expect(now.debts["answer"].map { $0 <= answer } ?? false, "an answer is due still: \(place)")
                    }
                    if was.duties[0].urgency == .danger, deed.settles.isDisjoint(with: [.danger, .all]) {
                        let carried = try await dossiers(test).filter { dossierWas[$0.key] != $0.value }.values.min()
                        let work = [now.soonest(Self.work), carried].compactMap { $0 }.min()
                        let allowed = max(try #require(was.soonest(Self.work)), test.now + IntakeTerms().term(.danger))
                        #expect(work.map { $0 <= allowed } ?? false, "danger keeps its term: \(place)")
                    }
                }
            }
        }
        if engine == .sqlite { #expect(Set(Deed.ofReports.map(\.testDescription)).subtracting(done) == []) }
    }

    @Test("the danger of a dossier and the next look at safety are not forgotten", arguments: Engine.allCases)
    func dossiers(engine: Engine) async throws {
        var done: Set<String> = []
        for before in Deed.beforeDossiers {
            try await withCase(on: engine) { test in
                let home = try await test.world.open("Home")
                let other = try await test.world.open("Other", isFallback: true)
                for deed in Deed.ofDossiers where engine == .sqlite || before.deeds.isEmpty {
                    let scene = try await Peril(test, home, other)
                    try await prepare(before.deeds, from: Deed.ofDossiers, scene)
                    test.world.clock.advance(by: .minutes(20))
                    let was = try await scene.owed(scene.dossier.text)
                    guard try await isDone(deed, scene) else { continue }
                    done.insert(deed.testDescription)
                    let now = try await scene.owed(scene.dossier.text)
                    let place = "\(deed.testDescription) in a dossier \(before.name)"
                    try whole(now, place)
                    if deed.name == "Dossiers.reopen" {
                        #expect(now.debts["review"] != nil, "safety is looked at again: \(place)")
                    }
                    guard !was.duties.isEmpty, deed.settles.isDisjoint(with: [.all]) else { continue }
                    let review = try #require(was.debts["review"])
                    if deed.settles.isDisjoint(with: [.review]) {
                        #expect(now.debts["review"] == review, "safety is looked at when it was to be: \(place)")
                    }
                    if was.duties[0].urgency == .danger, deed.settles.isDisjoint(with: [.danger]) {
                        let allowed = max(
                            try #require(was.soonest(Self.dossierWork)), test.now + DossierTerms().term(.danger))
                        let work = try #require(now.soonest(Self.dossierWork))
                        #expect(work <= allowed, "danger keeps its term: \(place)")
                        for task in try await test.dossiers.open(scene.dossier, by: scene.home.session).tasks
                        where task.state == .open && task.kind != .consultation {
                            let owed = try await scene.owed(task.id.text)
                            #expect(owed.duties.first?.urgency == .danger, "what is asked is as urgent: \(place)")
                        }
                    }
                }
            }
        }
        if engine == .sqlite { #expect(Set(Deed.ofDossiers.map(\.testDescription)).subtracting(done) == []) }
    }

    private static let work: [Step] = [.firstLook, .judge, .act, .inDossier]
    private static let dossierWork: [DossierStep] = [.begin, .act, .lookAgain]

    /// One duty that repeats the soonest debt, or nothing at all.
    private func whole(_ owed: Owed, _ place: String) throws {
        guard let duty = owed.duties.first else {
            #expect(owed.debts.isEmpty, "what is closed owes nothing: \(place)")
            return
        }
        #expect(owed.duties.count == 1)
        #expect(duty.due == owed.debts.values.min(), "the soonest is the next step: \(place)")
        #expect(owed.debts[duty.step] == duty.due, "the next step is owed: \(place)")
    }

    private func prepare(_ names: [String], from table: [Deed], _ scene: Peril) async throws {
        for name in names {
            let deed = try #require(table.first { $0.testDescription == name || $0.name == name })
            try await deed.act(scene)
        }
    }

    /// A deed that does not fit how things stand is refused, and then leaves everything as it was.
    private func isDone(_ deed: Deed, _ scene: Peril) async throws -> Bool {
        let before = try await scene.owed(scene.report.text).debts
        // Looking at a page for the first time is no deed, and needs none.
        let isLooked = before["firstLook"] == nil
        do {
            try await deed.act(scene)
            return true
        } catch is ReportRefusal {
        } catch is ReportAbsent {
        } catch is DossierRefusal {
        } catch is DossierAbsent {}
        if isLooked { #expect(try await scene.owed(scene.report.text).debts == before, "what was refused changes nothing") }
        return false
    }

    /// The work that every dossier owes: what a report's danger may be carried into.
    private func dossiers(_ test: Case) async throws -> [String: Instant] {
        try await test.world.ground.database.read { tx in
            let rows = try tx.rows(
                """
                SELECT b.object, min(b.due_at) AS due FROM debt b JOIN dossier d ON d.id = b.object
                WHERE b.step IN ('begin', 'act', 'lookAgain') GROUP BY b.object
                """)
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0.get("object", as: String.self), try $0.get("due")) })
        }
    }
}
