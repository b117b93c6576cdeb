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

/// Each deed that only one of those with a part may do, tried by the others with a part and by outsiders.
@Suite("Who has a part, and may not all the same")
struct WhoMayTests {
    @Test("ends no share but its own, or of a part that it keeps", arguments: Engine.allCases)
    func ending(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city) = (try await test.team("Police"), try await test.team("City"))
            let (shelter, outsider) = (try await test.team("Shelter"), try await test.team("School"))
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: city)
            let share = try await test.firstShare(of: id, for: police)
            try await test.share(of: id, from: police, with: shelter)
            try await test.share(.medical, of: id, from: police, with: shelter)
            await expectRefusal(.changedMeanwhile) {
                try await test.sharing.end(share, of: id, because: "x", by: shelter.session)
            }
            await #expect(throws: DossierAbsent.self) {
                try await test.sharing.end(share, of: id, because: "x", by: outsider.session)
            }
            try await test.write("Still read", of: id, by: police)
            #expect(try await test.facts(of: id, for: city).contains("Still read"))
            try await test.sharing.end(share, of: id, because: "x", by: city.session)
        }
    }

    @Test("writes nothing in a part that it reads because it was asked to take the dossier over", arguments: Engine.allCases)
    func asked(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city) = (try await test.team("Police"), try await test.team("City"))
            for (own, other) in [(Compartment.safety, Compartment.general), (.general, .safety)] {
                let id = try await test.begin(by: police)
                try await test.write("Theirs", in: .safety, of: id, by: police)
                try await test.share(own, of: id, from: police, with: city)
                try await test.tasks.offer(
                    id, to: city.id, "She moved", .example(), warmUntil: nil, version: test.version(id, for: police),
                    by: police.session)
                await expectRefusal(.notAdmitted) { try await test.write("x", in: other, of: id, by: city) }
                try await test.write("Ours", in: own, of: id, by: city)
                guard other == .safety else { continue }
                await expectRefusal(.notAdmitted) {
                    try await test.dossiers.judgeSafety(
                        SafetyJudgement(
                            danger: .normal, toWhom: "Eva", fromWhom: "Him", reason: "Calm", measures: [],
                            reviewBy: test.now + .days(2)), of: id, version: test.version(id, for: city), by: city.session)
                }
            }
        }
    }

    @Test("does not take over a dossier of which it opens only some", arguments: Engine.allCases)
    func whole(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city) = (try await test.team("Police"), try await test.team("City"))
            let id = try await test.begin(by: police)
            try await test.write("Old", in: .safety, of: id, by: police)
            try await test.tasks.offer(
                id, to: city.id, "She moved", .example(), warmUntil: nil, version: test.version(id, for: police),
                by: police.session)
            try await test.world.ground.database.write { tx in
                try tx.execute(
                    """
                    DELETE FROM compartment_grant WHERE party = \(city.id.text) AND compartment IN (
                        SELECT id FROM compartment WHERE object = \(id) AND kind = 'safety')
                    """)
            }
            await #expect(throws: NotWhole.self) { try await test.tasks.accept(id, by: city.session) }
            #expect(try await test.dossiers.open(id, by: police.session).envelope.coordinator == police.id)
            try await test.write("Nobody is without it", in: .safety, of: id, by: police)
        }
    }

    @Test("links no report with another organisation's", arguments: Engine.allCases)
    func linking(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            let (home, other) = (scene.home.session, scene.other.session)
            let version = try await test.world.intake.open(scene.second, by: home).version
            try await test.world.handOvers.offer(scene.second, to: scene.other.id, "Yours", version: version, by: home)
            try await test.world.handOvers.accept(scene.second, by: other)
            await #expect(throws: ReportAbsent.self) {
                try await test.world.intake.link(scene.report, with: scene.second, by: home)
            }
            await #expect(throws: ReportAbsent.self) {
                try await test.world.intake.link(scene.second, with: scene.report, by: other)
            }
        }
    }

    @Test("takes no report into a dossier while another organisation was asked to take it over", arguments: Engine.allCases)
    func entering(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            try await test.world.handOvers.offer(
                scene.report, to: scene.other.id, "Yours", version: scene.version(), by: scene.home.session)
            await #expect(throws: ReportRefusal.alreadyOffered) {
                try await test.dossiers.open(from: [scene.report], by: scene.home.session)
            }
            await #expect(throws: ReportAbsent.self) {
                try await test.dossiers.open(from: [scene.report], by: scene.other.session)
            }
        }
    }

    @Test("sees what is late elsewhere only as the fallback organisation", arguments: Engine.allCases)
    func late(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            let third = try await test.team("Third")
            for _ in 0..<2 {
                test.world.clock.advance(by: .days(8))
                _ = try await test.world.ground.database.write { tx in try test.world.ground.duties.escalate(in: tx) }
            }
            let teams = [scene.other.crew, scene.home.crew, third.crew]
            var seen: [Bool] = []
            for crew in teams {
                let session = try await test.world.session(crew.intake)
                seen.append(!(try await test.days.day(for: session).lateElsewhere.isEmpty))
            }
            #expect(seen == [true, false, false])
        }
    }

    @Test("finds no words of a colleague's note for oneself, and the team's all the same", arguments: Engine.allCases)
    func notes(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let scene = try await Peril(test)
            let intake = test.world.intake
            try await intake.note("Zebra", forOneself: true, on: scene.report, by: scene.home.session)
            try await intake.note("Giraffe", forOneself: false, on: scene.report, by: scene.home.session)
            for session in [scene.home.session, scene.chief] {
                _ = try await intake.open(scene.report, by: session)
                _ = try await intake.catchUp(for: session)
                #expect(try await intake.find(Query(text: "zebra"), by: session).envelopes.isEmpty)
                #expect(try await intake.find(Query(text: "giraffe"), by: session).envelopes.map(\.id) == [scene.report])
            }
        }
    }

    @Test("makes no recovery code with a colleague's password and one-time code", arguments: Engine.allCases)
    func recovery(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let crew = try await world.open("Shelter")
            let chief = try await world.session(crew.coordinator)
            let colleague = try await world.session(crew.intake)
            let proven = try await world.prove(crew.intake, in: colleague)
            await #expect(throws: MembershipRefusal.logInFailed) {
                try await world.ground.database.write { tx in
                    _ = try world.ground.membership.renewRecovery(proven, by: chief, in: tx)
                }
            }
        }
    }
}
