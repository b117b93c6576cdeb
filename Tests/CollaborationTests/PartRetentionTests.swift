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

/// How many years what an organisation of a kind keeps is kept, by the laws as they were looked up; written by hand, and not
/// taken from the code.
private let yearsByLaw: [OrganisationKind: Int] = [
    .communityOfficer: 5, .traffickingDetectives: 5, .emm: 5, .labourInspectorate: 5, .borderPolice: 5, .prosecution: 5,
    .medical: 20, .forensicDoctor: 20, .sexualAssaultCentre: 20, .youthCare: 20, .guardian: 20, .safeAtHome: 20,
    .childProtection: 20, .municipality: 15, .neighbourhoodTeam: 15, .careCoordinator: 15, .shelter: 15, .safetyHouse: 15,
    .nationalCoordination: 5, .crimeInformationCentre: 5, .victimSupport: 5, .lawyer: 5, .other: 5,
]

@Suite("Each part of a closed dossier")
struct PartRetentionTests {
    @Test(
        "is kept by its keeper's law: police data go first, by two people of the police, and nothing is left of them; the rest opens",
        arguments: Engine.allCases)
    func policeFirst(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            var file = try await ClosedCase(test)
            let (id, database) = (file.id, test.world.ground.database)
            let part = try await file.ids(of: .police)
                .union(Leftovers.ids(of: file.policeQuestion.text, in: database))
            let all = try await Leftovers.ids(of: id.text, in: database)
            #expect(part.contains { $0.hasPrefix("att_") }, "a file is among what goes")
            let before = try await Leftovers(of: part, in: database)
            #expect(
                before.tables.isSuperset(of: [
                    "attachment", "attachment_chunk", "compartment_grant", "search_indexed", "withdrawal", "duty",
                ]), "there is something to destroy in each")
            let view = try await test.dossiers.open(id, by: file.city.session)
            let days = Dictionary(uniqueKeysWithValues: view.readers.compactMap { part in
                part.keptUntil.map { (part.compartment, $0) }
            })
            #expect(Set(days.keys) == [.general, .police, .medical])
            for (part, years) in [(Compartment.police, 5), (.general, 15), (.medical, 20)] {
                let day = try #require(days[part])
                let closed = try #require(view.envelope.closedAt)
                #expect(day >= closed + .days(years * 365) && day <= closed + .days(years * 366 + 1), "\(part)")
            }

