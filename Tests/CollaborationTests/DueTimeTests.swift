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

/// For each deed what is due next, when, how urgent, whose it is and how far it rose: written by hand, from a duty that is
/// late, of no danger, and known to the fallback organisation.
@Suite("What is due after a deed", .serialized)
struct DueTimeTests {
    struct Next: Sendable, Equatable {
        var step: String
        var due: Instant
        var urgency: Urgency
        var member: MemberID?
        var escalation: Duty.Escalation
    }

    /// A normal report, judged and taken on, that is late and rose to the fallback organisation.
    private func late(_ scene: Peril) async throws -> Next {
        let test = scene.test
        try await scene.judge(.normal)
        try await test.world.intake.assign(
            scene.report, to: scene.home.session.member.id, version: try await scene.version(), by: scene.home.session)
        for _ in 0..<2 {
            test.world.clock.advance(by: .days(6))
            _ = try await test.world.ground.database.write { tx in try test.world.ground.duties.escalate(in: tx) }
        }
        return Next(
            step: "act", due: test.now - .days(7), urgency: .normal, member: scene.home.session.member.id,
            escalation: .fallback)
    }

    private func next(_ object: String, _ scene: Peril) async throws -> Next? {
        try await scene.owed(object).duties.first.map {
            Next(step: $0.step, due: $0.due, urgency: $0.urgency, member: $0.member, escalation: $0.escalation)
        }
    }

    private func deed(_ name: String) throws -> Deed {
        try #require((Deed.ofReports + Deed.ofDossiers).first { $0.testDescription == name })
    }

    @Test("is as the table of a report says", arguments: Engine.allCases)
    func report(engine: Engine) async throws {
        typealias Expected = (Next, Peril) -> Next?
        func moved(_ step: String, _ term: Term, _ urgency: Urgency = .normal) -> Expected {
            { late, scene in
                Next(step: step, due: scene.test.now + term, urgency: urgency, member: late.member, escalation: .none)
            }
        }
        let same: Expected = { late, _ in late }
        let table: [(String, Expected)] = [
            ("Intake.judge, as danger", moved("act", .hours(1), .danger)),
            ("Intake.judge, as no danger, with the reason", moved("act", .days(5))),
            ("Intake.plan, soon", moved("act", .minutes(50))),
            ("Intake.assign", same), ("Intake.note", same), ("Intake.write", same), ("Intake.link", same),
            ("Dialogue.write", same), ("HandOvers.offer", same),
            ("Intake.close", { _, _ in nil }),
            ("Dossiers.open, from it", moved("inDossier", .days(30))),
        ]
        try await withCase(on: engine) { test in
            let home = try await test.world.open("Home")
            let other = try await test.world.open("Other", isFallback: true)
            for (name, expected) in table {
                let scene = try await Peril(test, home, other)
                let was = try await late(scene)
                #expect(try await next(scene.report.text, scene) == was)
                try await deed(name).act(scene)
                let now = try await next(scene.report.text, scene)
                #expect(now == expected(was, scene), "\(name)")
            }
        }
    }

