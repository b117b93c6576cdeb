import Foundation
import HTTPTypes
import Support
import Terms
import Testing
import Words

@testable import Site
@testable import Web

@Suite("Somebody who said that there is danger now")
struct DangerNowTests {
    /// Whether to call 112 is the first thing that a page says under its title, in the present tense.
    private func callsFirst(_ page: Answer, _ language: Language) -> Bool {
        let words = Words.of(language)
        guard let title = page.text.firstRange(of: "</h1>"),
            let call = page.text.firstRange(of: words("step.danger.call.now"))
        else { return false }
        return page.text[title.upperBound..<call.lowerBound].components(separatedBy: "<p").count == 2
            && page.text[call.upperBound...].prefix(120).contains("tel:112")
            && !page.text.contains(words("receipt.next.danger"))
    }

    @Test("reads first to call 112, before sending and on every page after it", arguments: Language.allCases)
    func first(language: Language) async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene, in: language)
            for answer in [
                [("subject", "victim")], [("role", "bystander")], [("danger", "yes")], [], [("placeUnknown", "yes")],
                [("age", "minor")], [("exploitation", "sexual")], [], [], [], [("words", "She is never alone")], [],
            ] { try await person.press("next", answer) }
            try await person.goToCheck()
            #expect(callsFirst(person.page, language))
            let code = try await person.send()
            #expect(callsFirst(person.page, language))
            let state = try #require(person.page.hidden("state"))
            for fields in [[("go", "cannotKeep")], [("go", "keep"), ("group", String(code.suffix(4)))]] {
                let page = try await scene.post("/\(language.rawValue)/report/receipt", [("state", state)] + fields)
                #expect(page.status == 200 && callsFirst(page, language), "\(fields)")
            }
        }
    }

    @Test("and nobody else is told that they are")
    func calm() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            let sentence = Words.of(.nl)("step.danger.call.now")
            #expect(!person.page.text.contains(sentence))
            _ = try await person.send()
            #expect(!person.page.text.contains(sentence))
            #expect(person.page.text.contains(Words.of(.nl)("receipt.next.danger")))
        }
    }
}
