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

@Suite("Withdrawing what one wrote")
struct WithdrawingTests {
    /// A dossier of the police in which a clinic and a shelter read the general part.
    private struct Table {
        let test: Case
        let police: Team
        let clinic: Team
        let shelter: Team
        let id: DossierID

        init(_ test: Case) async throws {
            self.test = test
            police = try await test.team("Police")
            clinic = try await test.team("Clinic")
            shelter = try await test.team("Shelter")
            id = try await test.begin("She waits at the station", by: police)
            for team in [clinic, shelter] { try await test.share(of: id, from: police, with: team) }
            test.world.clock.advance(by: .minutes(1))
        }

        func facts(for team: Team) async throws -> [Kept<Fact>] {
            try await test.dossiers.open(id, by: team.session).contents.all(Fact.self)
        }

        func fact(_ text: String) async throws -> Kept<Fact> {
            try #require(try await facts(for: police).first { $0.body.text == text })
        }

        /// Writes a fact; its version.
        func write(_ text: String, by team: Team, replacing earlier: RecordID? = nil) async throws -> RecordID {
            try await test.write(text, of: id, by: team, replacing: earlier)
            test.world.clock.advance(by: .minutes(1))
            return try await fact(text).id
        }

        func withdraw(_ record: RecordID, seeing newest: RecordID? = nil, by session: Session) async throws {
            try await test.dossiers.withdraw(record, seeing: newest ?? record, of: id, by: session)
            test.world.clock.advance(by: .minutes(1))
        }
    }

    private func news(_ member: MemberID, _ test: Case) async throws -> [NoticeKind] {
        try await test.world.ground.database.read { tx in
            try test.world.ground.notices.unseen(for: member, limit: 20, in: tx).map(\.kind)
        }
    }

