import Foundation
import HTTPTypes
import Reporting
import Signpost
import Terms
import Testing
import Words

@testable import Site
@testable import Web

@Suite("Where it is")
struct PlaceStepTests {
    private func goToPlace(_ person: inout Person, role: String = "bystander") async throws {
        for answer in [[("subject", "victim")], [("role", role)], [("danger", "no")]] { try await person.press("next", answer) }
        #expect(person.page.hidden("step") == "place")
    }

    @Test("a name that is a letter off is a question: did you mean", arguments: Language.allCases)
    func question(language: Language) async throws {
        try await withScene { scene in
            let words = Words.of(language)
            var person = try await Person(scene, in: language)
            try await goToPlace(&person)
            try await person.press("next", [("place", "Amstrdam")])
            #expect(person.page.status == 422 && person.page.hidden("step") == "place")
            #expect(person.page.text.contains(words("step.place.error.one", ["name": "Amsterdam"])))
            #expect(person.page.all("name=\"municipality\" value=\"(GM[0-9]*)\"") == ["GM0363"])
            try await person.press("next", [("place", "Amstrdam")])
            #expect(person.page.hidden("step") == "place")
            try await person.press("next", [("place", "Amstrdam"), ("municipality", "GM0363")])
            #expect(person.page.hidden("step") == "age")
        }
    }

    @Test("an everyday word is no place, and no place is guessed from it", arguments: ["hotel", "school", "thuis", "kerk"])
    func word(typed: String) async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await goToPlace(&person)
            try await person.press("next", [("place", typed)])
            #expect(person.page.text.contains(Words.of(.nl)("step.place.error.notFound", ["typed": typed])))
            #expect(!person.page.text.contains("name=\"municipality\""))
        }
    }

    @Test("a place abroad is told to be one, with what helps; then the advice and the report say so")
    func abroad() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            let words = Words.of(.nl)
            var person = try await Person(scene)
            try await goToPlace(&person, role: "victim")
            for typed in ["Antwerpen", "Köln", "Roemenië"] {
                try await person.press("next", [("place", typed)])
                #expect(person.page.status == 422)
                #expect(person.page.text.contains("‘\(typed)’ ligt buiten Nederland."))
                #expect(person.page.text.contains(words("step.place.abroad.help")))
                #expect(person.page.text.contains(words("own.step.place.abroad")))
            }
            try await person.press("next", [("place", "Antwerpen"), ("placeAbroad", "yes")])
            #expect(person.page.hidden("step") == "age")
            for answer in [[("age", "minor")], [("exploitation", "sexual")], []] { try await person.press("next", answer) }
            #expect(person.page.hidden("step") == "advice")
            #expect(person.page.text.contains("NederlandWereldwijd") && person.page.text.contains("Je bent buiten Nederland."))
            #expect(person.page.text.contains("Antwerpen (buiten Nederland)"))
            // Back at the place it is as it was, and a place here takes its place.
            try await person.press("change-place")
            #expect(person.page.text.contains("name=\"placeAbroad\""))
            try await person.press("next", [("place", "Utrecht"), ("placeAbroad", "yes")])
            #expect(!person.page.text.contains("buiten Nederland"))
        }
    }

    @Test("the directory says it of a place abroad too, and asks about a name that is a letter off", arguments: Language.allCases)
    func directory(language: Language) async throws {
        try await withScene { scene in
            let words = Words.of(language)
            for page in ["directory", "directory/municipalities"] {
                let abroad = try await scene.ask(.get, "/\(language.rawValue)/\(page)?municipality=Antwerpen")
                #expect(abroad.text.contains(words("signpost.place.abroad", ["typed": "Antwerpen"])), "\(page)")
                let mistaken = try await scene.ask(.get, "/\(language.rawValue)/\(page)?municipality=Amstrdam")
                #expect(mistaken.status == 200 && mistaken.text.contains("Amsterdam (Noord-Holland)"), "\(page)")
            }
        }
    }

    @Test("who receives the report reads the name of a place abroad")
    func reported() throws {
        var answers = Answers()
        answers.subject = .victim
        answers.role = .bystander
        answers.words = "Words"
        answers.placeTyped = "Antwerpen"
        answers.placeAbroad = true
        let contents = try answers.report().contents
        #expect(contents.circumstances == [.abroad] && contents.clues.map(\.value) == ["Antwerpen"])
    }

    @Test("an airport, a port or the border that is typed as the place leads to the Marechaussee and to 112, to whoever asks")
    func typedBorder() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            for place in [
                "Schiphol", "Eindhoven Airport", "Zestienhoven", "Maastricht Aachen Airport", "vliegveld Eelde", "luchthaven", "haven",
            ] {
                for (role, age) in [("bystander", "adult"), ("bystander", "minor"), ("victim", "minor"), ("victim", "adult")] {
                    var person = try await Person(scene)
                    for answer in [
                        [("subject", "victim")], [("role", role)], [("danger", "no")], [("place", place)], [("age", age)],
                        [("exploitation", "forcedMarriage")],
                    ] { try await person.press("next", answer) }
                    #expect(person.page.hidden("step") == "circumstances" && !person.page.text.contains("value=\"border\""))
                    try await person.press("next", [])
                    #expect(person.page.all("<li class=\"card\"><h2>([^<]*)</h2>").prefix(2) == ["Koninklijke Marechaussee", "Alarmnummer 112"], "\(place) \(role) \(age)")
                    let above = person.page.text.components(separatedBy: "value=\"next\"")[0]
                    #expect(above.contains("Koninklijke Marechaussee") && above.contains("Alarmnummer 112"))
                    #expect(person.page.text.contains("\(place) (vliegveld, haven of grens)"))
                }
            }
        }
    }

    @Test("who receives the report reads the airport that was typed, and that it is one")
    func sentBorder() throws {
        var answers = Answers()
        answers.subject = .victim
        answers.role = .victim
        answers.words = "Words"
        answers.placeTyped = "op Schiphol"
        answers.municipality = MunicipalityCode("GM0394")
        let contents = try answers.report().contents
        #expect(contents.circumstances == [.border] && contents.clues.map(\.value) == ["op Schiphol"])
    }

    @Test("what went wrong is called as the page calls it: a label that is quoted stands there in the same words",
        arguments: Language.allCases)
    func quoted(language: Language) throws {
        let words = Words.of(language)
        var looked = 0
        for key in words.keys where !key.hasPrefix("own.") && !key.hasPrefix("young.") {
            let text = words(Key(key))
            for match in text.matches(of: /‘([^‘’{}]+)’/) {
                let label = String(match.1)
                // Somebody else hears another label: then what quotes it sounds different to them as well.
                for other in words.keys where words(Key(other)) == label && words.has(Key("own", other)) {
                    looked += 1
                    let own = words(Key("own", key))
                    #expect(words.has(Key("own", key)) && own.contains("‘" + words(Key("own", other)) + "’"), "\(key)")
                }
            }
        }
        #expect(looked > 1)
    }
}
