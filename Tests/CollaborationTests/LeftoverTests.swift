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

/// What may remain of a dossier that was destroyed: that it was there, from when to when, who took part, who did what.
/// Nothing that says anything about a person, no ciphertext, no key, no word to find it by.
let remainsOfDossier: [String: Set<String>] = [
    "dossier": [
        "id", "state", "urgency", "age", "forms", "opened_at", "closed_at", "result", "destroyed_at",
        "version", "coordinator", "roster", "word",
    ],
    "dossier_report": ["dossier", "report", "word"],
    "dossier_part": ["dossier", "compartment", "keeper", "destroyed_at"],
    "admission": [
        "id", "dossier", "compartment", "organisation", "basis", "since", "until", "earlier", "ended_at", "foretold",
    ],
    "dossier_task": [
        "id", "kind", "dossier", "compartment", "meeting", "asker", "responsible", "state", "asked_at", "held_at",
        "ended_at", "warm_until", "basis", "version", "parties", "destroyed_at",
    ],
    "meeting_party": ["meeting", "organisation", "comes"],
    "destruction": [
        "id", "dossier", "compartment", "record", "organisation", "reason", "proposed_by", "proposed_at", "ended_by",
        "ended_at", "done", "word",
    ],
    "compartment": ["id", "object", "kind", "opened_at", "closed_at", "word"],
    "record": ["id", "compartment", "object", "kind", "author", "at_ms", "replaces", "digest", "destroyed_at", "word"],
    "journal_entry": [
        "id", "at_ms", "actor", "organisation", "role", "act", "object", "basis", "digest", "mac", "position",
    ],
]

@Suite("What destroying leaves")
struct LeftoverTests {
    /// A dossier with everything that a dossier can have, by what the dice say.
    private struct Full {
        let test: Case
        let teams: [Team]
        let id: DossierID
        var police: Team { teams[0] }
        var clinic: Team { teams[1] }

        init(_ test: Case, _ seed: UInt64) async throws {
            self.test = test
            var made: [Team] = []
            for name in ["Police", "Clinic", "Shelter"] { made.append(try await test.team(name)) }
            let receipt = Receipt(test.world.ground.chance)
            let report = try await test.world.send("She is afraid", with: receipt, clues: [
                Clue(kind: .name, value: "Eva", involvement: .victim)
            ]).id
            let owner = try #require(
                try await test.world.ground.database.read { tx in
                    try tx.value("SELECT owner FROM report WHERE id = \(report)", as: OrganisationID.self)
                })
            let holder = try #require(made.first { $0.id == owner })
            teams = [holder] + made.filter { $0.id != owner }
            id = try await test.dossiers.open(from: [report], by: holder.session)
            for team in teams.dropFirst() { try await test.share(of: id, from: holder, with: team) }
            try await grow(Dice(seed))
            try await everything()
        }

        private func grow(_ dice: Dice) async throws {
            for turn in 1...30 {
                let team = teams[dice.below(teams.count)]
                // The third one keeps no part, so that it can leave.
                let part: Compartment = team.id == teams[2].id ? .general : [.general, .medical, .police][dice.below(3)]
                do {
                    switch dice.below(4) {
                    case 0: try await test.write("Word \(turn)", in: part, of: id, by: team)
                    case 1:
                        let facts = try await test.dossiers.open(id, by: team.session).contents.all(Fact.self)
                        guard let fact = facts.last, let part = fact.compartment else { continue }
                        try await test.write("Better \(turn)", in: part, of: id, by: team, replacing: fact.id)
                    case 2:
                        let facts = try await test.dossiers.open(id, by: team.session).contents.all(Fact.self)
                        guard let fact = facts.last(where: { $0.author.organisation == team.id }) else { continue }
                        try await test.dossiers.withdraw(fact.id, seeing: fact.id, of: id, by: team.session)
                    default:
                        try await test.dossiers.keep(
                            DossierDocument(title: "Title \(turn)", files: [try await test.file("f\(turn).txt")]),
                            in: part, of: id, by: team.session)
                    }
                } catch is DossierRefusal {}
            }
        }

