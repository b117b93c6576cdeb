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

@Suite("Correcting what a case is about")
struct CorrectingTests {
    private var utrecht: MunicipalityCode? { MunicipalityCode("GM0344") }

    @Test("a report: what stood there stays to be read, and owner, step and due time stay", arguments: Engine.allCases)
    func report(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let police = try await test.team("Police")
            let id = try await world.send("A girl", with: Receipt(world.ground.chance)).id
            let before = try await world.intake.open(id, by: police.session)
            let traits = CaseTraits(age: .minor, forms: [.labour, .domestic], municipality: utrecht)
            func correct(to traits: CaseTraits, _ reason: String, version: Int64) async throws {
                try await world.intake.correct(id, to: traits, because: reason, version: version, by: police.session)
            }
            await #expect(throws: ReportRefusal.reasonMissing) { try await correct(to: traits, "", version: before.version) }
            await #expect(throws: ReportRefusal.nothingChanged) {
                try await correct(to: before.envelope.traits, "x", version: before.version)
            }
            try await correct(to: traits, "Her teacher knows her age", version: before.version)
            let after = try await world.intake.open(id, by: police.session)
            #expect(after.envelope.traits == traits)
            #expect(after.duty == before.duty && after.envelope.owner == before.envelope.owner)
            #expect(after.envelope.urgency == before.envelope.urgency)
            let event = try #require(after.events.last)
            #expect(event.kind == .correction && event.text == "Her teacher knows her age")
            #expect(event.author == "Police intake")
            #expect(event.correction?.before == before.envelope.traits && event.correction?.after == traits)
            await #expect(throws: ReportRefusal.changedMeanwhile) {
                try await correct(to: before.envelope.traits, "x", version: before.version)
            }
            #expect(try await world.intake.find(Query(text: "teacher"), by: police.session).envelopes.count == 1)
            let acts = try await world.ground.database.read { tx in
                try tx.value(
                    "SELECT count(*) FROM journal_entry WHERE object = \(id) AND act = 'report.corrected'", as: Int.self)
            }
            #expect(acts == 1)
            let clear = try await world.rows().filter { row in row.texts.values.contains { $0.contains("teacher") } }
            #expect(clear.isEmpty, "the reason is sealed")
            try await world.intake.close(
                id, because: .helped, "Done", version: after.version, by: police.session)
            let closed = try await world.intake.open(id, by: police.session)
            try await correct(to: before.envelope.traits, "After all", version: closed.version)
            #expect(try await world.intake.open(id, by: police.session).envelope.state == .closed)
        }
    }

    @Test("a report that was handed over: its history goes along, and who handed it over corrects nothing", arguments: Engine.allCases)
    func handedOver(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let shelter = try await test.team("Shelter")
            let crew = try await world.open("City", isFallback: true)
            let city = try await world.session(crew.intake)
            let id = try await world.send("A girl", with: Receipt(world.ground.chance)).id
            let traits = CaseTraits(age: .adult, forms: [], municipality: nil)
            func version(_ session: Session) async throws -> Int64 { try await world.intake.open(id, by: session).version }
            try await world.intake.correct(id, to: traits, because: "Older", version: version(shelter.session), by: shelter.session)
            try await world.handOvers.offer(id, to: crew.id, "Yours", version: version(shelter.session), by: shelter.session)
            await #expect(throws: ReportAbsent.self) {
                try await world.intake.correct(
                    id, to: CaseTraits(age: .minor, forms: [], municipality: nil), because: "x", version: version(city), by: city)
            }
            try await world.handOvers.accept(id, by: city)
            let view = try await world.intake.open(id, by: city)
            #expect(view.events.contains { $0.correction?.after == traits })
            await #expect(throws: ReportAbsent.self) {
                try await world.intake.correct(id, to: traits, because: "x", version: view.version, by: shelter.session)
            }
        }
    }

    @Test("a dossier: by its coordinator, with the reason, and everybody who reads the general part sees it", arguments: Engine.allCases)
    func dossier(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, doctor) = (try await test.team("Police"), try await test.team("Doctor"))
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: doctor)
            let before = try await test.dossiers.open(id, by: police.session)
            let traits = CaseTraits(age: .adult, forms: [.criminal], municipality: utrecht)
            func correct(_ traits: CaseTraits, _ reason: String, by team: Team) async throws {
                try await test.dossiers.correct(
                    id, to: traits, because: reason, version: test.version(id, for: team), by: team.session)
            }
            await expectRefusal(.reasonMissing) { try await correct(traits, "", by: police) }
            await expectRefusal(.nothingChanged) { try await correct(before.envelope.traits, "x", by: police) }
            await #expect(throws: DossierAbsent.self) { try await correct(traits, "x", by: doctor) }
            try await correct(traits, "She is twenty", by: police)
            let after = try await test.dossiers.open(id, by: doctor.session)
            #expect(after.envelope.traits == traits)
            let kept = try #require(try after.contents.all(DossierCorrection.self).first)
            #expect(kept.body.correction == Correction(before: before.envelope.traits, after: traits, reason: "She is twenty"))
            #expect(kept.author.organisationName == "Police")
            #expect(try await test.dossiers.open(id, by: police.session).duty == before.duty)
            #expect(try await test.dossiers.find("twenty", by: doctor.session).map(\.envelope.id) == [id])
        }
    }

    @Test("what a dossier begins with says nothing that nobody said", arguments: Engine.allCases)
    func unsaid(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin("A girl of sixteen", by: police)
            let fact = try #require(try await test.dossiers.open(id, by: police.session).contents.all(Fact.self).first)
            #expect(fact.body.source == nil && fact.body.certainty == nil)
            let report = try await test.world.send("Help", with: Receipt(test.world.ground.chance)).id
            let other = try await test.dossiers.open(from: [report], by: police.session)
            let told = try #require(try await test.dossiers.open(other, by: police.session).contents.all(Fact.self).first)
            #expect(told.body.source == .report && told.body.certainty == nil)
        }
    }
}
