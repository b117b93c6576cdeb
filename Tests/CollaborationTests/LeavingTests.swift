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

/// After every way of leaving: with the whole database and every key that was kept, nothing opens that was written
/// afterwards, and no row names who left but those that a written list allows.
@Suite("Who left")
struct LeavingTests {
    /// How an organisation comes to have nothing to do with a report any more.
    enum OfReport: CaseIterable { case accepted, refused, withdrawn }

    @Test("a report reads nothing of it that comes after, and stands nowhere in it", arguments: Engine.allCases, OfReport.allCases)
    func report(engine: Engine, way: OfReport) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let (shelter, city) = (try await test.team("Shelter"), try await world.open("City", isFallback: true))
            let other = Team(crew: city, session: try await world.session(city.coordinator))
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "06 12345678", safely: "After six")
            let id = try await world.send("Help", with: receipt, contact: contact).id
            let second = try await world.send("The same number", with: Receipt(world.ground.chance)).id
            func version() async throws -> Int64 { try await world.intake.open(id, by: shelter.session).version }
            try await world.intake.link(id, with: second, by: shelter.session)
            try await world.intake.assign(id, to: shelter.session.member.id, version: version(), by: shelter.session)
            for own in [true, false] { try await world.intake.note("Ours", forOneself: own, on: id, by: shelter.session) }
            try await world.intake.judge(
                id, Judgement(urgency: .urgent, isQuestion: false, reason: "Young"), version: version(), by: shelter.session)
            try await world.dialogue.write(Message(text: "Are you there?"), with: receipt)
            try await world.handOvers.offer(id, to: other.id, "Yours", version: version(), by: shelter.session)
            _ = try await world.intake.open(id, by: other.session)
            let (leaver, stayer) = way == .accepted ? (shelter, other) : (other, shelter)
            let kept = try await world.parts(with: leaver.session.keyring)
            #expect(Set(kept.map(\.kind)).isSuperset(of: [.dialogue, .contact, .work]))
            let before = try await world.opened(with: leaver.session.keyring)
            switch way {
            case .accepted: try await world.handOvers.accept(id, by: other.session)
            case .refused: try await world.handOvers.refuse(id, "Not here", by: other.session)
            case .withdrawn: try await world.handOvers.withdraw(id, by: shelter.session)
            }
            let notes = Set(try await world.parts(with: leaver.session.keyring).filter { $0.object == id.text }.map(\.kind))
            let own: Set<CompartmentKind> = [.team(shelter.id), .own(shelter.session.member.id)]
            #expect(notes == (way == .accepted ? own : []), "only notes of its own open at all")
            let past = try await world.opened(with: leaver.session.keyring, kept: kept)
            world.clock.advance(by: .minutes(1))
            try await world.dialogue.write(Message(text: "I am afraid"), with: receipt)
            func now() async throws -> Int64 { try await world.intake.open(id, by: stayer.session).version }
            try await world.intake.judge(
                id, Judgement(urgency: .danger, isQuestion: false, reason: "Afraid"), version: now(), by: stayer.session)
            try await world.intake.correct(
                id, to: CaseTraits(age: .minor, forms: [.labour], municipality: nil), because: "She said so",
                version: now(), by: stayer.session)
            try await world.intake.write(Message(text: "We are coming"), on: id, by: stayer.session)
            for own in [true, false] { try await world.intake.note("Ours now", forOneself: own, on: id, by: stayer.session) }
            let after = try await world.opened(with: leaver.session.keyring, kept: kept)
            #expect(after.subtracting(past).isEmpty && past.isSubset(of: before.union(past)))
            let traces = try await world.traces(
                of: world.names(of: leaver.crew), allowed: Allowed.organisation + [Allowed.ending], remains: [second.text])
            #expect(traces.isEmpty, "\(traces)")
            let links = try await world.rows().filter { $0.table == "report_link" && $0.names([id.text]) }
            #expect(links.isEmpty == (way == .accepted), "who takes a report over does not learn what it was linked with")
        }
    }

    /// How an organisation comes to have no part in a dossier any more.
    enum OfDossier: CaseIterable {
        case shareEndedByKeeper, shareEndedByItself, shareLapsed, handedOver, handedOverWarm, offerRefused, offerWithdrawn
    }

    @Test("a dossier reads nothing of any part that comes after, and stands nowhere in it", arguments: Engine.allCases, OfDossier.allCases)
    func dossier(engine: Engine, way: OfDossier) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let (police, city) = (try await test.team("Police"), try await test.team("City"))
            let id = try await test.begin("Before", by: police)
            for part in Compartment.allCases { try await test.write("In \(part)", in: part, of: id, by: police) }
            let isShared = [.shareEndedByKeeper, .shareEndedByItself, .shareLapsed].contains(way)
            let until = test.now + .minutes(25)
            for (index, part) in Compartment.allCases.enumerated() where isShared || part == .general {
                try await test.share(part, of: id, from: police, with: city, earlier: index.isMultiple(of: 2), until: until)
            }
            for (asker, other) in [(police, city), (city, police), (police, police)] {
                try await test.tasks.ask(
                    "For \(other.id)", of: other.id, in: .general, of: id, due: test.now + .days(1), from: test.draft,
                    by: asker.session)
            }
            let leaver = isShared || way == .offerRefused || way == .offerWithdrawn ? city : police
            let stayer = leaver.id == city.id ? police : city
            for line in try await test.dossiers.open(id, by: leaver.session).tasks where line.task.responsible == leaver.id {
                try await test.tasks.assign(line.id, to: leaver.session.member.id, by: leaver.session)
            }
            let question = try await test.tasks.consult(
                ConsultationText(question: "What do you think?", grounds: .example(.anonymousConsultation)), of: city.id,
                about: id, urgency: .normal, due: test.now + .days(1), from: test.draft, by: police.session)
            let meeting = try await test.tasks.call(
                MeetingPlan(place: "Here", agenda: "Safety", grounds: .example()), with: [city.id], about: id,
                at: test.now + .days(2), from: test.draft, by: police.session)
            if !isShared {
                // Who was let in to the general part before is, after an offer that came to nothing, let in to it still.
                if leaver.id == city.id { try await end(id, of: city, by: police, test) }
                try await test.tasks.offer(
                    id, to: city.id, "She moved", .example(.legalDuty),
                    warmUntil: way == .handedOverWarm ? test.now + .minutes(20) : nil,
                    version: test.version(id, for: police), by: police.session)
            }
            let view = try await test.dossiers.open(id, by: leaver.session)
            if leaver.id == police.id {
                let fact = try #require(try view.contents.all(Fact.self).first)
                try await test.retention.propose(id, record: fact.id, because: .requested, by: police.session)
            }
            _ = try await test.dossiers.find("Before", by: leaver.session)
            // Something that the leaver did not look at yet.
            try await test.write("Unread", of: id, by: police)
            let kept = try await world.parts(with: leaver.session.keyring).filter { $0.object == id.text }
            #expect(kept.count >= (isShared ? Compartment.allCases.count : 1))
            switch way {
            case .shareEndedByKeeper: try await end(id, of: city, by: police, test)
            case .shareEndedByItself: try await end(id, of: city, by: city, test)
            case .offerRefused: try await test.tasks.refuse(id, because: "Not here", by: city.session)
            case .offerWithdrawn: try await test.tasks.withdrawOffer(id, by: police.session)
            case .handedOver: try await test.tasks.accept(id, by: city.session)
            case .shareLapsed:
                world.clock.advance(by: .minutes(26))
                #expect(try await test.sharing.lapse() == 1)
            case .handedOverWarm:
                try await test.tasks.accept(id, by: city.session)
                try await test.write("Together", of: id, by: city)
                world.clock.advance(by: .minutes(21))
                #expect(try await test.sharing.lapse() == 1)
            }
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: leaver.session) }
            let open = try await world.parts(with: leaver.session.keyring).filter { $0.object == id.text }
            #expect(open.isEmpty, "no part opens any more: \(open.map(\.kind.code))")
            let past = try await world.opened(with: leaver.session.keyring, kept: kept)
            world.clock.advance(by: .minutes(1))
            for part in Compartment.allCases { try await test.write("After in \(part)", in: part, of: id, by: stayer) }
            try await test.tasks.ask(
                "Later", of: stayer.id, in: .general, of: id, due: test.now + .days(1), from: test.draft, by: stayer.session)
            let after = try await world.opened(with: leaver.session.keyring, kept: kept)
            #expect(after.subtracting(past).isEmpty)
            let account = [
                Allowed("admission", "who read what until when is accounted for") { _ in true },
                Allowed.ending,
            ]
            let traces = try await world.traces(
                of: world.names(of: leaver.crew), allowed: Allowed.organisation + account,
                remains: [question.text, meeting.text])
            #expect(traces.isEmpty, "\(traces)")
            let standing = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM admission WHERE ended_at IS NULL", as: Int.self)
            }
            #expect(standing == 0, "who left is let in no more, nor is who took over what it now keeps")
        }
    }

    private func end(_ id: DossierID, of city: Team, by team: Team, _ test: Case) async throws {
        let view = try await test.dossiers.open(id, by: team.session)
        for admission in view.readers.flatMap(\.readers).compactMap(\.admission) where admission.organisation == city.id {
            try await test.sharing.end(admission.id, of: id, because: "x", by: team.session)
        }
    }

    /// How a member comes to read no more.
    enum OfMember: CaseIterable { case removed, removedAfterReset, otherRole }

    @Test("an organisation reads nothing that comes after, in whatever it is kept", arguments: Engine.allCases, OfMember.allCases)
    func member(engine: Engine, way: OfMember) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let police = try await test.team("Police")
            let elsewhere = try await world.open("City", isFallback: true)
            let city = Team(crew: elsewhere, session: try await world.session(elsewhere.intake))
            let (membership, crew) = (world.ground.membership, police.crew)
            let leaver = police.session.member.id
            let session = police.session
            let receipt = Receipt(world.ground.chance)
            let report = try await world.send("Help", with: receipt).id
            let version = try await world.intake.open(report, by: session).version
            try await world.intake.assign(report, to: leaver, version: version, by: session)
            for own in [true, false] { try await world.intake.note("Before", forOneself: own, on: report, by: session) }
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: city)
            for part in Compartment.allCases { try await test.write("In \(part)", in: part, of: id, by: police) }
            try await test.tasks.ask(
                "Call", of: police.id, in: .general, of: id, due: test.now + .days(1), from: test.draft, by: city.session)
            let question = try await test.tasks.consult(
                ConsultationText(question: "Well?", grounds: .example(.anonymousConsultation)), of: city.id, about: id,
                urgency: .normal, due: test.now + .days(1), from: test.draft, by: session)
            for line in try await test.dossiers.open(id, by: session).tasks where line.task.responsible == police.id {
                try await test.tasks.assign(line.id, to: leaver, by: session)
            }
            try await test.write("News", of: id, by: city)
            _ = try await test.dossiers.find("Before", by: session)
            let kept = try await world.parts(with: session.keyring)
            switch way {
            case .removed:
                try await world.ground.database.write { tx in try membership.remove(leaver, of: crew.id, in: tx) }
            case .removedAfterReset:
                try await world.ground.database.write { tx in _ = try membership.reset(leaver, of: crew.id, in: tx) }
                try await world.ground.database.write { tx in try membership.remove(leaver, of: crew.id, in: tx) }
            case .otherRole:
                try await world.ground.database.write { tx in
                    try membership.change(leaver, of: crew.id, name: "Now an auditor", role: .auditor, in: tx)
                }
            }
            let past = try await world.opened(with: session.keyring, kept: kept)
            world.clock.advance(by: .minutes(1))
            let later = try await world.send("Later", with: Receipt(world.ground.chance)).id
            let coordinator = try await world.session(crew.coordinator)
            try await world.dialogue.write(Message(text: "Again"), with: receipt)
            let next = try await world.intake.open(report, by: coordinator).version
            try await world.intake.judge(
                report, Judgement(urgency: .urgent, isQuestion: false, reason: "After"), version: next, by: coordinator)
            for own in [true, false] { try await world.intake.note("After", forOneself: own, on: report, by: coordinator) }
            for part in Compartment.allCases {
                try await test.dossiers.keep(.example("After in \(part)"), in: part, of: id, by: coordinator)
            }
            try await test.tasks.write(DossierMessage("After"), on: question, from: test.draft, by: city.session)
            try await test.tasks.call(
                MeetingPlan(place: "Here", agenda: "After", grounds: .example()), with: [city.id], about: id,
                at: test.now + .days(2), from: test.draft, by: coordinator)
            _ = try await test.dossiers.find("After", by: coordinator)
            let after = try await world.opened(with: session.keyring, kept: kept)
            #expect(after.subtracting(past).isEmpty)
            let laterParts = try await world.parts(with: session.keyring).filter { $0.object == later.text }
            #expect(laterParts.isEmpty)
            let search = try await world.ground.database.read { tx in
                let newest = try tx.value(
                    "SELECT id FROM compartment WHERE object = \(crew.id) AND kind = 'searchIndex' ORDER BY opened_at DESC, id DESC",
                    as: CompartmentID.self)
                return try world.ground.compartments.unlockAll(of: crew.id.text, with: session.keyring, in: tx)
                    .contains { $0.id == newest }
            }
            #expect(!search, "later words cannot be tried with a key from before")
            let traces = try await world.traces(of: [leaver.text], allowed: Allowed.member)
            #expect(traces.isEmpty, "\(traces)")
            let unvouched = try await world.ground.database.read { tx in try Collaboration.unvouched(world.ground, in: tx) }
            #expect(unvouched.isEmpty)
        }
    }

    @Test("contact details that were withdrawn open with no key, and are found by no word", arguments: Engine.allCases)
    func contact(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let police = try await test.team("Police")
            let receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
            let id = try await world.send("Help", with: receipt, contact: contact).id
            _ = try await world.intake.open(id, by: police.session)
            let kept = try await world.parts(with: police.session.keyring).filter { $0.kind == .contact }
            #expect(try await world.intake.find(Query(text: "06-12345678"), by: police.session).envelopes.count == 1)
            try await world.dialogue.withdrawContact(receipt)
            _ = try await world.intake.open(id, by: police.session)
            let rows = try await world.rows()
            let parts = Set(rows.filter { $0.table == "compartment" && $0.texts["kind"] == "contact" }.compactMap { $0.texts["id"] })
            #expect(!parts.isEmpty)
            let grants = rows.filter { $0.table == "compartment_grant" && parts.contains($0.texts["compartment"] ?? "") }
            #expect(grants.isEmpty, "\(grants)")
            let left = try await world.ground.database.read { tx in
                try world.ground.records.all(of: id.text, in: kept, tx).count
            }
            #expect(left == 0)
            #expect(try await world.intake.find(Query(text: "06-12345678"), by: police.session).envelopes.isEmpty)
        }
    }

    @Test("an invitation that was not followed in time has no key left", arguments: Engine.allCases)
    func invitation(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let world = test.world
            let membership = world.ground.membership
            let (founding, keys) = try await world.ground.database.write { tx in try membership.found("Shelter", in: tx) }
            let made = try await world.ground.database.write { tx in
                try membership.invite("Noor", as: .intake, to: founding.organisation, carrying: keys, in: tx)
            }
            func holders() async throws -> Int {
                try await world.rows().filter { $0.table == "organisation_key" && $0.texts["holder"] != "recovery" }.count
            }
            #expect(try await holders() == 1)
            world.clock.advance(by: InvitationToken.validity)
            try await world.ground.database.write { tx in try membership.sweep(in: tx) }
            #expect(try await holders() == 0)
            let rows = try await world.traces(of: [made.member.text], allowed: Allowed.member)
            #expect(rows.isEmpty, "\(rows)")
        }
    }
}
