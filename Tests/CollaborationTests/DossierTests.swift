import Collaboration
import Duties
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("A dossier")
struct DossierTests {
    @Test("begins with what the reports say, and keeps the thread to the reporters", arguments: Engine.allCases)
    func fromReports(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let receipts = [Receipt(test.world.ground.chance), Receipt(test.world.ground.chance)]
            let clues = [
                Clue(kind: .name, value: "Eva", involvement: .victim),
                Clue(kind: .plate, value: "12-ABC-3", involvement: .perpetrator),
            ]
            let one = try await test.world.send("She is picked up", with: receipts[0], clues: clues).id
            let two = try await test.world.send("A red car", with: receipts[1], danger: true).id
            let id = try await test.dossiers.open(from: [one, two], by: police.session)
            #expect(try await test.dossiers.open(from: [one], by: police.session) == id, "it is opened once")

            let view = try await test.dossiers.open(id, by: police.session)
            #expect(view.isCoordinator)
            #expect(view.envelope.urgency == .danger, "as urgent as the most urgent of them")
            #expect(view.duty?.organisation == police.id)
            #expect(view.duty?.step == DossierStep.begin.rawValue)
            #expect(Set(try view.contents.all(Fact.self).map(\.body.text)) == ["She is picked up", "A red car"])
            let persons = try view.contents.all(Person.self).map(\.body)
            #expect(Set(persons.map(\.part)) == [.victim, .suspect])
            #expect(Set(persons.map(\.name)) == ["Eva", "12-ABC-3"])
            #expect(Set(view.reports.map(\.id)) == [one, two])

            let report = try await test.world.intake.open(one, by: police.session)
            #expect(
                report.debts.inOrder.map(\.step) == [.judge, .inDossier], "what nobody judged is to be judged still")
            try await test.world.dialogue.write(Message(text: "It is worse now"), with: receipts[0])
            let answered = try await test.world.intake.open(one, by: police.session)
            #expect(answered.debts[.answer] != nil, "the reporter is to be answered still")
        }
    }

    @Test("does not exist for who has no part in it", arguments: Engine.allCases)
    func absent(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: shelter.session) }
            await #expect(throws: DossierAbsent.self) { try await test.write("x", of: id, by: shelter) }
            await #expect(throws: DossierAbsent.self) {
                try await test.dossiers.close(
                    id, DossierClosing(result: .inCare, text: "x"), version: 1, by: shelter.session)
            }
            let found = try await test.days.dossiers(.takingPart, for: shelter.session).lines
            #expect(found.isEmpty)
        }
    }

    @Test("keeps every version of a fact, one after the other", arguments: Engine.allCases)
    func versions(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin("First", by: police)
            let first = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(Fact.self).first?.id)
            try await test.write("Second", of: id, by: police, replacing: first)
            await expectRefusal(.changedMeanwhile) {
                try await test.write("Another second", of: id, by: police, replacing: first)
            }
            await expectRefusal(.changedMeanwhile) {
                try await test.dossiers.keep(
                    Person(part: .victim, name: "Eva"), in: .general, of: id, replacing: first, by: police.session)
            }
            let facts = try await test.dossiers.open(id, by: police.session).contents.all(Fact.self)
            #expect(facts.map(\.body.text) == ["Second"])
            #expect(facts.first?.earlier.map(\.body.text) == ["First"])
        }
    }

    @Test("is kept once when its form is sent twice", arguments: Engine.allCases)
    func twice(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let draft = test.draft
            let new = try NewDossier(urgency: .normal, age: .adult, forms: [], municipality: nil, words: "A worry")
            let one = try await test.dossiers.open(new, from: draft, by: police.session)
            let two = try await test.dossiers.open(new, from: draft, by: police.session)
            #expect(one == two)
            let fact = Fact.example("She called")
            #expect(try await test.dossiers.keep(fact, in: .general, of: one, from: draft, by: police.session))
            #expect(try await !test.dossiers.keep(fact, in: .general, of: one, from: draft, by: police.session))
            #expect(try await test.facts(of: one, for: police) == ["A worry", "She called"])
        }
    }

    @Test("is due when its step is, and no later than safety is to be looked at", arguments: Engine.allCases)
    func due(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin(by: police)
            let review = test.now + .days(3)
            try await test.dossiers.judgeSafety(
                SafetyJudgement(
                    danger: .danger, toWhom: "Eva", fromWhom: "The man with the red car", reason: "He waits at school",
                    measures: [.init(text: "She is brought home", who: "School")], reviewBy: review), of: id,
                version: try await test.version(id, for: police), by: police.session)
            try await test.dossiers.plan(
                id, NextStep("Talk with the mother", because: "She comes back then"), due: test.now + .days(10),
                version: try await test.version(id, for: police), by: police.session)
            let view = try await test.dossiers.open(id, by: police.session)
            #expect(view.envelope.urgency == .danger)
            #expect(view.duty?.due == review)
            #expect(view.duty?.step == DossierStep.review.rawValue)
            await expectRefusal(.dueInThePast) {
                try await test.dossiers.plan(id, NextStep("x"), due: test.now, version: 1, by: police.session)
            }
            await expectRefusal(.changedMeanwhile) {
                try await test.dossiers.plan(
                    id, NextStep("x"), due: test.now + .days(1), version: 1, by: police.session)
            }
        }
    }

    @Test("is not closed over what is still to be done, and can be opened again", arguments: Engine.allCases)
    func closing(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin(by: police)
            try await test.tasks.ask(
                "Look at the cameras", of: police.id, in: .general, of: id, due: test.now + .days(2), from: test.draft,
                by: police.session)
            let closing = DossierClosing(result: .safe, text: "She lives with her aunt")
            await expectRefusal(.tasksOpen) {
                try await test.dossiers.close(
                    id, closing, version: try await test.version(id, for: police), by: police.session)
            }
            let task = try #require(try await test.dossiers.open(id, by: police.session).tasks.first)
            #expect(task.text == "Look at the cameras")
            try await test.tasks.finish(task.id, as: .done, "Nothing seen", by: police.session)
            func close(_ closing: DossierClosing) async throws {
                try await test.dossiers.close(
                    id, closing, version: try await test.version(id, for: police), by: police.session)
            }
            await expectRefusal(.safetyUnjudged) { try await close(closing) }
            let endings: [(Urgency, DossierResult, DossierRefusal.Reason?)] = [
                (.danger, .cannotGoOn, .dangerStands), (.danger, .safe, .dangerStands), (.urgent, .safe, .dangerStands),
                (.normal, .safe, nil),
            ]
            for (danger, result, refusal) in endings {
                try await test.dossiers.judgeSafety(
                    SafetyJudgement(
                        danger: danger, toWhom: "Her", fromWhom: "Him", reason: "Seen", reviewBy: test.now + .days(30)),
                    of: id, version: try await test.version(id, for: police), by: police.session)
                if let refusal { await expectRefusal(refusal) { try await close(DossierClosing(result: result, text: "x")) } }
            }
            try await close(closing)
            var view = try await test.dossiers.open(id, by: police.session)
            #expect(view.duty == nil)
            #expect(view.envelope.result == .safe)
            await expectRefusal(.changedMeanwhile) { try await test.write("x", of: id, by: police) }
            try await test.dossiers.reopen(id, version: view.envelope.version, by: police.session)
            view = try await test.dossiers.open(id, by: police.session)
            #expect(view.envelope.state == .open)
            #expect(view.duty?.step == DossierStep.act.rawValue)
        }
    }

    @Test("can be watched: somebody looks again at a set time", arguments: Engine.allCases)
    func watched(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let id = try await test.begin(by: police)
            let again = test.now + .days(30)
            try await test.dossiers.watch(
                id, NextStep("See whether she is at school"), until: again,
                version: try await test.version(id, for: police), by: police.session)
            let view = try await test.dossiers.open(id, by: police.session)
            #expect(view.envelope.state == .watched)
            #expect(view.duty?.step == DossierStep.lookAgain.rawValue)
            #expect(view.duty?.due == again)
            try await test.dossiers.resume(id, version: view.envelope.version, by: police.session)
            #expect(try await test.dossiers.open(id, by: police.session).envelope.state == .open)
        }
    }

    @Test(
        "that is late rises, and the fallback organisation sees that it is, not what it says",
        arguments: Engine.allCases)
    func late(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let crew = try await test.world.open("National", isFallback: true)
            let national = try await test.world.session(crew.intake)
            let id = try await test.begin(by: police, urgency: .danger)
            for _ in 0..<2 {
                test.world.clock.advance(by: .hours(5))
                _ = try await test.world.ground.database.write { tx in try test.world.ground.duties.escalate(in: tx) }
            }
            let late = try await test.days.day(for: national).lateElsewhere
            #expect(late.count == 1)
            #expect(late.first?.responsibleName == "Police")
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: national) }
        }
    }

    @Test("tells whoever reads a part that something new is in it, and nobody else", arguments: Engine.allCases)
    func news(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            try await test.share(.general, of: id, from: police, with: doctor)
            try await test.share(.safety, of: id, from: police, with: shelter)
            func news(_ team: Team) async throws -> [NoticeKind] {
                try await test.world.ground.database.write { tx in
                    let member = team.session.member.id
                    let unseen = try test.world.ground.notices.unseen(for: member, limit: 9, in: tx).map(\.kind)
                    try test.world.ground.notices.markSeen(id.text, by: member, in: tx)
                    return unseen
                }
            }
            _ = (try await news(police), try await news(doctor), try await news(shelter))
            try await test.write("A new number", of: id, by: doctor)
            let first = (try await news(police), try await news(doctor), try await news(shelter))
            #expect(first == ([.written], [], []))
            try await test.dossiers.judgeSafety(
                SafetyJudgement(
                    danger: .urgent, toWhom: "Her", fromWhom: "Him", reason: "He knows where she is",
                    reviewBy: test.now + .days(1)),
                of: id, version: try await test.version(id, for: police), by: police.session)
            let second = (try await news(police), try await news(doctor), try await news(shelter))
            #expect(second == ([], [], [.written]))
        }
    }
}
