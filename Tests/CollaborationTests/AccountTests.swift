import Collaboration
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

@Suite("Answering for what was read and done")
struct AccountTests {
    @Test("the coordinator sees who read which parts and did what; others do not", arguments: Engine.allCases)
    func log(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: shelter)
            _ = try await test.dossiers.open(id, by: shelter.session)
            await #expect(throws: DossierAbsent.self) { try await test.log.page(of: id, by: shelter.session) }
            let lines = try await test.log.page(of: id, by: police.session).lines
            let looks = lines.filter { $0.act == .dossierRead }
            #expect(looks.map(\.organisationName) == ["Shelter"])
            #expect(looks.first?.basis == "general")
            let shared = try #require(lines.first { $0.act == .shared })
            #expect(shared.basis == LegalBasis.consent.rawValue)
            #expect(lines.contains { $0.act == .logRead }, "and that somebody looked at it")
            let disclosures = try await test.log.disclosures(of: id, by: police.session)
            #expect(disclosures.map(\.organisationName) == ["Shelter"])
        }
    }

    @Test("a closed dossier is destroyed when its term has passed and two people agree", arguments: Engine.allCases)
    func destruction(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin("Her name is Eva", by: police)
            await expectRefusal(.stillKept) {
                try await test.retention.propose(id, because: .termPassed, by: police.session)
            }
            try await test.dossiers.close(
                id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: police),
                by: police.session)
            #expect(try await test.retention.due(for: police.session).isEmpty)
            test.world.clock.advance(by: .days(Retention.years(nil) * 366))
            let session = try await test.world.session(police.crew.intake)
            #expect(try await test.retention.due(for: session).map(\.dossier.id) == [id])
            try await test.retention.propose(id, because: .termPassed, by: session)
            let proposal = try #require(try await test.retention.proposals(for: session).first)
            #expect(proposal.isOwn)
            await expectRefusal(.ownProposal) { try await test.retention.confirm(proposal.id, by: session) }
            let colleague = try await test.world.session(police.crew.coordinator)
            try await test.retention.confirm(proposal.id, by: colleague)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: colleague) }
            let left = try await test.world.ground.database.read { tx in
                (
                    try tx.value("SELECT count(*) FROM record WHERE object = \(id) AND sealed IS NOT NULL", as: Int.self),
                    try tx.value(
                        """
                        SELECT count(*) FROM compartment_grant WHERE compartment IN (
                            SELECT id FROM compartment WHERE object = \(id))
                        """, as: Int.self),
                    try Collaboration.recordReplay(test.world.ground).verify(in: tx).isEmpty
                )
            }
            #expect(left == (0, 0, true), "keys and contents are gone, and the journal knows why")
            #expect(try await test.dossiers.find("Eva", by: colleague).isEmpty)
        }
    }

    @Test("one record is emptied on request, by two people; the others stay", arguments: Engine.allCases)
    func oneRecord(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin("Kept", by: police)
            try await test.write("Wrong about her", of: id, by: police)
            let record = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(Fact.self)
                    .first { $0.body.text == "Wrong about her" })
            try await test.retention.propose(id, record: record.id, because: .keptByMistake, by: police.session)
            let colleague = try await test.world.session(police.crew.coordinator)
            let proposal = try #require(try await test.retention.proposals(for: colleague).first)
            try await test.retention.confirm(proposal.id, by: colleague)
            #expect(try await test.facts(of: id, for: police) == ["Kept"])
            #expect(try await test.dossiers.find("wrong", by: colleague).isEmpty)
            #expect(try await test.dossiers.find("kept", by: colleague).map(\.envelope.id) == [id])
            let faults = try await test.world.ground.database.read { tx in
                try Collaboration.recordReplay(test.world.ground).verify(in: tx)
            }
            #expect(faults.isEmpty)
        }
    }

    @Test("a dossier is found by words, identifiers and reference, by who reads it", arguments: Engine.allCases)
    func found(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin("She waits at the station", by: police)
            try await test.dossiers.keep(
                Person(
                    part: .suspect, name: "Rico", aliases: ["Richie"],
                    marks: [.init(kind: .phone, value: "06 12 34 56 78")]),
                in: .police, of: id, by: police.session)
            for query in ["station", "RICHIE", "+31612345678", DossierEnvelope.reference(of: id)] {
                #expect(try await test.dossiers.find(query, by: police.session).map(\.envelope.id) == [id], "\(query)")
                #expect(try await test.dossiers.find(query, by: shelter.session).isEmpty)
            }
            try await test.share(of: id, from: police, with: shelter)
            #expect(try await test.dossiers.find("station", by: shelter.session).count == 1, "before anybody opened it")
            #expect(try await test.dossiers.find("richie", by: shelter.session).isEmpty)
            let share = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(SharingDecision.self).first?.body.share)
            try await test.sharing.end(share, of: id, because: "x", by: police.session)
            #expect(try await test.dossiers.find("station", by: shelter.session).isEmpty)
        }
    }

    @Test("a closed dossier is kept by each kind of organisation for the years that are written here")
    func years() {
        let table: [(Int, [OrganisationKind])] = [
            (
                5,
                [
                    .communityOfficer, .traffickingDetectives, .emm, .labourInspectorate, .borderPolice, .prosecution,
                    .nationalCoordination, .crimeInformationCentre, .victimSupport, .lawyer, .other,
                ]
            ),
            (15, [.municipality, .neighbourhoodTeam, .careCoordinator, .shelter, .safetyHouse]),
            (20, [.medical, .forensicDoctor, .sexualAssaultCentre, .youthCare, .guardian, .safeAtHome, .childProtection]),
        ]
        for (years, kinds) in table { for kind in kinds { #expect(Retention.years(kind) == years, "\(kind)") } }
        #expect(Set(table.flatMap(\.1)) == Set(OrganisationKind.allCases) && Retention.years(nil as OrganisationKind?) == 5)
    }
}
