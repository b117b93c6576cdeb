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

@Suite("Sharing")
struct SharingTests {
    @Test("lets an organisation read one part, and no other", arguments: Engine.allCases)
    func onePart(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let id = try await test.begin("General", by: police)
            try await test.write("Police only", in: .police, of: id, by: police)
            try await test.share(.general, of: id, from: police, with: doctor)
            #expect(try await test.facts(of: id, for: doctor) == ["General"])
            try await test.write("Doctor's own", in: .medical, of: id, by: doctor)
            #expect(try await test.facts(of: id, for: police) == ["General", "Police only"])
            let view = try await test.dossiers.open(id, by: doctor.session)
            #expect(view.parts == [.general, .medical])
            #expect(view.readers.map(\.compartment) == [.general, .medical], "of other parts it hears nothing")
            let decision = try #require(try view.contents.all(SharingDecision.self).first)
            #expect(decision.body.grounds.purpose == "Safe shelter", "who receives knows on what ground")
            let whole = try await test.dossiers.open(id, by: police.session)
            #expect(whole.readers.map(\.compartment) == [.general, .medical, .police], "who coordinates knows who knows what")
            #expect(!whole.parts.contains(.medical), "and reads no more than it was let in to")
        }
    }

    @Test("from now on leaves what was written before unread", arguments: Engine.allCases)
    func fromNow(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: shelter, earlier: false)
            try await test.write("After", of: id, by: police)
            #expect(try await test.facts(of: id, for: shelter) == ["After"])
            #expect(try await test.facts(of: id, for: police) == ["After", "Before"])
        }
    }

    @Test("ends: what comes after is not read any more, and the reason is kept by who ended it", arguments: Engine.allCases)
    func ends(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: shelter)
            let share = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(SharingDecision.self).first?.body.share)
            await expectRefusal(.changedMeanwhile) {
                try await test.sharing.end(ShareID(test.world.ground.chance), of: id, because: "x", by: police.session)
            }
            try await test.sharing.end(share, of: id, because: "She does not want it any more", by: police.session)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: shelter.session) }
            let ends = try await test.dossiers.open(id, by: police.session).contents.all(SharingEnd.self)
            #expect(ends.map(\.body.reason) == ["She does not want it any more"])
            try await test.share(of: id, from: police, with: shelter)
            #expect(try await test.facts(of: id, for: shelter) == ["Before"], "it can be shared again")
        }
    }

    @Test("can be given up by who received it", arguments: Engine.allCases)
    func leaves(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: shelter)
            let share = try #require(
                try await test.dossiers.open(id, by: shelter.session).contents.all(SharingDecision.self).first?.body.share)
            try await test.sharing.end(share, of: id, because: "She is not here", by: shelter.session)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: shelter.session) }
            let ends = try await test.dossiers.open(id, by: police.session).contents.all(SharingEnd.self)
            #expect(ends.map(\.author.organisationName) == ["Shelter"])
        }
    }

    @Test("runs out by itself", arguments: Engine.allCases)
    func lapses(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: shelter, until: test.now + .minutes(10))
            test.world.clock.advance(by: .minutes(11))
            await #expect(throws: DossierAbsent.self, "also before the house came by") {
                try await test.dossiers.open(id, by: shelter.session)
            }
            #expect(try await test.sharing.lapse() == 1)
            #expect(try await test.sharing.lapse() == 0)
            let faults = try await test.world.ground.database.read { tx in
                try Collaboration.recordReplay(test.world.ground).verify(in: tx).map { "\($0)" }
                    + Collaboration.unvouched(test.world.ground, in: tx)
            }
            #expect(faults.isEmpty)
        }
    }

    @Test("is for who opened the part alone", arguments: Engine.allCases)
    func keeper(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(.general, of: id, from: police, with: doctor)
            await expectRefusal(.notKeeper) { try await test.share(.general, of: id, from: doctor, with: shelter) }
            try await test.write("Bruises", in: .medical, of: id, by: doctor)
            await expectRefusal(.notKeeper) { try await test.share(.medical, of: id, from: police, with: shelter) }
            await expectRefusal(.notAdmitted) { try await test.write("x", in: .medical, of: id, by: police) }
            await expectRefusal(.alreadyAdmitted) { try await test.share(.general, of: id, from: police, with: doctor) }
            await expectRefusal(.receiverCannotReceive) {
                try await test.share(.general, of: id, from: police, with: police)
            }
        }
    }

    @Test("asks of each part the grounds of its own law")
    func laws() {
        #expect(!Compartment.medical.bases.contains(.publicTask), "medical secrecy gives way to no task of an office")
        #expect(Compartment.medical.bases.contains(.conflictOfDuties))
        #expect(Set(Compartment.police.bases).isSubset(of: [.policeAct, .judicialAct, .legalDuty]))
        #expect(Compartment.care.bases.contains(.rightToReport))
        for part in [Compartment.care, .statement, .safety] {
            #expect(part.bases.contains(.conflictOfDuties), "youth care knows secrecy too")
        }
        for part in Compartment.allCases where part != .police { #expect(part.bases.contains(.rightToInform)) }
        for part in Compartment.allCases {
            #expect(!part.bases.contains(.anonymousConsultation), "sharing a part is never anonymous")
        }
        #expect(LegalBasis.conflictOfDuties.questions.count == 6, "the six conditions")
    }

    @Test("goes by the law of who gives and who receives")
    func kinds() {
        let school = OrganisationKind.other
        for kind in OrganisationKind.allCases {
            #expect(LegalBasis.rightToReport.fits(from: school, to: kind) == (kind == .safeAtHome))
            #expect(LegalBasis.rightToInform.fits(from: .medical, to: kind) == (kind == .childProtection))
            #expect(LegalBasis.judicialAct.fits(from: kind, to: school) == (kind == .prosecution))
        }
        for kind in [OrganisationKind.traffickingDetectives, .communityOfficer, .borderPolice] {
            #expect(LegalBasis.policeAct.fits(from: kind, to: .shelter))
        }
        #expect(!LegalBasis.policeAct.fits(from: school, to: .traffickingDetectives))
        #expect(!LegalBasis.policeAct.fits(from: nil, to: .prosecution), "who told not what it is has no such ground")
        let both: [OrganisationKind] = [.municipality, .traffickingDetectives, .prosecution]
        for kind in OrganisationKind.allCases {
            #expect(
                LegalBasis.cooperationAct.fits(from: kind, to: .safetyHouse)
                    == (both + [
                        .communityOfficer, .safetyHouse, .neighbourhoodTeam, .childProtection, .safeAtHome, .guardian,
                        .youthCare, .medical, .victimSupport,
                    ]).contains(kind), "\(kind) in a Care and Safety House")
            #expect(
                LegalBasis.cooperationAct.fits(from: .crimeInformationCentre, to: kind)
                    == (both + [.communityOfficer, .crimeInformationCentre, .labourInspectorate, .borderPolice])
                    .contains(kind), "\(kind) in a RIEC")
            #expect(!LegalBasis.cooperationAct.fits(from: nil, to: kind))
        }
        #expect(LegalBasis.cooperationAct.fits(from: .municipality, to: .youthCare), "both take part")
        #expect(!LegalBasis.cooperationAct.fits(from: .youthCare, to: .borderPolice), "in no body together")
        #expect(LegalBasis.consent.fits(from: nil, to: nil) && LegalBasis.conflictOfDuties.fits(from: .youthCare, to: nil))
    }

    @Test("a right to report is no ground towards the police", arguments: Engine.allCases)
    func reporting(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (school, police, safe) = (
                try await test.team("School"), try await test.team("Police"), try await test.team("Veilig Thuis")
            )
            let ground = test.world.ground
            try await ground.database.write { tx in
                try ground.profiles.set(Profile(kind: .traffickingDetectives), of: police.id, in: tx)
                try ground.profiles.set(Profile(kind: .safeAtHome), of: safe.id, in: tx)
            }
            let id = try await test.begin(by: school)
            let grounds = Grounds.example(.rightToReport)
            await expectRefusal(.basisNotFitting) {
                try await test.share(of: id, from: school, with: police, grounds: grounds)
            }
            await expectRefusal(.basisNotFitting) {
                try await test.share(of: id, from: school, with: police, grounds: .example(.policeAct))
            }
            try await test.share(of: id, from: school, with: safe, grounds: grounds)
            #expect(try await test.dossiers.open(id, by: safe.session).envelope.id == id)
        }
    }

    @Test("is refused until all is answered that the law asks", arguments: LegalBasis.allCases)
    func questions(basis: LegalBasis) {
        let part = Compartment.allCases.first { $0.bases.contains(basis) }
        guard let part else { return }
        func refusal(_ change: (inout Grounds) -> Void) -> DossierRefusal? {
            var grounds = Grounds.example(basis)
            change(&grounds)
            let decision = SharingDecision(
                compartment: part, receiver: OrganisationID(.system), what: "x", grounds: grounds,
                until: Instant(milliseconds: 0), includesEarlier: true)
            do { try decision.checked() } catch { return error }
            return nil
        }
        #expect(refusal { _ in } == nil)
        for question in basis.questions {
            #expect(refusal { $0.answers[question] = nil } == DossierRefusal(.answerMissing, question))
        }
        #expect(refusal { $0.purpose = "" }?.reason == .purposeMissing)
        #expect(refusal { $0.proportionality = "" }?.reason == .proportionalityMissing)
        #expect(refusal { $0.subsidiarity = "" }?.reason == .subsidiarityMissing)
        #expect(refusal { $0.view = nil }?.reason == .viewMissing)
        #expect(
            refusal { $0.view = .agreed }?.reason == (basis == .vitalInterest ? .consentGiven : nil),
            "who agrees can consent")
        #expect(refusal { $0.view = .objected; $0.viewReason = "" }?.reason == (basis == .consent ? .consentNotGiven : .viewReasonMissing))
        #expect(refusal { $0.view = .notAsked; $0.viewReason = "" }?.reason == (basis == .consent ? .consentNotGiven : .viewReasonMissing))
    }

    @Test("ends within a year and a day of its beginning", arguments: Engine.allCases)
    func longest(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city) = (try await test.team("Police"), try await test.team("City"))
            let id = try await test.begin(by: police)
            for until in [test.now + .days(366), test.now + .days(1_000)] {
                await expectRefusal(.endTooLate) { try await test.share(of: id, from: police, with: city, until: until) }
            }
            await expectRefusal(.endInThePast) { try await test.share(of: id, from: police, with: city, until: test.now) }
            try await test.share(of: id, from: police, with: city, until: test.now + .days(365))
        }
    }
}
