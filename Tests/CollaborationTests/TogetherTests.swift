import Collaboration
import Duties
import Journal
import Organisations
import Records
import Reporting
import Storage
import Support
import Synchronization
import Terms
import Testing
import Vault
import Worlds

/// What many at once did to a few dossiers, as they were answered.
private final class History: Sendable {
    struct Written: Sendable, Hashable {
        let dossier: DossierID
        let text: String
    }

    private let written = Mutex<Set<Written>>([])
    private let accepted = Mutex<[DossierID: Int]>([:])
    let refusals = Mutex<Int>(0)

    func wrote(_ text: String, on id: DossierID) { _ = written.withLock { $0.insert(Written(dossier: id, text: text)) } }
    func accepted(_ id: DossierID) { accepted.withLock { $0[id, default: 0] += 1 } }
    func texts(of id: DossierID) -> Set<String> {
        written.withLock { Set($0.filter { $0.dossier == id }.map(\.text)) }
    }
    func transfers(of id: DossierID) -> Int { accepted.withLock { $0[id] ?? 0 } }
}

@Suite("Many who work at once")
struct TogetherTests {
    /// One deed of somebody, at random; what is refused is refused, and changes nothing.
    private func act(
        _ test: Case, _ teams: [Team], _ ids: [DossierID], _ dice: Dice, _ history: History, _ name: String
    ) async throws {
        let id = ids[dice.below(ids.count)]
        let team = teams[dice.below(teams.count)]
        let other = teams[dice.below(teams.count)]
        let part: Compartment = [.general, .safety, .police][dice.below(3)]
        do {
            switch dice.below(9) {
            case 0, 1, 2:
                try await test.write(name, in: part, of: id, by: team)
                history.wrote(name, on: id)
            case 3:
                try await test.share(part, of: id, from: team, with: other)
            case 4:
                let admission = try await test.dossiers.open(id, by: team.session).readers.flatMap(\.readers)
                    .compactMap(\.admission).first
                if let admission {
                    try await test.sharing.end(admission.id, of: id, because: "x", by: team.session)
                }
            case 5:
                try await test.tasks.offer(
                    id, to: other.id, "x", .example(), warmUntil: dice.below(2) == 0 ? test.now + .days(1) : nil,
                    version: try await test.version(id, for: team), by: team.session)
            case 6:
                try await test.tasks.accept(id, by: team.session)
                history.accepted(id)
            case 7:
                try await test.tasks.refuse(id, because: "x", by: team.session)
            default:
                try await test.dossiers.plan(
                    id, NextStep(name), due: test.now + .days(1 + dice.below(9)),
                    version: try await test.version(id, for: team), by: team.session)
            }
        } catch is DossierRefusal {
            history.refusals.withLock { $0 += 1 }
        } catch is DossierAbsent {
            history.refusals.withLock { $0 += 1 }
        }
    }

    @Test("lose nothing, and leave each dossier with one coordinator and one next step", arguments: Engine.allCases)
    func together(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            var made: [Team] = []
            for name in ["Police", "City", "Shelter"] { made.append(try await test.team(name)) }
            let teams = made
            var ids: [DossierID] = []
            for team in teams { ids.append(try await test.begin("0", by: team)) }
            let dossiers = ids
            let history = History()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<16 {
                    group.addTask {
                        let dice = Dice(UInt64(worker) + 77)
                        for turn in 0..<25 {
                            try await act(test, teams, dossiers, dice, history, "\(worker)-\(turn)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            for id in dossiers { try await check(id, teams, history, test) }
            let faults = try await test.world.ground.database.write { tx in
                _ = try test.world.ground.journal.sequence(in: tx)
                return try Collaboration.recordReplay(test.world.ground).verify(in: tx).map { "\($0)" }
                    + Collaboration.unvouched(test.world.ground, in: tx)
                    + test.world.ground.journal.verify(in: tx).map { "\($0)" }
            }
            #expect(faults.isEmpty)
            #expect(history.refusals.withLock { $0 } > 0)
        }
    }

    /// The state against the journal's own history, and against what was answered to who wrote.
    private func check(_ id: DossierID, _ teams: [Team], _ history: History, _ test: Case) async throws {
        let ground = test.world.ground
        let (coordinator, duties, accepted, kept) = try await ground.database.read { tx in
            (
                try tx.value("SELECT coordinator FROM dossier WHERE id = \(id)", as: OrganisationID.self),
                try tx.rows("SELECT \(fragment: Duties.columns) WHERE object = \(id)").map(Duties.duty),
                try ground.journal.entries(on: [id.text], before: test.now + .days(1), limit: 10_000, in: tx)
                    .filter { $0.act == .transferAccepted },
                try tx.value(
                    "SELECT count(*) FROM record WHERE object = \(id) AND kind = 'fact' AND sealed IS NOT NULL",
                    as: Int.self)
            )
        }
        #expect(duties.count == 1)
        #expect(duties.first?.organisation == coordinator)
        #expect(accepted.count == history.transfers(of: id))
        if !accepted.isEmpty {
            #expect(accepted.contains { $0.organisation == coordinator }, "who coordinates has accepted it")
        }
        // Each was acknowledged once, and the first fact of the dossier is there as well.
        #expect(kept == history.texts(of: id).count + 1)
        let team = try #require(teams.first { $0.id == coordinator })
        let view = try await test.dossiers.open(id, by: team.session)
        #expect(view.isCoordinator)
        let read = Set(try view.contents.all(Fact.self).map(\.body.text))
        #expect(read.isSubset(of: history.texts(of: id).union(["0"])))
        #expect(view.tasks.filter { $0.kind == .transfer && $0.state == .open }.count <= 1)
    }
}