    @Test("moves with a report to who takes it over, and nobody there has taken it on", arguments: Engine.allCases)
    func handedOver(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            _ = try await late(scene)
            try await deed("HandOvers.offer").act(scene)
            let offered = try await scene.owed(scene.report.text)
            #expect(offered.debts["awaitAcceptance"] == test.now + .days(5))
            test.world.clock.advance(by: .hours(1))
            try await deed("HandOvers.accept").act(scene)
            let now = try await next(scene.report.text, scene)
            #expect(
                now == Next(step: "judge", due: test.now + .days(5), urgency: .normal, member: nil, escalation: .none))
            #expect(try await scene.owed(scene.report.text).duties.first?.organisation == scene.other.id)
        }
    }

    @Test("comes back as it was when an offer ends", arguments: Engine.allCases, ["HandOvers.refuse", "HandOvers.withdraw"])
    func offerEnds(engine: Engine, end: String) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            let was = try await late(scene)
            try await deed("HandOvers.offer").act(scene)
            try await deed(end).act(scene)
            #expect(try await next(scene.report.text, scene) == was)
            #expect(try await scene.owed(scene.report.text).debts.count == 1)
        }
    }

    @Test(
        "of a new report is a first look, and then a judgement in the term of its urgency; in direct danger a look gives no more time",
        arguments: Engine.allCases)
    func beginning(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let home = try await test.team("Home")
            for (danger, term) in [(true, Term.hours(1)), (false, .days(5))] {
                let sent = try await test.world.send("x", with: Receipt(test.world.ground.chance), danger: danger)
                func debts() async throws -> Debts<Step> {
                    try await test.world.ground.database.read { tx in
                        try test.world.ground.duties.debts(on: sent.id.text, in: tx)
                    }
                }
                let look = test.now + term
                #expect(try await debts() == Debts([.firstLook: look]))
                test.world.clock.advance(by: .minutes(30))
                _ = try await test.world.intake.open(sent.id, by: home.session)
                let judged = danger ? look : test.now + term
                #expect(try await debts() == Debts([.judge: judged]))
                test.world.clock.advance(by: .minutes(1))
                _ = try await test.world.intake.open(sent.id, by: home.session)
                #expect(try await debts() == Debts([.judge: judged]), "the first look counts once")
            }
        }
    }

    @Test("rises once to the coordinators and once to the fallback organisation, and comes down when it moves on",
        arguments: Engine.allCases)
    func rises(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            func escalate() async throws -> [String] {
                try await test.world.ground.database.write { tx in
                    try test.world.ground.duties.escalate(in: tx).map(\.object)
                }
            }
            test.world.clock.advance(by: .minutes(61))
            #expect(try await escalate().contains(scene.report.text))
            #expect(try await !escalate().contains(scene.report.text))
            try await scene.judge(.danger)
            #expect(try await next(scene.report.text, scene)?.escalation == Duty.Escalation.none)
            test.world.clock.advance(by: .minutes(61))
            #expect(try await escalate().contains(scene.report.text), "what moved on rises again when it is late again")
            test.world.clock.advance(by: .minutes(31))
            #expect(try await escalate().contains(scene.report.text))
            #expect(try await next(scene.report.text, scene)?.escalation == .fallback)
        }
    }

    @Test("is as the table of a dossier says", arguments: Engine.allCases)
    func dossier(engine: Engine) async throws {
        typealias Expected = (Owed, Instant) -> (step: String, due: Instant?, urgency: Urgency)
        let same: Expected = { was, _ in ("begin", was.debts["begin"], .danger) }
        let review: Expected = { was, _ in ("review", was.debts["review"], .danger) }
        let table: [(String, Expected)] = [
            ("Dossiers.judgeSafety, as danger", same),
            ("Dossiers.judgeSafety, as no danger, with the reason", { was, _ in ("begin", was.debts["begin"], .normal) }),
            ("Dossiers.plan, soon", { _, now in ("act", now + .hours(3), .danger) }),
            ("Dossiers.plan, later, with the reason", review), ("Dossiers.watch, with the reason", review),
            ("Dossiers.keep", same), ("Dossiers.assign", same), ("Tasks.offer", same), ("Tasks.ask", same),
            ("Tasks.call", same), ("Sharing.share", same),
        ]
        try await withCase(on: engine) { test in
            let home = try await test.world.open("Home")
            let other = try await test.world.open("Other", isFallback: true)
            for (name, expected) in table {
                let scene = try await Peril(test, home, other)
                test.world.clock.advance(by: .minutes(90))
                let was = try await scene.owed(scene.dossier.text)
                try await deed(name).act(scene)
                let now = try #require(try await next(scene.dossier.text, scene))
                let wanted = expected(was, test.now)
                #expect(now.step == wanted.step && now.due == wanted.due && now.urgency == wanted.urgency, "\(name)")
                #expect(now.member == (name == "Dossiers.assign" ? scene.chief : scene.home.session).member.id, "\(name)")
            }
        }
    }

    @Test("of a dossier that becomes dangerous is brought forward, in what is asked too", arguments: Engine.allCases)
    func danger(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            try await scene.judgeSafety(.normal, lookIn: .days(9))
            try await deed("Dossiers.plan, later, with the reason").act(scene)
            let before = try await scene.owed(scene.dossier.text)
            #expect(before.debts["act"] == test.now + .days(30))
            try await scene.judgeSafety(.danger, lookIn: .days(1))
            let now = try await scene.owed(scene.dossier.text)
            #expect(now.debts == ["act": test.now + .hours(4), "review": test.now + .days(1)])
            let task = try await scene.task(.action)
            #expect(try await scene.owed(task.text).duties.first?.urgency == .danger)
        }
    }

    @Test("begins anew at another organisation: nobody there was told yet that it is late", arguments: Engine.allCases)
    func moved(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            _ = try await test.team("Home")
            let other = try await test.team("Other")
            let world = test.world
            let report = try await world.send("x", with: Receipt(world.ground.chance), danger: true).id.text
            world.clock.advance(by: .hours(2))
            let (before, after) = try await world.ground.database.write { tx in
                _ = try world.ground.duties.escalate(in: tx)
                let before = try world.ground.duties.duty(on: report, in: tx)
                try world.ground.duties.move(report, to: other.id, in: tx)
                return (before, try world.ground.duties.duty(on: report, in: tx))
            }
            #expect(before?.escalation == .fallback)
            #expect(after?.escalation == Duty.Escalation.none && after?.organisation == other.id && after?.member == nil)
        }
    }
}