            try await file.later(years: 5)
            #expect(try await test.retention.due(for: file.police.session).map(\.part) == [.police])
            #expect(try await test.days.day(for: file.police.session).toDestroy.map(\.part) == [.police])
            for other in [file.city, file.clinic] {
                #expect(try await test.retention.due(for: other.session).isEmpty)
                #expect(try await test.days.day(for: other.session).toDestroy.isEmpty)
                await #expect(throws: DossierAbsent.self, "two people of another organisation cannot") {
                    try await test.retention.propose(id, part: .police, because: .termPassed, by: other.session)
                }
            }
            try await test.retention.propose(id, part: .police, because: .termPassed, by: file.police.session)
            let proposal = try #require(try await test.retention.proposals(for: file.police.session).first)
            #expect(proposal.part == .police && proposal.record == nil)
            for other in [file.city, file.clinic] {
                #expect(try await test.retention.proposals(for: other.session).isEmpty)
                let stranger = try await test.world.session(other.crew.coordinator)
                await #expect(throws: DossierAbsent.self) { try await test.retention.confirm(proposal.id, by: stranger) }
            }
            await expectRefusal(.ownProposal) { try await test.retention.confirm(proposal.id, by: file.police.session) }
            let colleague = try await test.world.session(file.police.crew.coordinator)
            try await test.retention.confirm(proposal.id, by: colleague)

            let left = try await Leftovers(of: part, in: database)
            #expect(left.beyond(remainsOfDossier) == [])
            let told = try await Leftovers(of: test.world.names(of: file.police.crew), in: database).tables
            #expect(told.isDisjoint(with: ["search_token", "search_indexed", "dossier_unindexed"]))
            for keyring in [file.police.session.keyring, colleague.keyring] {
                #expect(try await test.opened(id.text, with: keyring) == 0)
                #expect(try await test.opened(file.policeQuestion.text, with: keyring) == 0)
            }
            for query in ["plate", "question"] { #expect(try await test.dossiers.find(query, by: colleague).isEmpty) }
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: colleague) }
            #expect(try await test.days.dossiers(.takingPart, for: colleague).lines.isEmpty)
            await #expect(throws: DossierAbsent.self, "nothing is written to it any more") {
                try await test.tasks.write(
                    DossierMessage("Still there?"), on: file.policeQuestion, from: test.draft, by: colleague)
            }

            #expect(try await test.facts(of: id, for: file.city) == ["A girl of sixteen"])
            #expect(try await test.facts(of: id, for: file.clinic) == ["Bruises"])
            #expect(try await test.dossiers.find("bruises", by: file.clinic.session).count == 1)
            #expect(try await test.tasks.open(file.clinicQuestion, by: file.clinic.session).contents.count == 1)
            #expect(try await test.log.page(of: id, by: file.city.session).lines.contains { line in
                line.act == .partDestroyed && line.basis == "police.termPassed" && line.organisationName == "Police"
            })
            #expect(try await test.faults().isEmpty)

            try await file.later(years: 15)
            try await file.destroy(.general, by: file.city)
            #expect(try await test.facts(of: id, for: file.clinic) == ["Bruises"])
            #expect(try await test.dossiers.open(id, by: file.city.session).parts.isEmpty, "it answers for it still")
            await expectRefusal(.changedMeanwhile) {
                try await test.dossiers.correct(
                    id, to: CaseTraits(age: .adult, forms: [], municipality: nil), because: "x",
                    version: try await test.version(id, for: file.city), by: file.city.session)
            }

            try await file.later(years: 20)
            #expect(try await test.retention.due(for: file.clinic.session).map(\.part) == [.medical])
            try await file.destroy(.medical, by: file.clinic)
            for team in [file.city, file.police, file.clinic] {
                await #expect(throws: DossierAbsent.self, "the last part takes the shell") {
                    try await test.dossiers.open(id, by: team.session)
                }
            }
            #expect(try await Leftovers(of: all, in: database).beyond(remainsOfDossier) == [])
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test("has no day while it is open again, and another when it is closed again; a proposal ends", arguments: Engine.allCases)
    func reopened(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            var file = try await ClosedCase(test)
            let id = file.id
            try await file.later(years: 5)
            try await test.retention.propose(id, part: .police, because: .termPassed, by: file.police.session)
            try await test.dossiers.reopen(
                id, version: try await test.version(id, for: file.city), by: file.city.session)
            #expect(try await test.retention.due(for: file.police.session).isEmpty)
            #expect(try await test.retention.proposals(for: file.police.session).isEmpty)
            #expect(try await test.dossiers.open(id, by: file.police.session).readers.allSatisfy { $0.keptUntil == nil })
            await expectRefusal(.stillKept) {
                try await test.retention.propose(id, part: .police, because: .requested, by: file.police.session)
            }
            try await file.close()
            #expect(try await test.retention.due(for: file.police.session).isEmpty, "it is counted from now")
            try await file.later(years: 5)
            try await file.destroy(.police, by: file.police)

            // What was destroyed can be begun anew when the dossier goes on, and has a day when that ends.
            try await test.dossiers.reopen(
                id, version: try await test.version(id, for: file.city), by: file.city.session)
            try await test.write("Seen again", in: .police, of: id, by: file.city)
            #expect(try await test.facts(of: id, for: file.city) == ["A girl of sixteen", "Seen again"])
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: file.police.session) }
            try await file.close()
            let readers = try await test.dossiers.open(id, by: file.city.session).readers
            #expect(readers.first { $0.compartment == .police }?.keptUntil != nil)
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test("goes with the coordination to the law of who takes it over", arguments: Engine.allCases)
    func transferred(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, clinic) = (try await test.team("Police"), try await test.team("Clinic"))
            try await test.become([(police, .traffickingDetectives), (clinic, .medical)])
            let id = try await test.begin(by: police)
            try await test.tasks.offer(
                id, to: clinic.id, "She is with you", .example(), warmUntil: nil,
                version: try await test.version(id, for: police), by: police.session)
            try await test.tasks.accept(id, by: clinic.session)
            try await test.dossiers.close(
                id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: clinic),
                by: clinic.session)
            test.world.clock.advance(by: .days(19 * 366))
            let early = try await test.world.session(clinic.crew.intake)
            #expect(try await test.retention.due(for: early).isEmpty)
            test.world.clock.advance(by: .days(366))
            let late = try await test.world.session(clinic.crew.intake)
            let due = try await test.retention.due(for: late)
            #expect(due.map(\.part) == [nil], "nobody else keeps anything: it is the whole dossier")
        }
    }

    @Test("neither dies before the law of its keeper nor outlives it, whoever keeps what", arguments: Engine.allCases, [5, 6] as [UInt64])
    func anyKeepers(engine: Engine, seed: UInt64) async throws {
        try await withCase(on: engine, seed: seed) { test in
            let dice = Dice(seed)
            var teams: [Team] = []
            var years: [OrganisationID: Int] = [:]
            for name in ["One", "Two", "Three"] {
                let team = try await test.team(name)
                let kind = dice.below(5) == 0 ? nil : OrganisationKind.allCases[dice.below(OrganisationKind.allCases.count)]
                if let kind { try await test.become([(team, kind)]) }
                years[team.id] = kind.map { yearsByLaw[$0] ?? 0 } ?? 5
                teams.append(team)
            }
            let id = try await test.begin(by: teams[0])
            for team in teams.dropFirst() { try await test.share(of: id, from: teams[0], with: team) }
            var keepers: [Compartment: Team] = [.general: teams[0]]
            for part in Compartment.allCases where part != .general {
                let team = part == .safety ? teams[0] : teams[dice.below(3)]
                guard dice.below(4) > 0 else { continue }
                try await test.write("In \(part)", in: part, of: id, by: team)
                keepers[part] = team
            }
            try await test.dossiers.close(
                id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: teams[0]),
                by: teams[0].session)
            let closed = test.now
            for year in 1...21 {
                // A week before the end of the year nothing is due of those who keep it for so long; a week after, all is.
                for isOver in [false, true] {
                    let moment = closed + .days(year * 365 + year / 4 + (isOver ? 7 : -7))
                    test.world.clock.advance(by: moment.since(test.now))
                    _ = try await test.sharing.lapse()
                    for team in teams {
                        let session = try await test.world.session(team.crew.intake)
                        let ours = keepers.filter { $0.value.id == team.id }.keys
                        let law = try #require(years[team.id])
                        let due = try await test.retention.due(for: session)
                        guard isOver, law == year, !ours.isEmpty else {
                            #expect(due.isEmpty, "\(team.crew.intake.logIn) after \(year) years")
                            for part in ours {
                                await expectRefusal(.stillKept) {
                                    try await test.retention.propose(id, part: part, because: .termPassed, by: session)
                                }
                            }
                            continue
                        }
                        let isWhole = team.id == teams[0].id && ours.count == keepers.count
                        #expect(Set(due.map(\.part)) == (isWhole ? [nil] : Set(ours.map(Optional.some))))
                        let colleague = try await test.world.session(team.crew.coordinator)
                        for due in due {
                            try await test.retention.propose(id, part: due.part, because: .termPassed, by: session)
                            let proposal = try #require(try await test.retention.proposals(for: colleague).first)
                            try await test.retention.confirm(proposal.id, by: colleague)
                        }
                        for part in ours { keepers[part] = nil }
                        #expect(try await test.opened(id.text, with: session.keyring) == 0)
                        #expect(try await test.faults().isEmpty)
                    }
                }
            }
            #expect(keepers.isEmpty)
            let isGone = try await test.world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM dossier WHERE id = \(id) AND destroyed_at IS NOT NULL", as: Int.self)
            }
            #expect(isGone == 1)
        }
    }

    @Test("one that somebody hid in the database as destroyed is named by verify", arguments: Engine.allCases)
    func hidden(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let file = try await ClosedCase(test)
            let id = file.id
            try await test.tasks.finish(file.clinicQuestion, as: .done, "No", by: file.police.session)
            try await test.world.ground.database.write { tx in
                try tx.execute(
                    """
                    UPDATE dossier_part SET destroyed_at = 1, keep_until = NULL
                    WHERE dossier = \(id) AND compartment = 'police'
                    """)
                try tx.execute("UPDATE dossier_task SET destroyed_at = 1 WHERE id = \(file.clinicQuestion)")
            }
            let found = try await test.faults()
            #expect(found.contains(id.text) && found.contains(file.clinicQuestion.text))
        }
    }

    @Test("was destroyed once: that excuses no record that was emptied later or in another part", arguments: Engine.allCases)
    func verify(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            var file = try await ClosedCase(test)
            try await file.later(years: 5)
            try await file.destroy(.police, by: file.police)
            #expect(try await test.faults().isEmpty)
            let id = file.id
            let other = try await test.world.ground.database.write { tx in
                let record = try #require(
                    try tx.value(
                        """
                        SELECT r.id FROM record r JOIN compartment c ON c.id = r.compartment
                        WHERE c.object = \(id) AND c.kind = 'medical' ORDER BY r.id LIMIT 1
                        """, as: RecordID.self))
                try tx.execute("UPDATE record SET sealed = NULL, destroyed_at = 1 WHERE id = \(record)")
                return record
            }
            #expect(try await test.faults() == ["\(RecordFault.emptied(other))"])
        }
    }
}

