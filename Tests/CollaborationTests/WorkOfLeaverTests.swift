import Collaboration
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

/// A report, a dossier and a task that a member took on.
private struct Desk {
    let test: Case
    let team: Team
    let report: ReportID
    let dossier: DossierID
    let task: TaskID
    var objects: Set<String> { [report.text, dossier.text, task.text] }
    var leaver: MemberID { team.session.member.id }
    private var ground: Ground { test.world.ground }

    init(_ test: Case) async throws {
        self.test = test
        team = try await test.team("Police")
        report = try await test.world.send("Help", with: Receipt(test.world.ground.chance), danger: true).id
        let version = try await test.world.intake.open(report, by: team.session).version
        try await test.world.intake.assign(report, to: team.session.member.id, version: version, by: team.session)
        dossier = try await test.begin(by: team)
        try await test.tasks.ask(
            "Call", of: team.id, in: .general, of: dossier, due: test.now + .days(1), from: test.draft, by: team.session)
        task = try #require(try await test.dossiers.open(dossier, by: team.session).tasks.first).id
        try await test.tasks.assign(task, to: team.session.member.id, by: team.session)
    }

    func held(by member: MemberID) async throws -> Set<String> {
        try await ground.database.read { [ground] tx in Set(try ground.duties.held(by: member, in: tx).map(\.object)) }
    }

    func journaled(_ act: String) async throws -> Set<String> {
        try await ground.database.read { tx in
            Set(try tx.rows("SELECT object FROM journal_entry WHERE act = \(act)").map { try $0.get("object", as: String.self) })
        }
    }

    /// Who is shown to have taken each on.
    func assignees(for session: Session) async throws -> [String?] {
        let view = try await test.dossiers.open(dossier, by: session)
        return [
            try await test.world.intake.open(report, by: session).assignee, view.assignee,
            view.tasks.first { $0.id == task }?.assignee,
            try await test.world.inbox.page(of: team.id).lines.first { $0.envelope.id == report }?.assignee,
            try await test.days.dossiers(.coordinated, for: session).lines.first?.assignee,
        ]
    }
}

@Suite("What somebody took on who cannot go on with it")
struct WorkOfLeaverTests {
    enum Way: CaseIterable { case removed, reset, otherRole }

    @Test("is told to who goes on with it; else the coordinators hear that it is nobody's, and of danger everybody", arguments: Engine.allCases, [true, false])
    func told(engine: Engine, isGiven: Bool) async throws {
        try await withCase(on: engine) { test in
            let desk = try await Desk(test)
            let colleague = desk.team.crew.coordinator.id
            try await leave(desk, .removed, giving: isGiven ? colleague : nil)
            let news = try await test.world.ground.database.read { tx in
                try test.world.ground.notices.unseen(for: colleague, limit: 50, in: tx)
            }
            let told = Set(news.filter { $0.kind == (isGiven ? .assigned : .danger) }.map(\.object))
            #expect(told == (isGiven ? desk.objects : [desk.report.text]))
            let released = Set(news.filter { $0.kind == .released }.map(\.object))
            #expect(released == (isGiven ? [] : desk.objects))
        }
    }

    private func leave(
        _ desk: Desk, _ way: Way, giving successor: MemberID? = nil, undone: Bool = false
    ) async throws {
        let (membership, leaver, organisation) = (desk.test.world.ground.membership, desk.leaver, desk.team.id)
        try await desk.test.world.ground.database.write { tx in
            switch way {
            case .removed: try membership.remove(leaver, of: organisation, giving: successor, in: tx)
            case .reset: _ = try membership.reset(leaver, of: organisation, giving: successor, in: tx)
            case .otherRole:
                try membership.change(
                    leaver, of: organisation, name: "Anna", role: .analyst, giving: successor, in: tx)
            }
        }
    }

