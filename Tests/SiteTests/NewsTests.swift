import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import Site
@testable import Web

@Suite("What is new")
struct NewsTests {
    private func entries(_ scene: Scene) async throws -> Int {
        try await scene.ground.database.read { tx in
            try tx.value("SELECT count(*) FROM journal_entry", as: Int.self) ?? 0
        }
    }

    private func news(_ cookie: String, since moment: Instant, _ scene: Scene) async throws -> Answer {
        try await scene.ask(.get, "/nl/news?since=\(moment.milliseconds)", cookie: cookie)
    }

    @Test("is told to an open page by its number, which is no look and keeps nobody logged in")
    func polled() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let opened = scene.clock.now
            let list = try await scene.coordinator(crew).see("inbox")
            #expect(list.first("data-news=\"([^\"]*)\"") == "/nl/news?since=\(opened.milliseconds)")
            let nothing = try await news(crew.coordinator, since: opened, scene)
            #expect(nothing.status == 204 && nothing.text.isEmpty)
            scene.clock.advance(by: .seconds(5))
            let words = "Her name is Eva"
            let ids = [try await scene.report(words, to: crew), try await scene.report(words, to: crew)]
            let before = try await entries(scene)
            let two = try await news(crew.coordinator, since: opened, scene)
            #expect(two.status == 200 && two.text == "2 nieuw")
            for id in ids { #expect(!two.text.contains(id) && !"\(two.fields)".contains(id)) }
            #expect(try await entries(scene) == before)
            #expect(try await news(crew.coordinator, since: scene.clock.now, scene).status == 204)
            // Half an hour later the page has asked thirty times, and the session has ended all the same.
            for _ in 0..<31 {
                scene.clock.advance(by: .minutes(1))
                _ = try await news(crew.coordinator, since: opened, scene)
            }
            #expect(try await news(crew.coordinator, since: opened, scene).location == "/nl/log-in?news=ended")
            #expect(try await scene.ask(.get, "/nl/inbox", cookie: crew.coordinator).status == 303)
        }
    }

    @Test("stands on the day until it was opened or said to be seen, and what came since stays")
    func seen() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let first = try await scene.report(to: crew)
            let coordinator = scene.coordinator(crew)
            let day = try await coordinator.see("day")
            #expect(day.text.contains("Er is een melding binnengekomen") && day.text.contains(first))
            scene.clock.advance(by: .seconds(1))
            let second = try await scene.report(to: crew)
            let until = try #require(day.hidden("until"))
            let done = try await scene.post("/nl/day/seen", [("until", until)], cookie: crew.coordinator)
            #expect(done.location == "/nl/day")
            let after = try await coordinator.see("day").text
            let news = after.split(separator: "id=\"mine\"").first ?? ""
            #expect(!news.contains(first) && news.contains(second))
            _ = try await coordinator.open(second)
            #expect(try await coordinator.see("day").hidden("until") == nil, "opened is seen")
            #expect(try await scene.intake(crew).see("inbox").text.contains("2 dingen zijn nieuw"), "for oneself alone")
        }
    }

    @Test("leads nowhere when it is another organisation's by now")
    func elsewhere() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let other = try await scene.open("Other", isFallback: true)
            let id = try await scene.report(to: crew)
            _ = try await scene.intake(crew).doesAtOnce(
                "hand-over", on: id, [("receiver", other.id.text), ("hand-over.text", "Yours")])
            _ = try await scene.intake(other).doesAtOnce("accept", on: id)
            let day = try await scene.coordinator(crew).see("day")
            #expect(day.text.contains("Overgenomen door de andere organisatie"))
            #expect(try day.text.contains(reference(id)) && !day.text.contains(id))
        }
    }
}
