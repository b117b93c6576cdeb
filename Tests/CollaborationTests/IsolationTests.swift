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

/// Who should be able to read each record, as the rules say it; nothing of the code under test is asked.
private struct Expectation {
    /// What was written, by its text: who reads it.
    var readers: [String: Set<OrganisationID>] = [:]
    var part: [String: Compartment] = [:]
    var admitted: [Compartment: Set<OrganisationID>] = [:]
    var keeper: [Compartment: OrganisationID] = [:]

    func readers(of part: Compartment) -> Set<OrganisationID> {
        keeper[part].map { (admitted[part] ?? []).union([$0]) } ?? []
    }

    mutating func wrote(_ text: String, in part: Compartment, by team: OrganisationID) {
        if keeper[part] == nil { keeper[part] = team }
        readers[text] = readers(of: part)
        self.part[text] = part
    }

    mutating func shared(_ part: Compartment, with team: OrganisationID, earlier: Bool) {
        admitted[part, default: []].insert(team)
        guard earlier else { return }
        for text in readers.keys where self.part[text] == part { readers[text]?.insert(team) }
    }

    mutating func ended(_ part: Compartment, of team: OrganisationID) {
        admitted[part]?.remove(team)
        for text in readers.keys where self.part[text] == part { readers[text]?.remove(team) }
    }
}

@Suite("What an organisation was not let in to")
struct IsolationTests {
    /// What opens for who holds the whole database and these keys, whatever a page would show.
    private func opened(_ id: DossierID, with keyring: Keyring, _ test: Case) async throws -> Set<String> {
        try await test.world.ground.database.read { tx in
            let open = try test.world.ground.compartments.unlockAll(of: id.text, with: keyring, in: tx)
            let facts = try test.world.ground.records.all(of: id.text, in: open, tx).filter { $0.kind == .fact }
            return Set(try facts.map { try $0.decode(Fact.self).text })
        }
    }

    @Test(
        "does not open with all of its keys and the whole database, however organisations come and go",
        arguments: Engine.allCases, [11, 12, 13] as [UInt64])
    func matrix(engine: Engine, seed: UInt64) async throws {
        try await withCase(on: engine, seed: seed) { test in
            let dice = Dice(seed)
            var teams: [Team] = []
            for name in ["Police", "Doctor", "Shelter", "City", "School"] { teams.append(try await test.team(name)) }
            let id = try await test.begin("0", by: teams[0])
            var expected = Expectation()
            expected.wrote("0", in: .general, by: teams[0].id)
            var cases = 0
            for turn in 1...200 {
                let part = Compartment.allCases[dice.below(Compartment.allCases.count)]
                let team = teams[dice.below(teams.count)]
                let other = teams[dice.below(teams.count)]
                do {
                    switch dice.below(5) {
                    case 0, 1:
                        try await test.write("\(turn)", in: part, of: id, by: team)
                        expected.wrote("\(turn)", in: part, by: team.id)
                    case 2, 3:
                        let earlier = dice.below(2) == 0
                        try await test.share(part, of: id, from: team, with: other, earlier: earlier)
                        if expected.keeper[part] == nil { expected.keeper[part] = team.id }
                        expected.shared(part, with: other.id, earlier: earlier)
                    default:
                        let view = try await test.dossiers.open(id, by: team.session)
                        let admissions = view.readers.flatMap(\.readers).compactMap(\.admission)
                        guard let admission = admissions.first(where: { $0.compartment == part }) else { continue }
                        try await test.sharing.end(admission.id, of: id, because: "x", by: team.session)
                        expected.ended(part, of: admission.organisation)
                    }
                } catch is DossierRefusal {
                } catch is DossierAbsent {
                }
                guard turn % 10 == 0 else { continue }
                for team in teams {
                    let mine = Set(expected.readers.filter { $0.value.contains(team.id) }.keys)
                    #expect(try await opened(id, with: team.session.keyring, test) == mine)
                    cases += expected.readers.count
                }
            }
            #expect(cases > 500, "of each organisation and each record it was asked")
            let faults = try await test.world.ground.database.read { tx in
                try Collaboration.recordReplay(test.world.ground).verify(in: tx).map { "\($0)" }
                    + Collaboration.unvouched(test.world.ground, in: tx)
            }
            #expect(faults.isEmpty)
        }
    }

    @Test("does not open when it was written after a member left, with the keys that they kept", arguments: Engine.allCases)
    func epoch(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            var shelter = try await test.team("Shelter")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: shelter)
            let (kept, crew) = (shelter.session.keyring, shelter.crew)
            try await test.world.ground.database.write { tx in
                try test.world.ground.membership.remove(crew.intake.id, of: crew.id, in: tx)
            }
            try await test.write("After", of: id, by: police)
            #expect(try await opened(id, with: kept, test) == ["Before"])
            shelter.session = try await test.world.session(shelter.crew.coordinator)
            #expect(try await test.facts(of: id, for: shelter) == ["After", "Before"])
        }
    }

    @Test("does not open with the keys to its parts that were kept from before", arguments: Engine.allCases)
    func keptKeys(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin("Before", by: police)
            try await test.share(of: id, from: police, with: shelter)
            let ground = test.world.ground
            let kept = try await ground.database.read { tx in
                try ground.compartments.unlockAll(of: id.text, with: shelter.session.keyring, in: tx)
            }
            #expect(!kept.isEmpty)
            let share = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(SharingDecision.self).first?.body.share)
            try await test.sharing.end(share, of: id, because: "x", by: police.session)
            try await test.write("After", of: id, by: police)
            let facts = try await ground.database.read { tx in
                try ground.records.all(of: id.text, in: kept, tx).filter { $0.kind == .fact }
                    .map { try $0.decode(Fact.self).text }
            }
            #expect(facts == ["Before"], "what was read cannot be taken back; what comes after is not read")
        }
    }

    @Test("is not given by who writes to the database", arguments: Engine.allCases)
    func planted(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let thief = try await test.team("Thief")
            let id = try await test.begin(by: police)
            let database = test.world.ground.database
            func tries(_ sql: SQL, undo: SQL) async throws {
                try await database.write { tx in try tx.execute(sql) }
                await #expect(throws: VaultError.notOpened) { try await test.write("Secret", of: id, by: police) }
                await #expect(throws: VaultError.notOpened) { try await test.dossiers.open(id, by: thief.session) }
                let found = try await database.read { tx in try Collaboration.unvouched(test.world.ground, in: tx) }
                #expect(found == [id.text])
                try await database.write { tx in try tx.execute(undo) }
            }
            let share = ShareID(test.world.ground.chance)
            try await tries(
                """
                INSERT INTO admission (id, dossier, compartment, organisation, basis, since, until, earlier)
                VALUES (\(share), \(id), 'general', \(thief.id), 'consent', 0, \(test.now + .days(9)), 1)
                """, undo: "DELETE FROM admission WHERE id = \(share)")
            try await tries(
                "UPDATE dossier_part SET keeper = \(thief.id) WHERE dossier = \(id)",
                undo: "UPDATE dossier_part SET keeper = \(police.id) WHERE dossier = \(id)")
            try await tries(
                "UPDATE duty SET organisation = \(thief.id) WHERE object = \(id)",
                undo: "UPDATE duty SET organisation = \(police.id) WHERE object = \(id)")
            try await test.write("Fine again", of: id, by: police)
        }
    }
}
