import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

@Suite("A member's form that is sent three times at once")
struct SentTwiceTests {
    private func thrice(_ scene: Scene, _ path: String, _ fields: [(String, String)], _ cookie: String) async throws
        -> [Answer]
    {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<3 { group.addTask { try await scene.post(path, fields, cookie: cookie) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("is one deed and one answer, whatever is done", arguments: Engine.allCases)
    func deeds(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let crew = try await scene.open("Shelter")
            let other = try await scene.open("Other", isFallback: true)
            let id = try await scene.report(to: crew)
            let due = Day(scene.clock.now + .days(2))
            let deeds: [(String, [(String, String)], String)] = [
                ("judgement", [("urgency", "urgent"), ("judgement.text", "A minor")], "report.judged"),
                (
                    "plan",
                    [
                        ("due.day", "\(due.day)"), ("due.month", "\(due.month)"), ("due.year", "\(due.year)"),
                        ("clock", "10:00"),
                    ], "report.planned"
                ),
                ("hand-over", [("receiver", other.id.text), ("hand-over.text", "Yours")], "handOver.offered"),
            ]
            for (deed, fields, act) in deeds {
                let page = try await scene.ask(.get, "/nl/reports/\(id)", cookie: crew.intake)
                let version = try #require(page.hidden("version"))
                let answers = try await thrice(
                    scene, "/nl/reports/\(id)/\(deed)", [("version", version)] + fields, crew.intake)
                #expect(answers.map(\.status) == [303, 303, 303], "\(deed)")
                #expect(Set(answers.map(\.location)).count == 1)
                let count = try await scene.ground.database.read { tx in
                    try tx.value("SELECT count(*) FROM journal_entry WHERE act = \(act)", as: Int.self)
                }
                #expect(count == 1, "\(deed)")
                // A colleague with the same old page is told that somebody was before.
                let late = try await scene.post(
                    "/nl/reports/\(id)/\(deed)", [("version", version)] + fields, cookie: crew.coordinator)
                #expect(late.status == 409, "\(deed)")
            }
            let taken = try await thrice(scene, "/nl/reports/\(id)/accept", [], other.intake)
            #expect(taken.map(\.status) == [303, 303, 303])
        }
    }

    @Test("that says something else than the one before is told that somebody was before")
    func another() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let page = try await scene.ask(.get, "/nl/reports/\(id)", cookie: crew.intake)
            let version = try #require(page.hidden("version"))
            func judge(_ text: String) async throws -> Int {
                try await scene.post(
                    "/nl/reports/\(id)/judgement",
                    [("version", version), ("urgency", "urgent"), ("judgement.text", text)], cookie: crew.intake
                ).status
            }
            #expect(try await judge("A minor") == 303)
            #expect(try await judge("An adult") == 409)
            #expect(try await judge("A minor") == 303)
        }
    }

    @Test("shows the link of an invitation again to who made it, and to nobody else", arguments: Engine.allCases)
    func invitation(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let crew = try await scene.open("Shelter")
            func administrator(_ name: String) async throws -> String {
                try await scene.logIn(name, .administrator, at: crew.id, name: name)
            }
            let (admin, colleague) = (try await administrator("Ada"), try await administrator("Bo"))
            let page = try await scene.ask(.get, "/nl/members", cookie: admin)
            let fields = [("member", try #require(page.hidden("member"))), ("name", "Noor"), ("role", "analyst")]
            let answers = try await thrice(scene, "/nl/members", fields, admin)
            let links = answers.map { $0.first("/nl/invitation/([0-9a-z]{26})") }
            #expect(answers.map(\.status) == [200, 200, 200] && links[0] != nil && Set(links).count == 1)
            let other = try await scene.post("/nl/members", fields, cookie: colleague)
            #expect(other.status == 303 && other.first("/nl/invitation/([0-9a-z]{26})") == nil)
            scene.clock.advance(by: .minutes(11))
            let later = try await scene.post("/nl/members", fields, cookie: admin)
            #expect(later.status == 303, "a link is shown for a moment, and not for days")
        }
    }
}

@Suite("An organisation that has nobody left who reads")
struct NoReaderTests {
    @Test("is not said to read, and takes no words that would be lost", arguments: Engine.allCases)
    func gone(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let crew = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            let code = try await person.send()
            try await person.comeBack(with: code)
            #expect(person.page.text.contains("name=\"answer\""))
            let before = person.page
            try await scene.ground.database.write { [membership = scene.ground.membership] tx in
                for member in try membership.members(of: crew.id, in: tx) {
                    try membership.remove(member.id, of: crew.id, evenTheLast: true, in: tx)
                }
            }
            try await person.comeBack(with: code)
            #expect(person.page.text.contains("Op dit moment kan niemand bij Shelter je bericht lezen."))
            #expect(!person.page.text.contains("name=\"answer\"") && !person.page.text.contains("medewerker"))
            person.page = before
            let answer = try await person.answered("I am afraid")
            #expect(answer.status == 422 && answer.text.contains("kan niemand bij Shelter"))
            let kept = try await scene.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM record WHERE kind = 'message'", as: Int.self)
            }
            #expect(kept == 0)
        }
    }
}