/// A closed case of a city (15 years), the police (5) and a clinic (20): each keeps a part, police and clinic asked a question
/// of their own about it.
struct ClosedCase: Sendable {
    let test: Case
    var city: Team
    var police: Team
    var clinic: Team
    let id: DossierID
    private(set) var policeQuestion: TaskID
    private(set) var clinicQuestion: TaskID
    private(set) var closed: Instant

    init(_ test: Case) async throws {
        self.test = test
        city = try await test.team("City")
        police = try await test.team("Police")
        clinic = try await test.team("Clinic")
        try await test.become([(city, .municipality), (police, .traffickingDetectives), (clinic, .medical)])
        id = try await test.begin(by: city)
        for team in [police, clinic] { try await test.share(of: id, from: city, with: team) }
        try await test.dossiers.keep(
            DossierDocument(title: "Plate", files: [try await test.file("plate.txt")]), in: .police, of: id,
            by: police.session)
        try await test.write("His plate", in: .police, of: id, by: police)
        try await test.write("Taken back", in: .police, of: id, by: police)
        let wrong = try #require(
            try await test.dossiers.open(id, by: police.session).contents.all(Fact.self)
                .first { $0.body.text == "Taken back" })
        try await test.dossiers.withdraw(wrong.id, seeing: wrong.id, of: id, by: police.session)
        try await test.tasks.ask(
            "Look at the plate", of: police.id, in: .police, of: id, due: test.now + .days(1), from: test.draft,
            by: police.session)
        try await test.write("Bruises", in: .medical, of: id, by: clinic)
        var questions: [TaskID] = []
        for (asker, asked) in [(police, clinic), (clinic, police)] {
            questions.append(
                try await test.tasks.consult(
                    ConsultationText(question: "A question about her", grounds: .example()), of: asked.id, about: id,
                    urgency: .normal, due: test.now + .days(2), from: test.draft, by: asker.session))
        }
        (policeQuestion, clinicQuestion) = (questions[0], questions[1])
        closed = test.now
        try await close()
    }

    /// What can be ended by who coordinates was ended; the action of the police in their own part is still open.
    mutating func close() async throws {
        try await test.dossiers.close(
            id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: city),
            by: city.session)
        closed = test.now
    }

    /// So many years and a week after it was closed; everybody logs in anew.
    mutating func later(years: Int) async throws {
        let moment = closed + .days(years * 365 + years / 4 + 7)
        test.world.clock.advance(by: moment.since(test.now))
        city.session = try await test.world.session(city.crew.intake)
        police.session = try await test.world.session(police.crew.intake)
        clinic.session = try await test.world.session(clinic.crew.intake)
        _ = try await test.sharing.lapse()
    }

    func destroy(_ part: Compartment, by team: Team) async throws {
        try await test.retention.propose(id, part: part, because: .termPassed, by: team.session)
        let colleague = try await test.world.session(team.crew.coordinator)
        let proposal = try #require(try await test.retention.proposals(for: colleague).first { $0.part == part })
        try await test.retention.confirm(proposal.id, by: colleague)
    }

    /// The compartments and records of a part, the actions in it, and the files, all of which are of the police here.
    func ids(of part: Compartment) async throws -> Set<String> {
        try await test.world.ground.database.read { [id] tx in
            func ids(_ sql: SQL) throws -> [String] { try tx.rows(sql).map { try $0.get("id") } }
            return Set(
                try ids("SELECT id FROM compartment WHERE object = \(id) AND kind = \(part)")
                    + ids(
                        """
                        SELECT r.id FROM record r JOIN compartment c ON c.id = r.compartment
                        WHERE c.object = \(id) AND c.kind = \(part)
                        """)
                    + ids("SELECT id FROM dossier_task WHERE dossier = \(id) AND compartment = \(part)")
                    + ids("SELECT id FROM attachment WHERE object = \(id)"))
        }
    }
}

extension Case {
    /// These organisations say what they are.
    func become(_ kinds: [(Team, OrganisationKind)]) async throws {
        let ground = world.ground
        for (team, kind) in kinds {
            try await ground.database.write { tx in
                try ground.profiles.set(Profile(kind: kind), of: team.id, in: tx)
            }
        }
    }
}
