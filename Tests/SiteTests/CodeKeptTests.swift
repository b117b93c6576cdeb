import HTTPTypes
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

/// Somebody who has sent a report and presses whatever there is to press, until they say that they have the code.
private struct Wanderer {
    let scene: Scene
    let code: String
    /// What the form's cookie holds; nil where the browser refuses it.
    let key: String?
    var seen: Set<String> = []
    var presses = 0

    private func press(_ button: PageButton, _ group: String) async throws -> Answer {
        let fields = button.fields.map { ($0.key, $0.value) } + [("group", group)]
        let answer = try await scene.post(button.action, fields, form: key)
        guard answer.status == 303, let address = answer.location else { return answer }
        return try await scene.ask(.get, address, form: key)
    }

    private func shows(_ page: Answer) -> Bool { page.text.contains("data-code=\"\(code)\"") }

    /// Presses every button and follows every link of a page, and of each page that comes of it.
    mutating func walk(_ page: Answer) async throws {
        let name = "\(page.heading) \(page.text.contains("error-summary")) \(page.first("<html lang=\"(..)\"") ?? "")"
        guard seen.insert(name).inserted else { return }
        var leadsBack = shows(page)
        var next: [Answer] = []
        for button in page.buttons where button.fields["go"] != "leave" {
            for group in ["", "0000"] {
                presses += 1
                let answer = try await press(button, group)
                leadsBack = leadsBack || shows(answer)
                next.append(answer)
            }
        }
        for link in page.links { next.append(try await scene.ask(.get, link, form: key)) }
        #expect(leadsBack, "“\(page.heading)” does not lead back to the code")
        for answer in next { try await walk(answer) }
    }
}

@Suite("The code of a report that was sent")
struct CodeKeptTests {
    @Test("is never lost: each page that can be reached until it was kept leads back to it", arguments: [true, false])
    func allPaths(keepsCookies: Bool) async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene, keepingCookies: keepsCookies)
            try await person.goToFiles()
            try await person.goToCheck()
            let code = try await person.send()
            var wanderer = Wanderer(scene: scene, code: code, key: person.browser?.key)
            try await wanderer.walk(person.page)
            // In each language: the code, with and without what is wrong, the proof, and the page for who cannot keep it.
            #expect(wanderer.seen.count == 8 && wanderer.presses > 30, "\(wanderer.seen)")
            // The browser's own way back leads to it as well, from wherever one was.
            for case let address? in person.browser?.history ?? [] {
                try await person.revisit(address)
                #expect(person.page.text.contains("data-code=\"\(code)\""))
                #expect(!person.page.text.contains("She is never alone"))
            }
        }
    }

    @Test("comes with a proof whose long block is folded to a few lines, reached with the keyboard, selected as a whole")
    func proofFolded() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            _ = try await person.send()
            let button = try #require(person.page.buttons.first { $0.fields["go"] == "proof" })
            let page = try await scene.post(button.action, button.fields.map { ($0.key, $0.value) })
            let block = try #require(page.first("<pre class=\"proof whole\" role=\"region\"[^>]*tabindex=\"0\">([^<]*)</pre>"))
            let lines = block.split(separator: "\n")
            #expect(lines.first == "-----BEGIN BAKEN PROOF OF RECEIPT-----" && lines.allSatisfy { $0.count <= 76 })
            let style = try await scene.ask(.get, Asset.style.address).text
            #expect(style.contains(".whole { max-block-size: 8.5em; overflow-y: auto; user-select: all; }"))
            #expect(style.contains(".whole { max-block-size: none; }"))
        }
    }

    @Test("is still there when the proof cannot be had for the moment")
    func proofAway() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            let code = try await person.send()
            let proof = try #require(person.page.buttons.first { $0.fields["go"] == "proof" })
            await scene.ground.database.close()
            let answer = try await scene.post(proof.action, proof.fields.map { ($0.key, $0.value) })
            #expect(answer.status == 503 && answer.text.contains("data-code=\"\(code)\""))
        }
    }

    @Test("is asked for no more once it was kept, and then nothing leads to it")
    func kept() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene, keepingCookies: true)
            try await person.goToFiles()
            try await person.goToCheck()
            let code = try await person.send()
            let keep = try #require(person.page.buttons.first { $0.fields["go"] == "keep" })
            let key = person.browser?.key
            let typed = keep.fields.map { ($0.key, $0.value) } + [("group", String(code.suffix(4)))]
            person.page = try await person.arrived(scene.post(keep.action, typed, form: key))
            #expect(person.page.status == 200 && !person.page.text.contains(code) && person.browser?.key == nil)
            for case let address? in person.browser?.history ?? [] {
                // Also for somebody who has the cookie still.
                let page = try await scene.ask(.get, address, form: key)
                #expect(!page.text.contains(code) && (page.status == 410 || address.hasSuffix("/1")), "\(address)")
            }
        }
    }
}
