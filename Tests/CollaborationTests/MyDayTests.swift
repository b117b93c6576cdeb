import Collaboration
import Duties
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// Whatever an organisation owes, is offered, is asked or has not read stands on somebody's day, after any history.
@Suite("My day")
struct MyDayTests {
    @Test("says that nothing waits only when nothing does", arguments: Engine.allCases)
    func quiet(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            #expect(try await test.days.day(for: home.session).isQuiet)
            let sent = try await test.world.send("Help", with: Receipt(test.world.ground.chance), danger: true)
            #expect(sent.owner == home.id)
            let day = try await test.days.day(for: home.session)
            #expect(!day.isQuiet && day.nobodys.map(\.duty.object) == [sent.id.text], "an untouched report waits")
            #expect(day.nobodys.first?.duty.urgency == .danger)
            let other = try await test.team("Other")
            try await test.world.handOvers.offer(
                sent.id, to: other.id, "Yours", version: try await test.world.intake.open(sent.id, by: home.session).version,
                by: home.session)
            let offered = try await test.days.day(for: other.session)
            #expect(!offered.isQuiet && offered.offers.map(\.envelope.id) == [sent.id], "what is offered waits")
        }
    }

    @Test("shows what others were asked to take over, with the time of the answer, until they answered", arguments: Engine.allCases)
    func offered(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            let report = try await test.world.send("Help", with: Receipt(test.world.ground.chance)).id
            let other = try await test.team("Other")
            let dossier = try await test.begin(by: home)
            let due = test.now + IntakeTerms().term(.normal)
            try await test.world.handOvers.offer(
                report, to: other.id, "Yours", version: try await test.world.intake.open(report, by: home.session).version,
                by: home.session)
            try await test.tasks.offer(
                dossier, to: other.id, "She moved", .example(), warmUntil: nil,
                version: try await test.version(dossier, for: home), by: home.session)
            let colleague = try await test.world.session(home.crew.coordinator)
            for maker in [home.session, colleague] {
                let day = try await test.days.day(for: maker)
                #expect(day.offered.map(\.envelope.id) == [report])
                #expect(day.offered.first?.answerBy == due && day.offered.first?.receiverName == "Other")
                #expect(day.waiting.count == 1 && !day.isQuiet, "the dossier waits too")
            }
            #expect(try await test.world.handOvers.handedOver(by: home.id).waiting.map(\.envelope.id) == [report])
            #expect(try await test.days.day(for: other.session).offered.isEmpty)
            try await test.world.handOvers.accept(report, by: other.session)
            try await test.tasks.refuse(dossier, because: "Not ours", by: other.session)
            let day = try await test.days.day(for: home.session)
            #expect(day.offered.isEmpty && day.waiting.isEmpty)
            let handed = try await test.world.handOvers.handedOver(by: home.id)
            #expect(handed.waiting.isEmpty && handed.accepted.map(\.envelope.id) == [report])
        }
    }

    @Test("shows who waits to be let in to those who can", arguments: Engine.allCases)
    func newcomers(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            let late = try await test.world.enrol("Latecomer", .intake, at: home.id)
            let waiting = try await test.world.session(late)
            let day = try await test.days.day(for: home.session)
            #expect(!day.isQuiet && day.newcomers.map(\.name) == ["Latecomer"])
            await #expect(throws: DossierAbsent.self, "who waits reads nothing of the organisation's work") {
                _ = try await test.days.day(for: waiting)
            }
        }
    }

    @Test("keeps a meeting for whoever was invited until it was held", arguments: Engine.allCases)
    func invited(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            let deed = try #require(Deed.ofDossiers.first { $0.name == "Tasks.call" })
            try await deed.act(scene)
            let meeting = try await scene.task(.meeting)
            _ = try await test.tasks.open(meeting, by: scene.other.session)
            let day = try await test.days.day(for: scene.other.session)
            #expect(day.meetings.map(\.duty.object) == [meeting.text], "having opened it does not take it off the day")
            try await test.tasks.withdraw(meeting, "Not needed", by: scene.home.session)
            #expect(try await test.days.day(for: scene.other.session).meetings.isEmpty)
        }
    }

    @Test("counts what goes on beyond the page", arguments: Engine.allCases)
    func counted(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            for _ in 0..<52 { _ = try await test.world.send("x", with: Receipt(test.world.ground.chance)) }
            let day = try await test.days.day(for: home.session)
            #expect(day.nobodys.count == 50 && day.totals[.nobodys] == 52)
            #expect(day.totals[.mine] == nil)
        }
    }

    @Test("begins with direct danger, also when other things are due sooner", arguments: Engine.allCases)
    func dangerFirst(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            let world = test.world
            for _ in 0..<60 { _ = try await world.send("x", with: Receipt(world.ground.chance)) }
            let pressing = try await world.send("He is at the door", with: Receipt(world.ground.chance), danger: true).id
            let version = try await world.intake.open(pressing, by: home.session).version
            try await world.intake.plan(
                pressing, due: test.now + .days(30), because: "She is with the police", version: version, by: home.session)
            let first = try #require(try await test.days.day(for: home.session).nobodys.first)
            #expect(first.duty.object == pressing.text)
        }
    }

    /// What somebody may do at any time: deeds that do not fit are refused and change nothing.
    private static let acts: [Deed] =
        Deed.ofReports + Deed.ofDossiers + [
            Deed("a report comes in") { scene in
                _ = try await scene.test.world.send("Again", with: Receipt(scene.test.world.ground.chance), danger: true)
            },
            Deed("time passes") { scene in
                scene.test.world.clock.advance(by: .hours(7))
                _ = try await scene.test.world.ground.database.write { tx in
                    try scene.test.world.ground.duties.escalate(in: tx)
                }
            },
            Deed("a colleague is enrolled") { scene in
                let number = scene.test.world.ground.chance.bytes(4).map(String.init).joined()
                _ = try await scene.test.world.enrol("New \(number)", .intake, at: scene.home.id)
            },
            Deed("a colleague takes a report on and is removed") { scene in
                let world = scene.test.world
                let version = try await world.intake.open(scene.report, by: scene.home.session).version
                try await world.intake.assign(scene.report, to: scene.chief.member.id, version: version, by: scene.chief)
                try await world.ground.database.write { tx in
                    try world.ground.membership.remove(scene.chief.member.id, of: scene.home.id, in: tx)
                }
            },
        ]

    @Test("of somebody shows whatever is owned, offered, asked or unread, after any history", arguments: Engine.allCases, 1...6)
    func histories(engine: Engine, seed: Int) async throws {
        try await withCase(on: engine, seed: UInt64(seed)) { test in
            let scene = try await Peril(test)
            let dice = Dice(UInt64(seed))
            var history: [String] = []
            for _ in 0..<(engine == .sqlite ? 24 : 8) {
                let act = Self.acts[dice.below(Self.acts.count)]
                do {
                    try await act.act(scene)
                    history.append(act.testDescription)
                } catch is ReportRefusal {
                } catch is ReportAbsent {
                } catch is DossierRefusal {
                } catch is DossierAbsent {
                } catch is SessionEnded {
                } catch is MembershipRefusal {}
                for team in [scene.home, scene.other] { try await check(team, scene, history) }
            }
        }
    }

    private func check(_ team: Team, _ scene: Peril, _ history: [String]) async throws {
        let test = scene.test
        let day = try await test.days.day(for: team.session)
        let us = team.id
        let (owed, offered, made, able, waiting) = try await test.world.ground.database.read { tx in
            let members = try test.world.ground.membership.members(of: us, in: tx)
            return (
                try tx.rows("SELECT \(fragment: Duties.columns) WHERE organisation = \(us)").map(Duties.duty),
                try tx.rows("SELECT report FROM hand_over WHERE receiver = \(us) AND state = 'offered'").map {
                    try $0.get("report", as: ReportID.self)
                },
                try tx.rows("SELECT report FROM hand_over WHERE sender = \(us) AND state = 'offered'").map {
                    try $0.get("report", as: ReportID.self)
                }, Set(members.filter(\.isAble).map(\.id)), members.filter(\.waitsForAdmission).map(\.id)
            )
        }
        let shown = Set((day.mine + day.nobodys).map(\.duty.object))
        for duty in owed {
            let isColleagues = duty.member.map { $0 != team.session.member.id && able.contains($0) } ?? false
            #expect(isColleagues != shown.contains(duty.object), "\(duty.step) of \(duty.object) after \(history)")
        }
        #expect(Set(day.offers.map(\.envelope.id)) == Set(offered), "after \(history)")
        #expect(Set(day.offered.map(\.envelope.id)) == Set(made), "after \(history)")
        #expect(Set(day.newcomers.map(\.id)) == Set(waiting), "after \(history)")
        let mustTell = owed.contains { $0.member.map { !able.contains($0) || $0 == team.session.member.id } ?? true }
            || !offered.isEmpty || !made.isEmpty || !waiting.isEmpty
        #expect(!(day.isQuiet && mustTell), "after \(history)")
    }
}
