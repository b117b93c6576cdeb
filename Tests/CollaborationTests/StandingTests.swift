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

@Suite("What somebody's place in a dossier does not let them do")
struct StandingTests {
    private func offer(
        _ id: DossierID, from team: Team, to other: Team, _ grounds: Grounds = .example(), _ test: Case
    ) async throws {
        try await test.tasks.offer(
            id, to: other.id, "She moved", grounds, warmUntil: nil, version: try await test.version(id, for: team),
            by: team.session)
    }

    private func close(_ id: DossierID, by team: Team, _ test: Case) async throws {
        try await test.dossiers.close(
            id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: team),
            by: team.session)
    }

    @Test("who was let in brings nobody else in, and shuts the coordinator out of nothing", arguments: Engine.allCases)
    func letIn(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: doctor)
            await expectRefusal(.notKeeper) { try await test.share(.network, of: id, from: doctor, with: shelter) }
            await expectRefusal(.notAdmitted) { try await test.write("x", in: .safety, of: id, by: doctor) }
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: shelter.session) }
            try await test.write("We judge", in: .safety, of: id, by: police)
        }
    }

    @Test("who was asked to take over and says no is out", arguments: Engine.allCases)
    func asked(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin(by: police)
            try await offer(id, from: police, to: city, .example(), test)
            for part in [Compartment.general, .medical] {
                await expectRefusal(.notAdmitted) { try await test.write("x", in: part, of: id, by: city) }
            }
            try await test.tasks.refuse(id, because: "Not ours", by: city.session)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: city.session) }
        }
    }

    @Test("a dossier goes over on a ground that every part's law allows", arguments: Engine.allCases)
    func laws(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin(by: police)
            try await test.write("Bruises", in: .medical, of: id, by: police)
            await expectRefusal(.basisNotFitting) {
                try await offer(id, from: police, to: city, .example(.publicTask), test)
            }
            try await offer(id, from: police, to: city, .example(.consent), test)
        }
    }

    @Test("an offer does not put off the day on which safety is looked at", arguments: Engine.allCases)
    func review(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin(by: police)
            let review = test.now + .days(1)
            try await test.dossiers.judgeSafety(
                SafetyJudgement(danger: .normal, toWhom: "Eva", fromWhom: "", reason: "Quiet", reviewBy: review),
                of: id, version: try await test.version(id, for: police), by: police.session)
            try await offer(id, from: police, to: city, .example(), test)
            #expect(try await test.dossiers.open(id, by: police.session).duty?.due == review)
            try await test.tasks.accept(id, by: city.session)
            #expect(try await test.dossiers.open(id, by: city.session).duty?.due == review)
        }
    }

    @Test("an action of who reads no longer is the keeper's, and the dossier can be closed", arguments: Engine.allCases)
    func left(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: shelter)
            try await test.tasks.ask(
                "A bed", of: shelter.id, in: .general, of: id, due: test.now + .days(1), from: test.draft,
                by: shelter.session)
            let share = try await test.firstShare(of: id, for: police)
            try await test.sharing.end(share, of: id, because: "x", by: police.session)
            let task = try #require(try await test.dossiers.open(id, by: police.session).tasks.first)
            #expect(task.task.responsible == police.id && task.task.asker == police.id)
            #expect(try await test.days.day(for: shelter.session).nobodys.isEmpty)
            try await test.tasks.finish(task.id, as: .done, "Found", by: police.session)
            try await close(id, by: police, test)
        }
    }

    @Test("a question of who left does not hold the new coordinator up", arguments: Engine.allCases)
    func question(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let doctor = try await test.team("Doctor")
            let id = try await test.begin(by: police)
            try await test.tasks.consult(
                ConsultationText(question: "How soon?", grounds: .example()), of: doctor.id, about: id,
                urgency: .normal, due: test.now + .days(2), from: test.draft, by: police.session)
            await expectRefusal(.tasksOpen) { try await close(id, by: police, test) }
            try await offer(id, from: police, to: city, .example(), test)
            try await test.tasks.accept(id, by: city.session)
            try await close(id, by: city, test)
        }
    }

    @Test("the same asked of two organisations is asked of both", arguments: Engine.allCases)
    func both(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let draft = test.draft
            for name in ["Doctor", "Shelter"] {
                let other = try await test.team(name)
                try await test.tasks.consult(
                    ConsultationText(question: "Is this a sign?", grounds: .example()), of: other.id, about: nil,
                    urgency: .normal, due: test.now + .days(2), from: draft, by: police.session)
            }
            #expect(try await test.days.day(for: police.session).waiting.count == 2)
        }
    }

    @Test("an extract names who was told in a question, but for an anonymous one", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let school = try await test.team("School")
            let id = try await test.begin(by: police)
            for (team, basis) in [(doctor, LegalBasis.consent), (school, .anonymousConsultation)] {
                try await test.tasks.consult(
                    ConsultationText(question: "How is she?", grounds: .example(basis)), of: team.id, about: id,
                    urgency: .normal, due: test.now + .days(2), from: test.draft, by: police.session)
            }
            let told = try await test.log.disclosures(of: id, by: police.session)
            #expect(told.map(\.organisationName) == ["Doctor"])
            #expect(told.first?.task == .consultation)
        }
    }
}

