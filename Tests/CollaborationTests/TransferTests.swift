import Collaboration
import Duties
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Handing the coordination over")
struct TransferTests {
    private func offer(
        _ id: DossierID, from team: Team, to other: Team, warmUntil: Instant? = nil, _ test: Case
    ) async throws {
        try await test.tasks.offer(
            id, to: other.id, "She moved to their city", .example(), warmUntil: warmUntil,
            version: try await test.version(id, for: team), by: team.session)
    }

    private func faults(_ test: Case) async throws -> [String] {
        try await test.world.ground.database.read { tx in
            try Collaboration.recordReplay(test.world.ground).verify(in: tx).map { "\($0)" }
                + Collaboration.unvouched(test.world.ground, in: tx)
        }
    }

    @Test("leaves the dossier where it is until the other side accepts", arguments: Engine.allCases)
    func untilAccepted(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Before", by: police)
            try await offer(id, from: police, to: city, test)
            await expectRefusal(.alreadyOffered) { try await offer(id, from: police, to: city, test) }
            let offered = try await test.dossiers.open(id, by: city.session)
            #expect(offered.isOffered && !offered.isCoordinator)
            #expect(offered.transfer?.text == "She moved to their city")
            #expect(try await test.facts(of: id, for: city) == ["Before"], "who is asked may know what it takes over")
            let view = try await test.dossiers.open(id, by: police.session)
            #expect(view.isCoordinator)
            #expect(view.debts[.awaitAcceptance] != nil)
            await expectRefusal(.tasksOpen) {
                try await test.dossiers.close(
                    id, DossierClosing(result: .inCare, text: "x"), version: view.envelope.version, by: police.session)
            }
            await #expect(throws: DossierAbsent.self) {
                try await test.dossiers.plan(
                    id, NextStep("x"), due: test.now + .days(1), version: view.envelope.version, by: city.session)
            }
        }
    }

    @Test("moves dossier, parts and tasks together, and takes the old coordinator's keys", arguments: Engine.allCases)
    func cold(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let doctor = try await test.team("Doctor")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: doctor)
            try await test.write("Medical", in: .medical, of: id, by: doctor)
            try await test.tasks.ask(
                "Call the school", of: police.id, in: .general, of: id, due: test.now + .days(1), from: test.draft,
                by: police.session)
            try await offer(id, from: police, to: city, test)
            try await test.tasks.accept(id, by: city.session)
            let view = try await test.dossiers.open(id, by: city.session)
            #expect(view.isCoordinator)
            #expect(view.duty?.organisation == city.id)
            let task = try #require(view.tasks.first { $0.kind == .action })
            #expect(task.task.responsible == city.id, "no task is left with who cannot read it")
            #expect(task.text == "Call the school")
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: police.session) }
            try await test.write("After", of: id, by: city)
            #expect(try await test.facts(of: id, for: doctor) == ["After", "Before", "Medical"])
            #expect(view.readers.first { $0.compartment == .medical }?.readers.map(\.name) == ["Doctor"])
            try await test.tasks.finish(task.id, as: .done, "Done", by: city.session)
            #expect(try await faults(test).isEmpty)
        }
    }

    @Test("can be warm: the old coordinator goes on reading for a while", arguments: Engine.allCases)
    func warm(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Before", by: police)
            try await offer(id, from: police, to: city, warmUntil: test.now + .minutes(20), test)
            try await test.tasks.accept(id, by: city.session)
            try await test.write("After", of: id, by: city)
            #expect(try await test.facts(of: id, for: police) == ["After", "Before"])
            #expect(try await !test.dossiers.open(id, by: police.session).isCoordinator)
            test.world.clock.advance(by: .minutes(21))
            #expect(try await test.sharing.lapse() == 1)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: police.session) }
            try await test.write("Later", of: id, by: city)
            #expect(try await faults(test).isEmpty)
        }
    }

    @Test("that is warm leaves nothing that the new coordinator cannot end, and so can close", arguments: Engine.allCases)
    func warmTasks(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let school = try await test.team("School")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: school)
            for who in [police, school] {
                try await test.tasks.ask(
                    "Of \(who.crew.intake.logIn)", of: who.id, in: .general, of: id, due: test.now + .days(1),
                    from: test.draft, by: police.session)
            }
            try await test.tasks.call(
                MeetingPlan(place: "", agenda: "Between them", grounds: .example()), with: [school.id], about: id,
                at: test.now + .days(1), from: test.draft, by: police.session)
            try await offer(id, from: police, to: city, warmUntil: test.now + .days(3), test)
            try await test.tasks.accept(id, by: city.session)
            let tasks = try await test.dossiers.open(id, by: city.session).tasks.filter { $0.state == .open }
            let closing = DossierClosing(result: .inCare, text: "She is safe")
            await expectRefusal(.tasksOpen) {
                try await test.dossiers.close(
                    id, closing, version: try await test.version(id, for: city), by: city.session)
            }
            for task in tasks where task.kind == .action {
                #expect(try await test.tasks.open(task.id, by: city.session).mayTakeBack)
                try await test.tasks.plan(task.id, due: test.now + .days(2), by: city.session)
                await #expect(throws: DossierAbsent.self) {
                    try await test.tasks.withdraw(task.id, "Not mine", by: school.session)
                }
                try await test.tasks.withdraw(task.id, "Done otherwise", by: city.session)
            }
            // What was agreed between others is theirs, and keeps nobody else from closing.
            try await test.dossiers.close(id, closing, version: try await test.version(id, for: city), by: city.session)
        }
    }

    @Test("can be refused with the reason, and the keys go", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Before", by: police)
            try await offer(id, from: police, to: city, test)
            try await test.tasks.refuse(id, because: "She does not live here", by: city.session)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: city.session) }
            let view = try await test.dossiers.open(id, by: police.session)
            #expect(view.tasks.first?.outcome == "She does not live here")
            #expect(view.tasks.first?.state == .declined)
            #expect(view.debts.inOrder.map(\.step) == [.begin], "what was owed before is owed still")
            try await test.write("After", of: id, by: police)
            let open = try await test.world.ground.database.read { tx in
                try test.world.ground.compartments.unlockAll(of: id.text, with: city.session.keyring, in: tx)
            }
            #expect(open.isEmpty)
            #expect(try await faults(test).isEmpty)
        }
    }

    @Test("taken back leaves who was let in before with what they had, and no more", arguments: Engine.allCases)
    func withdrawn(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: city, earlier: false)
            try await test.write("Shared", of: id, by: police)
            try await offer(id, from: police, to: city, test)
            #expect(try await test.facts(of: id, for: city) == ["Before", "Shared"])
            try await test.tasks.withdrawOffer(id, by: police.session)
            try await test.write("After", of: id, by: police)
            #expect(try await test.facts(of: id, for: city) == ["After", "Shared"])
            #expect(try await faults(test).isEmpty)
        }
    }

    @Test("taken back leaves who was let in meanwhile with what came since", arguments: Engine.allCases)
    func letInMeanwhile(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Before", by: police)
            try await offer(id, from: police, to: city, test)
            try await test.share(of: id, from: police, with: city, earlier: false)
            try await test.write("Shared", of: id, by: police)
            try await test.tasks.withdrawOffer(id, by: police.session)
            #expect(try await test.facts(of: id, for: city) == ["Shared"])
            #expect(try await faults(test).isEmpty)
        }
    }
}
