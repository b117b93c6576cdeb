import HTTPTypes
import Reporting
import Terms
import Testing

@testable import Site
@testable import Web

/// Nobody goes through the form in one straight line.
@Suite("Whoever goes back, or thinks again")
struct WayBackTests {
    @Test("finds what was typed when they decide not to stop")
    func stays() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            for answer in [
                [("subject", "victim")], [("role", "victim")], [("danger", "no")], [("placeUnknown", "yes")],
                [("age", "minor")], [("exploitation", "sexual")], [], [], [],
            ] { try await person.press("next", answer) }
            try await person.press("abandon", [("words", "He has pictures of me")])
            try await person.press("stay")
            #expect(person.page.hidden("step") == "words")
            #expect(person.page.text.contains("He has pictures of me"))
        }
    }

    @Test("is told which answer cannot be sent as it stands; nothing is lost and nothing is sent")
    func unfit() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            try await person.press("change-contact")
            try await person.press("back", [("contact", "telephone")])
            try await person.press("next")
            #expect(person.page.hidden("step") == "check")
            try await person.press("send")
            #expect(person.page.status == 422)
            #expect(person.page.hidden("step") == "check")
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored())

            try await person.press("change-contact")
            try await person.press("next", [("contact", "siteOnly")])
            try await person.press("change-persons")
            try await person.press("back", [("value.0", "NL-01-AB"), ("kind.0", ""), ("whose.0", "")])
            try await person.press("next", [("words", "She is never alone")])
            try await person.press("send")
            #expect(person.page.status == 422, "a clue without its kind is not dropped in silence")
        }
    }

    @Test("and corrects the place is believed, not the tick that stood beside the old one")
    func place() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            for answer in [[("subject", "victim")], [("role", "bystander")], [("danger", "no")]] {
                try await person.press("next", answer)
            }
            try await person.press("next", [("place", "Bergen")])
            let ticked = try #require(person.page.first("name=\"municipality\" value=\"(GM[0-9]{4})\""))
            try await person.press("next", [("place", "Amsterdam"), ("municipality", ticked)])
            #expect(person.page.hidden("step") == "age")
            try await person.press("back")
            #expect(person.page.text.contains("value=\"Amsterdam\""))
            #expect(!person.page.text.contains("value=\"\(ticked)\" autocomplete=\"off\" checked"))
        }
    }
}
