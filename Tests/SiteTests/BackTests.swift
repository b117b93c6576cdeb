import HTTPTypes
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

/// The browser's own Back and Forward; how browsers do it is tried with browsers.
@Suite("Whoever presses the browser's Back while a form is open")
struct BackTests {
    private let story = "She is never alone, and he counts her money"

    /// How a choice stands on a page that was made.
    private func chosen(_ value: String) -> String { "value=\"\(value)\" autocomplete=\"off\" checked" }

    private func filledIn(_ scene: Scene) async throws -> Person {
        var person = try await Person(scene, keepingCookies: true)
        try await person.goToFiles(words: story)
        return person
    }

    @Test("finds each page as it was filled in, and the last one again by going forward")
    func filledIn() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await filledIn(scene)
            try await person.press("next", files: [.picture("kamer.jpg")])
            try await person.press("next", [("contact", "telephone"), ("phone", "06 12345678")])
            #expect(person.page.hidden("step") == "check")
            let way = try (person.browser?.history ?? []).map { try #require($0) }
            let expected = [
                chosen("victim"), chosen("bystander"), chosen("no"),
                chosen("yes"), chosen("minor"), chosen("sexual"),
                "circumstances", "advice", "signs", story, "persons", "kamer.jpg", "06 12345678", story,
            ]
            #expect(way.count == expected.count)
            for (address, shown) in Array(zip(way, expected)).reversed() + Array(zip(way, expected)) {
                try await person.revisit(address)
                #expect(person.page.status == 200 && person.page.text.contains(shown), "\(address): \(shown)")
                #expect(person.page.fields[.cacheControl] == "no-store")
                #expect(address.wholeMatch(of: /\/nl\/report\/[0-9a-z]{4}\/[0-9]+/) != nil, "nothing typed stands in it")
            }
            _ = try await person.send()
        }
    }

    @Test("finds what was wrong with an answer, and does not once it was put right")
    func problems() async throws {
        try await withScene { scene in
            var person = try await Person(scene, keepingCookies: true)
            try await person.press("next")
            #expect(person.page.text.contains("error-summary"))
            try await person.press("next", [("subject", "victim")])
            #expect(person.page.hidden("step") == "role" && !person.page.text.contains("error-summary"))
            let first = try #require(person.browser?.history.first ?? nil)
            try await person.revisit(first)
            #expect(person.page.status == 200 && !person.page.text.contains("error-summary"))
        }
    }

    @Test("and changes an answer there loses none that came after")
    func later() async throws {
        try await withScene { scene in
            var person = try await filledIn(scene)
            let way = person.browser?.history ?? []
            try await person.revisit(try #require(way[4]))
            #expect(person.page.hidden("step") == "age")
            try await person.press("next", [("age", "adult")])
            #expect(person.page.hidden("step") == "exploitation" && person.page.text.contains(chosen("sexual")))
            for _ in 1...4 { try await person.press("next", [("exploitation", "sexual")]) }
            #expect(person.page.hidden("step") == "words" && person.page.text.contains(story))
        }
    }

    @Test("in a browser that kept the page itself loses none either: the newer answers count")
    func stale() async throws {
        try await withScene { scene in
            var person = try await Person(scene, keepingCookies: true)
            for answer in [[("subject", "victim")], [("role", "bystander")], [("danger", "no")]] {
                try await person.press("next", answer)
            }
            let old = person.page
            #expect(old.hidden("step") == "place")
            for answer in [[("placeUnknown", "yes")], [("age", "minor")], [("exploitation", "sexual")]] {
                try await person.press("next", answer)
            }
            person.page = old
            try await person.press("next", [("place", "Utrecht")])
            #expect(person.page.hidden("step") == "age" && person.page.text.contains(chosen("minor")))
            try await person.press("next")
            #expect(person.page.text.contains(chosen("sexual")))
        }
    }

    /// What ends a form.
    enum End: CaseIterable { case erased, left, quiet }

    @Test("finds nothing of it after erasing, leaving, or an hour without an answer", arguments: End.allCases)
    func nothing(end: End) async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await filledIn(scene)
            let (way, key) = (person.browser?.history ?? [], person.browser?.key)
            switch end {
            case .erased:
                try await person.press("abandon")
                try await person.press("erase")
                #expect(person.browser?.key == nil)
            case .left:
                let away = try await scene.ask(.get, "/nl/report/leave", form: key)
                #expect(away.location == exitAddress)
                #expect(away.fields[values: .setCookie].allSatisfy { $0.contains("Max-Age=0") })
                for _ in 1...10_000 where try await scene.openForms() > 0 { await Task.yield() }
            case .quiet: scene.clock.advance(by: OpenForms.idleTerm)
            }
            for case let address? in way {
                for key in [nil, key] {
                    let page = try await scene.ask(.get, address, form: key)
                    #expect(!page.text.contains(story) && !page.text.contains(" checked"), "\(address)")
                    #expect(page.status == (address.hasSuffix("/1") ? 200 : 410), "\(address)")
                }
            }
        }
    }

    @Test("can still send the page that was left open for hours: people are called away")
    func calledAway() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await filledIn(scene)
            scene.clock.advance(by: .hours(11))
            try await person.goToCheck()
            // It is open again, and Back works again.
            try await person.revisit(try #require(person.browser?.history[9]))
            #expect(person.page.text.contains(story))
            try await person.revisit(try #require(person.browser?.history.last ?? nil))
            _ = try await person.send()
        }
    }

    @Test("in the form of another tab finds that one's pages: two forms do not mix")
    func twoForms() async throws {
        try await withScene { scene in
            var one = try await filledIn(scene)
            var other = one
            other.page = try await other.arrived(scene.ask(.get, "/nl/advice", form: one.browser?.key))
            #expect(other.browser?.key == one.browser?.key)
            try await other.press("next", [("subject", "question")])
            try await one.revisit(try #require(one.browser?.history[0]))
            #expect(one.page.text.contains(chosen("victim")))
            try await other.revisit(try #require(other.browser?.history.dropLast().last ?? nil))
            #expect(other.page.text.contains(chosen("question")))
        }
    }

    @Test("has a cookie that is no script's and no other page's, holds a key only, and goes with the form")
    func cookie() async throws {
        try await withScene(settings: SiteSettings(publicAddress: "https://meld.example.nl")) { scene in
            let answer = try await scene.ask(.get, "/nl/report")
            let cookies = answer.fields[values: .setCookie]
            #expect(cookies.count == 2)
            for (cookie, path) in zip(cookies, ["/nl/report", "/en/report"]) {
                let form = try #require(
                    cookie.wholeMatch(
                        of: /__Secure-baken-form=[0-9a-f]{64}; Path=(.*); HttpOnly; SameSite=Strict; Secure/))
                #expect(form.1 == path)
            }
            for path in ["/nl", "/nl/points", "/nl/conversation", "/nl/log-in"] {
                let page = try await scene.ask(.get, path)
                #expect(page.fields[values: .setCookie].isEmpty, "\(path)")
            }
        }
    }
}

extension Scene {
    fileprivate func openForms() async throws -> Int {
        try await ground.database.read { tx in try tx.value("SELECT count(*) FROM open_form", as: Int.self) ?? 0 }
    }
}