    @Test("is nobody's at once, everywhere, and the journal says so", arguments: Engine.allCases, Way.allCases)
    func nobodys(engine: Engine, way: Way) async throws {
        try await withCase(on: engine) { test in
            let desk = try await Desk(test)
            #expect(try await desk.held(by: desk.leaver) == desk.objects)
            try await leave(desk, way)
            #expect(try await desk.held(by: desk.leaver).isEmpty)
            #expect(try await desk.journaled("duty.released") == desk.objects)
            let colleague = try await test.world.session(desk.team.crew.coordinator)
            #expect(try await desk.assignees(for: colleague) == [nil, nil, nil, nil, nil])
            let inbox = try await test.world.inbox.page(of: desk.team.id, .nobodys)
            #expect(inbox.lines.map(\.envelope.id) == [desk.report])
            let late = try await test.world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM duty WHERE member IS NULL", as: Int.self)
            }
            #expect(late == 3, "what is due stays due")
        }
    }

    @Test("is the colleague's to whom it was given, who must be able to do it", arguments: Engine.allCases, Way.allCases)
    func given(engine: Engine, way: Way) async throws {
        try await withCase(on: engine) { test in
            let desk = try await Desk(test)
            let colleague = desk.team.crew.coordinator.id
            let waiting = try await test.world.enrol("Newcomer", .intake, at: desk.team.id)
            let stranger = try await test.team("City")
            for cannot in [waiting.id, stranger.session.member.id, desk.leaver] {
                await #expect(throws: MembershipRefusal.colleagueCannot) {
                    try await leave(desk, way, giving: cannot)
                }
            }
            #expect(try await desk.held(by: desk.leaver) == desk.objects, "refused, nothing happened")
            try await leave(desk, way, giving: colleague)
            #expect(try await desk.held(by: colleague) == desk.objects)
            #expect(try await desk.journaled("duty.given") == desk.objects)
            let name = desk.team.session.organisation.name + " coordinator"
            let session = try await test.world.session(desk.team.crew.coordinator)
            #expect(try await desk.assignees(for: session) == [name, name, name, name, name])
        }
    }

    @Test("counts as nobody's while who took it on waits to be let in again, whatever a row still says", arguments: Engine.allCases)
    func whateverIsStored(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let desk = try await Desk(test)
            let world = test.world
            let link = try await world.ground.database.write { tx in
                try world.ground.membership.reset(desk.leaver, of: desk.team.id, in: tx)
            }
            _ = try await world.follow(link, as: "anew")
            try await world.ground.database.write { tx in try tx.execute("UPDATE duty SET member = \(desk.leaver)") }
            let colleague = try await world.session(desk.team.crew.coordinator)
            #expect(try await desk.assignees(for: colleague) == [nil, nil, nil, nil, nil])
            #expect(try await world.inbox.page(of: desk.team.id, .nobodys).lines.count == 1)
        }
    }
}

@Suite("Another name or role")
struct MemberChangeTests {
    private func change(
        _ world: World, _ worker: Worker, of crew: Crew, name: String, _ role: Role, by actor: Actor = .console
    ) async throws {
        try await world.ground.database.write { tx in
            try world.ground.membership.change(worker.id, of: crew.id, name: name, role: role, by: actor, in: tx)
        }
    }