    @Test(
        "empties it for everybody; that it was there and who read it remain, and whoever read it is told",
        arguments: Engine.allCases)
    func empties(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            let (id, clinic) = (table.id, table.clinic)
            let note = try await test.file("echo.txt")
            try await test.dossiers.keep(
                DossierDocument(title: "She is pregnant", files: [note]), in: .general, of: id, by: clinic.session)
            test.world.clock.advance(by: .minutes(1))
            let document = try #require(
                try await test.dossiers.open(id, by: table.shelter.session).contents.all(DossierDocument.self).first)
            test.world.clock.advance(by: .minutes(1))
            #expect(try await test.dossiers.find("pregnant", by: table.police.session).count == 1, "before it is withdrawn")
            try await table.withdraw(document.id, by: clinic.session)
            #expect(try await news(table.shelter.session.member.id, test).contains(.recordWithdrawn))
            #expect(try await !news(table.police.session.member.id, test).contains(.recordWithdrawn))
            for team in [table.police, clinic, table.shelter] {
                let view = try await test.dossiers.open(id, by: team.session)
                #expect(try view.contents.all(DossierDocument.self).isEmpty)
                let withdrawn = try #require(view.contents.withdrawn.first)
                #expect(withdrawn.kind == .dossierDocument && withdrawn.compartment == .general)
                #expect(withdrawn.withdrawnBy.name == "Clinic intake" && withdrawn.author.organisationName == "Clinic")
                let readers = try await test.dossiers.readings(of: view).of(withdrawn)
                #expect(readers.map(\.name) == ["Shelter intake"], "only who opened it before it was withdrawn")
                #expect(try await test.dossiers.find("pregnant", by: team.session).isEmpty)
                #expect(try await test.dossiers.find("station", by: team.session).map(\.envelope.id) == [id])
                await #expect(throws: DossierAbsent.self) {
                    try await test.dossiers.file(note.id, of: id, by: team.session)
                }
            }
            let left = try await Leftovers(of: [note.id.text, document.id.text], in: test.world.ground.database)
            #expect(
                left.beyond([
                    "record": [
                        "id", "compartment", "object", "kind", "author", "at_ms", "replaces", "digest", "destroyed_at", "word",
                    ],
                    "withdrawal": ["record", "object", "member", "withdrawn_at", "word"],
                    "journal_entry": ["id", "at_ms", "actor", "organisation", "role", "act", "object", "mac"],
                ]).isEmpty)
            #expect(try await test.faults().isEmpty, "the journaled withdrawal vouches for the emptied record")
            let line = try await test.log.page(of: id, by: table.police.session).lines.first { $0.act == .recordWithdrawn }
            #expect(line?.actor == "Clinic intake" && line?.basis == "general")
        }
    }

    @Test(
        "takes along the earlier versions of one's own; what another organisation wrote stays, and can be corrected",
        arguments: Engine.allCases)
    func versions(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            let (police, clinic) = (table.police, table.clinic)
            let first = try await table.write("First of the police", by: police)
            let second = try await table.write("Second of the clinic", by: clinic, replacing: first)
            let third = try await table.write("Third of the clinic", by: clinic, replacing: second)
            try await table.withdraw(third, by: clinic.session)
            var fact = try await table.fact("First of the police")
            #expect(fact.earlier.isEmpty && fact.id == first, "it stands again")
            let fourth = try await table.write("Fourth of the police", by: police, replacing: first)
            fact = try await table.fact("Fourth of the police")
            #expect(fact.earlier.map(\.body.text) == ["First of the police"])
            await expectRefusal(.changedMeanwhile) {
                _ = try await table.write("Another fourth", by: clinic, replacing: first)
            }
            let fifth = try await table.write("Fifth of the clinic", by: clinic, replacing: fourth)
            let sixth = try await table.write("Sixth of the police", by: police, replacing: fifth)
            try await table.withdraw(fifth, seeing: sixth, by: clinic.session)
            fact = try await table.fact("Sixth of the police")
            #expect(fact.earlier.map(\.body.text) == ["Fourth of the police", "First of the police"])
            #expect(try await table.facts(for: clinic).count == 2, "that one, and the dossier's first fact")
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test(
        "is for its writer and their coordinators; of two who withdraw and correct at once one is told",
        arguments: Engine.allCases)
    func refusals(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            let written = try await table.write("Of the clinic", by: table.clinic)
            for session in [table.police.session, table.shelter.session] {
                await expectRefusal(.notWriter) { try await table.withdraw(written, by: session) }
            }
            let colleague = try await test.world.session(
                try await test.world.enrol("Somebody else", .coordinator, at: table.clinic.id))
            await #expect(throws: DossierAbsent.self) { try await table.withdraw(written, by: colleague) }
            let decision = try #require(
                try await test.dossiers.open(table.id, by: table.police.session).contents.all(SharingDecision.self).first)
            await expectRefusal(.cannotWithdraw) { try await table.withdraw(decision.id, by: table.police.session) }
            let corrected = try await table.write("Corrected", by: table.police, replacing: written)
            await expectRefusal(.changedMeanwhile) { try await table.withdraw(written, by: table.clinic.session) }
            let coordinator = try await test.world.session(table.clinic.crew.coordinator)
            try await table.withdraw(written, seeing: corrected, by: coordinator)
            try await table.withdraw(written, seeing: corrected, by: coordinator)
            #expect(try await table.fact("Corrected").earlier.isEmpty, "a second press does nothing more")
            let again = try await table.write("Again of the clinic", by: table.clinic)
            try await table.withdraw(again, by: table.clinic.session)
            await expectRefusal(.changedMeanwhile) {
                try await test.write("Too late", of: table.id, by: table.police, replacing: again)
            }
        }
    }

    /// Whether it was done; false when somebody was quicker.
    private static func isDone(_ body: @Sendable () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return true
        } catch let refusal as DossierRefusal where refusal.reason == .changedMeanwhile {
            return false
        }
    }

    @Test("and correcting at the same moment: one of the two is done", arguments: Engine.allCases)
    func race(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            for turn in 1...8 {
                let written = try await table.write("\(turn)", by: table.clinic)
                async let withdrawing = Self.isDone {
                    try await test.dossiers.withdraw(
                        written, seeing: written, of: table.id, by: table.clinic.session)
                }
                async let correcting = Self.isDone {
                    try await test.write("\(turn) corrected", of: table.id, by: table.police, replacing: written)
                }
                let (isWithdrawn, isCorrected) = try await (withdrawing, correcting)
                #expect(isWithdrawn != isCorrected)
            }
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test("verify names what was emptied and nobody withdrew, and what was put in another's name", arguments: Engine.allCases)
    func verify(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            let database = test.world.ground.database
            let kept = try await table.write("Kept", by: table.clinic)
            let gone = try await table.write("Gone", by: table.clinic)
            try await table.withdraw(gone, by: table.clinic.session)
            #expect(try await test.faults().isEmpty)
            try await database.write { tx in
                try tx.execute("UPDATE record SET sealed = NULL, destroyed_at = \(test.now) WHERE id = \(kept)")
            }
            let faults = try await test.faults()
            #expect(faults.count == 1 && faults[0].contains("emptied") && faults[0].contains(kept.text))
            try await database.write { tx in
                try tx.execute(
                    "UPDATE withdrawal SET member = \(table.police.session.member.id) WHERE record = \(gone)")
            }
            #expect(try await test.faults().contains(gone.text))
            #expect(try await test.dossiers.open(table.id, by: table.police.session).contents.withdrawn.isEmpty)
            try await database.write { tx in try tx.execute("DELETE FROM withdrawal WHERE record = \(gone)") }
            #expect(try await test.faults().contains(gone.text), "that it was withdrawn is hidden")
        }
    }

    @Test("whoever wrote sees who opened the part since; who was let in to later things only is not among them",
        arguments: Engine.allCases)
    func readers(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            let city = try await test.team("City")
            let written = try await table.write("Of the clinic", by: table.clinic)
            try await test.share(of: table.id, from: table.police, with: city, earlier: false)
            test.world.clock.advance(by: .minutes(1))
            _ = try await table.facts(for: city)
            _ = try await table.facts(for: table.shelter)
            test.world.clock.advance(by: .minutes(1))
            let view = try await test.dossiers.open(table.id, by: table.clinic.session)
            let fact = try #require(try view.contents.all(Fact.self).first { $0.id == written })
            let readings = try await test.dossiers.readings(of: view)
            #expect(readings.of(fact).map(\.name) == ["Police intake", "Shelter intake"])
            #expect(readings.of(fact).map(\.organisationName) == ["Police", "Shelter"])
            let later = try await table.write("Later", by: table.clinic)
            _ = try await table.facts(for: city)
            let next = try await test.dossiers.open(table.id, by: table.clinic.session)
            let last = try #require(try next.contents.all(Fact.self).first { $0.id == later })
            #expect(try await test.dossiers.readings(of: next).of(last).map(\.name) == ["City intake", "Police intake"])
        }
    }

    @Test("a message about a question is withdrawn too; a message is reworded by its writers only", arguments: Engine.allCases)
    func messages(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            let question = try await test.tasks.consult(
                ConsultationText(question: "Is she safe?", grounds: .example()), of: table.clinic.id, about: nil,
                urgency: .normal, due: test.now + .days(2), from: test.draft, by: table.police.session)
            try await test.tasks.write(
                DossierMessage("She is pregnant"), on: question, from: test.draft, by: table.clinic.session)
            test.world.clock.advance(by: .minutes(1))
            let message = try #require(
                try await test.tasks.open(question, by: table.police.session).contents.all(DossierMessage.self).first)
            test.world.clock.advance(by: .minutes(1))
            await expectRefusal(.notWriter) {
                try await test.tasks.withdraw(message.id, of: question, by: table.police.session)
            }
            try await test.tasks.withdraw(message.id, of: question, by: table.clinic.session)
            test.world.clock.advance(by: .minutes(1))
            #expect(try await news(table.police.session.member.id, test).contains(.recordWithdrawn))
            let view = try await test.tasks.open(question, by: table.police.session)
            #expect(try view.contents.all(DossierMessage.self).isEmpty && view.contents.withdrawn.count == 1)
            #expect(try await test.tasks.readings(of: view).of(view.contents.withdrawn[0]).map(\.name) == ["Police intake"])
            try await test.dossiers.keep(
                DossierMessage("Ours"), in: .general, of: table.id, by: table.clinic.session)
            let ours = try #require(
                try await test.dossiers.open(table.id, by: table.clinic.session).contents.all(DossierMessage.self).first)
            await expectRefusal(.notWriter) {
                try await test.dossiers.keep(
                    DossierMessage("Theirs"), in: .general, of: table.id, replacing: ours.id, by: table.police.session)
            }
            try await test.dossiers.keep(
                DossierMessage("Better"), in: .general, of: table.id, replacing: ours.id, by: table.clinic.session)
            let messages = try await test.dossiers.open(table.id, by: table.police.session)
                .contents.all(DossierMessage.self)
            #expect(messages.map(\.body.text) == ["Better"])
            #expect(try await test.faults().isEmpty)
        }
    }

    @Test("an organisation that does not read the part is told so of itself when it is asked something there", arguments: Engine.allCases)
    func asked(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let table = try await Table(test)
            try await test.write("Only ours", in: .police, of: table.id, by: table.police)
            await expectRefusal(.receiverNotAdmitted) {
                try await test.tasks.ask(
                    "Look", of: table.clinic.id, in: .police, of: table.id, due: test.now + .days(1), from: test.draft,
                    by: table.police.session)
            }
        }
    }
}