@Suite("What is destroyed, and what is not")
struct DestructionTests {
    private func close(_ id: DossierID, by team: Team, _ test: Case) async throws {
        try await test.dossiers.close(
            id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: team),
            by: team.session)
    }

    private func fact(_ text: String, of id: DossierID, for team: Team, _ test: Case) async throws -> RecordID {
        let facts = try await test.dossiers.open(id, by: team.session).contents.all(Fact.self)
        return try #require(facts.first { $0.body.text == text }?.id)
    }

    private func confirm(by team: Team, _ test: Case) async throws {
        let colleague = try await test.world.session(team.crew.coordinator)
        let proposal = try #require(try await test.retention.proposals(for: colleague).first)
        try await test.retention.confirm(proposal.id, by: colleague)
    }

    @Test("what another organisation keeps is not the coordinator's to destroy, before its term nor after it", arguments: Engine.allCases)
    func keeper(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let ground = test.world.ground
            try await ground.database.write { tx in
                try ground.profiles.set(Profile(kind: .medical), of: doctor.id, in: tx)
            }
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: doctor)
            try await test.write("Bruises", in: .medical, of: id, by: doctor)
            try await close(id, by: police, test)
            await expectRefusal(.stillKept) {
                try await test.retention.propose(id, because: .requested, by: police.session)
            }
            test.world.clock.advance(by: .days(Retention.years(nil) * 366))
            var session = try await test.world.session(police.crew.intake)
            #expect(try await test.retention.due(for: session).map(\.part) == [.general], "its own part alone")
            for _ in 0..<2 {
                await expectRefusal(.stillKept) {
                    try await test.retention.propose(id, because: .termPassed, by: session)
                }
                test.world.clock.advance(by: .days(Retention.years(.medical) * 366))
                session = try await test.world.session(police.crew.intake)
            }
        }
    }

    @Test("nothing is written any more to what belonged to it", arguments: Engine.allCases)
    func after(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let id = try await test.begin(by: police)
            let task = try await test.tasks.consult(
                ConsultationText(question: "How soon?", grounds: .example()), of: doctor.id, about: id,
                urgency: .normal, due: test.now + .days(2), from: test.draft, by: police.session)
            try await test.tasks.finish(task, as: .done, "Today", by: doctor.session)
            try await close(id, by: police, test)
            try await test.retention.propose(id, because: .requested, by: police.session)
            try await confirm(by: police, test)
            await #expect(throws: DossierAbsent.self) {
                try await test.tasks.write(DossierMessage("Eva"), on: task, from: test.draft, by: doctor.session)
            }
        }
    }

    @Test("who handed the dossier over destroys nothing of it; who took it over can", arguments: Engine.allCases)
    func handedOver(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Wrong", by: police)
            let record = try await fact("Wrong", of: id, for: police, test)
            try await test.retention.propose(id, record: record, because: .keptByMistake, by: police.session)
            let proposal = try #require(try await test.retention.proposals(for: police.session).first)
            try await test.tasks.offer(
                id, to: city.id, "x", .example(), warmUntil: nil, version: try await test.version(id, for: police),
                by: police.session)
            try await test.tasks.accept(id, by: city.session)
            #expect(try await test.retention.proposals(for: police.session).isEmpty)
            let colleague = try await test.world.session(police.crew.coordinator)
            await #expect(throws: DossierAbsent.self) {
                try await test.retention.confirm(proposal.id, by: colleague)
            }
            try await test.retention.propose(id, record: record, because: .keptByMistake, by: city.session)
            try await confirm(by: city, test)
            #expect(try await test.facts(of: id, for: city).isEmpty)
        }
    }

    @Test("one lawful deletion excuses no other in the eyes of verify", arguments: Engine.allCases)
    func verify(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin("Kept", by: police)
            try await test.write("Wrong", of: id, by: police)
            let (kept, wrong) = (
                try await fact("Kept", of: id, for: police, test), try await fact("Wrong", of: id, for: police, test)
            )
            try await test.retention.propose(id, record: wrong, because: .requested, by: police.session)
            try await confirm(by: police, test)
            let database = test.world.ground.database
            func faults() async throws -> [RecordFault] {
                try await database.read { tx in try Collaboration.recordReplay(test.world.ground).verify(in: tx) }
            }
            #expect(try await faults().isEmpty)
            try await database.write { tx in
                try tx.execute("UPDATE record SET sealed = NULL, destroyed_at = 1 WHERE id = \(kept)")
            }
            #expect(try await faults() == [.emptied(kept)])
        }
    }

    @Test("a share that ended and was put back is named by verify", arguments: Engine.allCases)
    func revived(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: shelter)
            let share = try await test.firstShare(of: id, for: police)
            let database = test.world.ground.database
            let word = try #require(
                try await database.read { tx in
                    try tx.value("SELECT roster FROM dossier WHERE id = \(id)", as: [UInt8].self)
                })
            try await test.sharing.end(share, of: id, because: "x", by: police.session)
            try await database.write { tx in
                try tx.execute("UPDATE admission SET ended_at = NULL WHERE id = \(share)")
                try tx.execute("UPDATE dossier SET roster = \(word) WHERE id = \(id)")
            }
            let found = try await database.read { tx in try Collaboration.unvouched(test.world.ground, in: tx) }
            #expect(found == [share.text])
        }
    }

    @Test("a proposal in a colleague's name that somebody planted is not confirmed", arguments: Engine.allCases)
    func planted(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin(by: police)
            try await close(id, by: police, test)
            let database = test.world.ground.database
            let proposal = DestructionID(test.world.ground.chance)
            try await database.write { tx in
                try tx.execute(
                    """
                    INSERT INTO destruction (id, dossier, organisation, reason, proposed_by, proposed_at)
                    VALUES (\(proposal), \(id), \(police.id), 'requested', \(police.crew.coordinator.id), 0)
                    """)
            }
            await #expect(throws: VaultError.notOpened) {
                try await test.retention.confirm(proposal, by: police.session)
            }
            let found = try await database.read { tx in try Collaboration.unvouched(test.world.ground, in: tx) }
            #expect(found == [proposal.text])
        }
    }
}