    private func member(_ world: World, _ worker: Worker) async throws -> Member {
        try #require(
            try await world.ground.database.read { tx in try world.ground.membership.member(worker.id, in: tx) })
    }

    private func epoch(_ world: World, _ crew: Crew) async throws -> Int64? {
        try await world.ground.database.read { tx in
            try world.ground.membership.organisation(crew.id, in: tx)?.epoch
        }
    }

    @Test("a name changes alone: sessions, keys and work stay", arguments: Engine.allCases)
    func name(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let session = try await world.session(shelter.intake)
            try await change(world, shelter.intake, of: shelter, name: "  Anna   de Vries ", .intake)
            let member = try await member(world, shelter.intake)
            #expect(member.name == "Anna de Vries" && member.isAble)
            #expect(try await epoch(world, shelter) == 1)
            _ = try await world.ground.database.read { tx in try world.ground.membership.present(session, in: tx) }
            await #expect(throws: MembershipRefusal.malformedName) {
                try await change(world, shelter.intake, of: shelter, name: "A", .intake)
            }
        }
    }

    @Test("who opens contents no longer loses keys and sessions, and a new epoch begins; again, they are let in anew", arguments: Engine.allCases)
    func role(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let before = try await world.session(shelter.intake)
            try await change(world, shelter.intake, of: shelter, name: "Anna", .analyst)
            await #expect(throws: SessionEnded.self) {
                _ = try await world.ground.database.read { tx in try world.ground.membership.present(before, in: tx) }
            }
            #expect(try await epoch(world, shelter) == 2)
            let analyst = try await world.session(shelter.intake)
            #expect(analyst.member.role == .analyst && !analyst.member.isAdmitted)
            #expect(analyst.keyring.epochs(of: .organisation(shelter.id)).isEmpty)
            let sent = try await world.send("Later", with: Receipt(world.ground.chance))
            let opened = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: sent.id.text, with: before.keyring, in: tx).count
            }
            #expect(opened == 0)
            try await change(world, shelter.intake, of: shelter, name: "Anna", .coordinator)
            #expect(try await member(world, shelter.intake).waitsForAdmission)
            let colleague = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(
                    shelter.intake.id, by: colleague.member, with: colleague.memberKey, in: tx)
            }
            let again = try await world.session(shelter.intake)
            #expect(try await world.intake.open(sent.id, by: again).contents?.words == "Later")
            let unvouched = try await world.ground.database.read { tx in try world.ground.unvouched(in: tx) }
            #expect(unvouched.isEmpty, "the server vouches for the new role: \(unvouched)")
        }
    }

    @Test("intake and coordinator keep their keys when they change places", arguments: Engine.allCases)
    func between(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            try await change(world, shelter.intake, of: shelter, name: "Anna", .coordinator)
            #expect(try await member(world, shelter.intake).isAble)
            #expect(try await epoch(world, shelter) == 1)
        }
    }

    @Test("the last who opens contents keeps their role, nobody changes their own, and other organisations have no say", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let (shelter, police) = (try await world.open("Shelter"), try await world.open("Police"))
            await #expect(throws: MembershipRefusal.unknownMember) {
                try await change(world, shelter.intake, of: police, name: "Anna", .analyst)
            }
            await #expect(throws: MembershipRefusal.oneself) {
                try await change(
                    world, shelter.intake, of: shelter, name: "Anna", .analyst, by: .member(shelter.intake.id))
            }
            try await change(world, shelter.intake, of: shelter, name: "Anna", .analyst)
            await #expect(throws: MembershipRefusal.lastAbleMember) {
                try await change(world, shelter.coordinator, of: shelter, name: "Bo", .analyst)
            }
        }
    }

    @Test("a link that is on its way follows the role: it works, and carries keys only to who opens contents", arguments: Engine.allCases)
    func invited(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let membership = world.ground.membership
            let (founding, keys) = try await world.ground.database.write { tx in try membership.found("New", in: tx) }
            let made = try await world.ground.database.write { tx in
                try membership.invite("Noor", as: .intake, to: founding.organisation, carrying: keys, in: tx)
            }
            try await world.ground.database.write { tx in
                try membership.change(made.member, of: founding.organisation, name: "Noor", role: .auditor, in: tx)
            }
            let unvouched = try await world.ground.database.read { tx in try membership.unvouched(in: tx) }
            #expect(unvouched.isEmpty)
            let noor = try await world.follow(made, as: "noor")
            let member = try await member(world, noor)
            #expect(member.role == .auditor && member.state == .active)
            let held = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM organisation_key WHERE holder <> 'recovery'", as: Int.self)
            }
            #expect(held == 0)
        }
    }
}