        /// One of each kind at least, whatever the dice said.
        private func everything() async throws {
            try await test.write("Secret of the clinic", in: .care, of: id, by: clinic)
            try await test.dossiers.keep(
                DossierDocument(title: "Letter", files: [try await test.file("letter.txt")]), in: .general, of: id,
                by: clinic.session)
            try await test.write("Taken back", of: id, by: clinic)
            let fact = try #require(
                try await test.dossiers.open(id, by: clinic.session).contents.all(Fact.self)
                    .first { $0.body.text == "Taken back" })
            try await test.dossiers.withdraw(fact.id, seeing: fact.id, of: id, by: clinic.session)
            let question = try await test.tasks.consult(
                ConsultationText(question: "Question about Eva", grounds: .example()), of: teams[2].id, about: id,
                urgency: .normal, due: test.now + .days(2), from: test.draft, by: police.session)
            try await test.tasks.write(
                DossierMessage("Answer about Eva"), on: question, from: test.draft, by: teams[2].session)
            try await test.tasks.finish(question, as: .done, "Done", by: teams[2].session)
            try await test.tasks.call(
                MeetingPlan(place: "Room", agenda: "Eva", grounds: .example()), with: [clinic.id], about: id,
                at: test.now + .days(1), from: test.draft, by: police.session)
            let meeting = try #require(
                try await test.dossiers.open(id, by: police.session).tasks.first { $0.kind == .meeting })
            try await test.tasks.keepMinutes(
                MeetingMinutes(text: "Minutes about Eva", told: ""),
                [Decision(text: "Call Eva", organisation: clinic.id, due: test.now + .days(3))], of: meeting.id,
                version: meeting.task.version, by: police.session)
            for line in try await test.dossiers.open(id, by: police.session).tasks
            where line.state == .open && line.kind == .action {
                let doer = try #require(teams.first { $0.id == line.task.responsible })
                try await test.tasks.finish(line.id, as: .done, "Called", by: doer.session)
            }
            _ = try await test.dossiers.find("Eva", by: clinic.session)
            // Asked by who then leaves: nobody in the dossier can end it, and it is open when the dossier is destroyed.
            try await test.tasks.consult(
                ConsultationText(question: "Left open about Eva", grounds: .example()), of: clinic.id, about: id,
                urgency: .normal, due: test.now + .days(2), from: test.draft, by: teams[2].session)
            let share = try #require(
                try await test.dossiers.open(id, by: police.session).readers.flatMap(\.readers).compactMap(\.admission)
                    .first { $0.organisation == teams[2].id && $0.compartment == .general })
            try await test.sharing.end(share.id, of: id, because: "Not needed", by: police.session)
        }

        /// Everybody's keys, kept from before.
        var keyrings: [Keyring] { teams.map(\.session.keyring) }
    }

    @Test(
        "of a dossier stands on a written list: no contents, keys, files, words or notices are in any table, and nothing opens",
        arguments: Engine.allCases, [3, 4] as [UInt64])
    func wholeDossier(engine: Engine, seed: UInt64) async throws {
        try await withCase(on: engine, seed: seed) { test in
            let full = try await Full(test, seed)
            let (id, police) = (full.id, full.police)
            let database = test.world.ground.database
            let ids = try await Leftovers.ids(of: id.text, in: database)
            let before = try await Leftovers(of: ids, in: database)
            #expect(
                before.tables.isSuperset(of: [
                    "attachment", "attachment_chunk", "compartment_grant", "notice", "search_indexed", "search_token",
                    "withdrawal", "duty",
                ]), "there is something to destroy in each")
            let objects = ids.filter { $0.hasPrefix("dos_") || $0.hasPrefix("tsk_") }
            #expect(objects.count > 3)
            try await test.dossiers.close(
                id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: police),
                by: police.session)
            let record = try #require(
                try await test.dossiers.open(id, by: full.clinic.session).contents.all(Fact.self)
                    .first { $0.body.text == "Secret of the clinic" })
            try await test.retention.propose(id, record: record.id, because: .requested, by: full.clinic.session)
            test.world.clock.advance(by: .days(22 * 366))
            let session = try await test.world.session(police.crew.intake)
            await expectRefusal(.stillKept) {
                try await test.retention.propose(id, because: .termPassed, by: session)
            }
            // Each keeper destroys its own parts; then nobody but the coordinator keeps anything.
            for team in full.teams.dropFirst() {
                let keeper = try await test.world.session(team.crew.intake)
                let second = try await test.world.session(team.crew.coordinator)
                for due in try await test.retention.due(for: keeper) {
                    try await test.retention.propose(id, part: due.part, because: .termPassed, by: keeper)
                    let proposal = try #require(
                        try await test.retention.proposals(for: second).first { $0.part == due.part && $0.record == nil })
                    try await test.retention.confirm(proposal.id, by: second)
                }
            }
            #expect(try await test.retention.due(for: session).map(\.part) == [nil])
            try await test.retention.propose(id, because: .termPassed, by: session)
            let colleague = try await test.world.session(police.crew.coordinator)
            let proposal = try #require(try await test.retention.proposals(for: colleague).first { $0.record == nil })
            try await test.retention.confirm(proposal.id, by: colleague)
            let left = try await Leftovers(of: ids, in: database)
            #expect(left.beyond(remainsOfDossier) == [])
            for object in objects {
                for keyring in full.keyrings + [session.keyring, colleague.keyring] {
                    #expect(try await test.opened(object, with: keyring) == 0)
                }
            }
            let doctor = try await test.world.session(full.clinic.crew.intake)
            #expect(try await test.retention.proposals(for: doctor).isEmpty, "nothing of it waits to be destroyed")
            for query in ["Eva", "secret", "letter"] {
                #expect(try await test.dossiers.find(query, by: doctor).isEmpty)
            }
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test(
        "of one thing is no version, whichever was named, and no file; it is the part's keeper who destroys it",
        arguments: Engine.allCases)
    func oneThing(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let clinic = try await test.team("Clinic")
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: clinic)
            var versions: [RecordID] = []
            for number in 1...3 {
                try await test.dossiers.keep(
                    DossierDocument(title: "Version \(number)", files: [try await test.file("\(number).txt")]),
                    in: .medical, of: id, replacing: versions.last, by: clinic.session)
                versions.append(
                    try #require(
                        try await test.dossiers.open(id, by: clinic.session).contents.all(DossierDocument.self).first?.id))
            }
            let ids = try await Leftovers.ids(of: id.text, in: test.world.ground.database)
            let files = ids.filter { $0.hasPrefix("att_") }
            #expect(files.count == 3)
            await #expect(throws: DossierAbsent.self) {
                try await test.retention.propose(id, record: versions[1], because: .requested, by: police.session)
            }
            try await test.retention.propose(id, record: versions[1], because: .requested, by: clinic.session)
            let colleague = try await test.world.session(clinic.crew.coordinator)
            let proposal = try #require(try await test.retention.proposals(for: colleague).first)
            let stranger = try await test.world.session(police.crew.coordinator)
            await #expect(throws: DossierAbsent.self) { try await test.retention.confirm(proposal.id, by: stranger) }
            try await test.retention.confirm(proposal.id, by: colleague)
            let all = versions
            let left = try await test.world.ground.database.read { tx in
                try tx.value(
                    "SELECT count(*) FROM record WHERE id IN \(list: all) AND sealed IS NOT NULL", as: Int.self)
            }
            #expect(left == 0)
            #expect(try await Leftovers(of: files, in: test.world.ground.database).cells == [])
            await expectRefusal(.changedMeanwhile) {
                try await test.dossiers.keep(
                    DossierDocument(title: "After", files: [try await test.file("after.txt")]), in: .medical, of: id,
                    replacing: versions[2], by: clinic.session)
            }
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test("a proposal that somebody put back after the part went over destroys nothing", arguments: Engine.allCases)
    func keeper(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let city = try await test.team("City")
            let id = try await test.begin("Kept", by: police)
            let fact = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(Fact.self).first)
            try await test.retention.propose(id, record: fact.id, because: .requested, by: police.session)
            let colleague = try await test.world.session(police.crew.coordinator)
            let proposal = try #require(try await test.retention.proposals(for: colleague).first)
            try await test.tasks.offer(
                id, to: city.id, "She moved", .example(), warmUntil: test.now + .days(9),
                version: try await test.version(id, for: police), by: police.session)
            try await test.tasks.accept(id, by: city.session)
            try await test.world.ground.database.write { tx in
                try tx.execute("UPDATE destruction SET ended_by = NULL, ended_at = NULL WHERE id = \(proposal.id)")
            }
            await expectRefusal(.changedMeanwhile) { try await test.retention.confirm(proposal.id, by: colleague) }
            #expect(try await test.facts(of: id, for: city) == ["Kept"])
        }
    }

    @Test("a kind of record that opening, searching and destroying do not know is not kept", arguments: Engine.allCases)
    func unknownKind(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin(by: police)
            let file = try await test.file("voice.txt")
            await #expect(throws: StorageError.self) {
                try await test.dossiers.keep(Voice(files: [file]), in: .general, of: id, by: police.session)
            }
            let left = try await Leftovers.ids(of: id.text, in: test.world.ground.database)
            #expect(left.allSatisfy { !$0.hasPrefix("att_") })
        }
    }
}

/// A kind of record that the wing does not know.
private struct Voice: DossierRecord {
    static let kind = RecordKind("voice")
    static let act = Act("dossier.voiceKept")
    var files: [FileNote]
    var texts: [String] { [] }
    func checked() throws(DossierRefusal) {}
}
