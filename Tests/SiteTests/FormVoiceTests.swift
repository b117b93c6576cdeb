import Foundation
import HTTPTypes
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing
import Words

@testable import Site
@testable import Web

@Suite("What the form says, and to whom")
struct FormVoiceTests {
    /// Every sentence that sounds different to a victim, as it is said to everybody else.
    private func others(_ language: Language) -> [String] {
        let words = Words.of(language)
        return words.keys.filter { $0.hasPrefix("own.") }.compactMap { key in
            let other = words(Key(String(key.dropFirst(4))))
            return other != words(Key(key)) && other.count > 12 ? other : nil
        }
    }

    /// The page as it is read, without marks and with plain signs.
    private func read(_ page: Answer) -> String {
        page.text.replacing(/<[^>]*>/, with: "\n").replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }

    @Test("a victim is spoken to as the one it is about on every page, in the letter, and before sending",
        arguments: Language.allCases)
    func victim(language: Language) async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene, in: language)
            let signs = SignGroup.allCases.flatMap(\.signs).map { ("signs", $0) }
            var seen = 0
            func look(_ page: Answer) {
                seen += 1
                let lines = Set(read(page).split(separator: "\n").map(String.init))
                for sentence in others(language) where lines.contains(sentence) {
                    Issue.record("“\(sentence)” on “\(page.heading)”")
                }
            }
            for answer in [
                [("subject", "victim")], [("role", "victim")], [("danger", "yes")], [], [("placeUnknown", "yes")],
                [("age", "minor")], [("exploitation", "sexual"), ("exploitation", "begging")],
                Circumstance.allCases.map { ("circumstances", $0.rawValue) },
            ] {
                try await person.press("next", answer)
                look(person.page)
            }
            #expect(person.page.hidden("step") == "advice")
            try await person.press("letter-veilig-thuis")
            look(person.page)
            try await person.press("stay")
            for answer in [[], signs, [("words", "He has my passport")]] {
                try await person.press("next", answer)
                look(person.page)
            }
            try await person.press("next", [("kind.0", "name"), ("value.0", "Kim"), ("whose.0", "victim")])
            look(person.page)
            try await person.press("next")
            look(person.page)
            try await person.press("next", [("contact", "siteOnly")])
            look(person.page)
            #expect(person.page.hidden("step") == "check" && seen == 15)
            try await person.press("change-advice")
            try await person.press("letter-veilig-thuis")
            look(person.page)
        }
    }

    @Test("a minor victim reaches no sentence and no text of a point that is for adults, on any page", arguments: Language.allCases)
    func minor(language: Language) async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            let words = Words.of(language)
            let guide = scene.site.desk.guide
            let sentences = words.keys.filter { $0.hasPrefix("young.") }.map { Key(String($0.dropFirst(6))) }
            let told = guide.rules.map(\.reason)
                + (guide.points + guide.branches.map(\.point)).flatMap {
                    [$0.says.task, $0.says.anonymity, $0.says.next, $0.says.expect].compactMap(\.self)
                }
            let adult = Set(
                sentences.flatMap { [words($0), words(Key("own", $0.text))] }
                    + told.filter { $0.has(.young) }.flatMap { [$0[language], $0.spoken(to: .own)[language]] })
            #expect(sentences.count > 8 && adult.count > 60)
            var seen = 0
            func look(_ page: Answer) {
                seen += 1
                let lines = Set(read(page).split(separator: "\n").map(String.init))
                for sentence in adult where lines.contains(sentence) {
                    Issue.record("“\(sentence)” on “\(page.heading)”")
                }
            }
            for (forms, told) in [
                (["sexual", "criminal"], ["images", "recentViolence", "anonymous", "online"]),
                (["labour", "domestic", "begging"], ["noPermit", "border"]), (["forcedMarriage", "illegalAdoption"], ["missing"]),
                (["unknown"], ["earlierViolence", "border", "noPermit"]),
            ] {
                var person = try await Person(scene, in: language)
                for answer in [
                    [("subject", "both")], [("role", "victim")], [("danger", "yes")], [], [("place", "Utrecht")],
                    [("age", "minor")], forms.map { ("exploitation", $0) }, told.map { ("circumstances", $0) },
                ] {
                    try await person.press("next", answer)
                    if person.page.hidden("step") != "age" { look(person.page) }
                }
                #expect(person.page.hidden("step") == "advice")
                try await person.press("letter-veilig-thuis")
                look(person.page)
                try await person.press("stay")
                for answer in [[], SignGroup.allCases.flatMap(\.signs).map { ("signs", $0) }, [("words", "He hurts me")], [], []] {
                    try await person.press("next", answer)
                    look(person.page)
                }
                try await person.press("next", [("contact", "siteOnly")])
                look(person.page)
                #expect(person.page.hidden("step") == "check")
                _ = try await person.send()
                look(person.page)
            }
            #expect(seen > 50)
        }
    }

    @Test("somebody in danger who will not say their name reads what 112 asks, not what it cannot promise",
        arguments: Language.allCases)
    func emergency(language: Language) async throws {
        try await withScene { scene in
            let words = Words.of(language)
            var person = try await Person(scene, in: language)
            for answer in [
                [("subject", "victim")], [("role", "victim")], [("danger", "yes")], [], [("placeUnknown", "yes")],
                [("age", "minor")], [("exploitation", "sexual")], [("circumstances", "anonymous")],
            ] { try await person.press("next", answer) }
            let card = try #require(
                person.page.text.components(separatedBy: "<li class=\"card\">").dropFirst().first { $0.contains("tel:112") })
            #expect(card.contains(words("step.danger.call.asks")) && card.contains(words("advice.emergency.name")))
            #expect(!card.contains(words("advice.reason.notAnonymous")))
        }
    }

    /// What was said about the Meldcode before and after sending.
    private func meldcode(_ scene: Scene, profession: String, to point: String) async throws -> [Set<Meldcode>] {
        var person = try await Person(scene)
        for answer in [
            [("subject", "victim")], [("role", "professional")], [("profession", profession)], [("danger", "no")],
            [("place", "Utrecht")], [("age", "minor")], [("exploitation", "sexual")], [],
        ] { try await person.press("next", answer) }
        try await person.press(point)
        for answer in [[], [("words", "She is never alone")], []] as [[(String, String)]] {
            try await person.press("next", answer)
        }
        try await person.goToCheck()
        let before = read(person.page)
        _ = try await person.send()
        let after = read(person.page)
        let words = Words.of(.nl)
        return [before, after].map { text in Set(Meldcode.allCases.filter { text.contains($0.sentence(words)) }) }
    }

    @Test("about the Meldcode goes by the work somebody does and by who receives the report")
    func meldcode() async throws {
        try await withScene { scene in
            let near = try await scene.open("Near")
            let linked = try await scene.open("Linked")
            try await scene.ground.database.write { [scene] tx in
                let desk = ReceptionDesk(scene.ground)
                try desk.set(Reception(organisation: near.id, place: 1), in: tx)
                try desk.set(Reception(organisation: linked.id, ages: [.minor], place: 2, point: "veilig-thuis"), in: tx)
            }
            for (profession, here, there) in [
                ("education", Set([Meldcode.toVeiligThuis]), Set([Meldcode.elsewhere])),
                ("municipality", [.toVeiligThuis], [.elsewhere]),
                ("", [.perhapsToVeiligThuis], [.perhapsElsewhere]),
                ("hospitality", [], []), ("other", [], []),
            ] {
                let toVeiligThuis = try await meldcode(scene, profession: profession, to: "here-veilig-thuis")
                #expect(toVeiligThuis == [here, here], "\(profession)")
                let elsewhere = try await meldcode(scene, profession: profession, to: "next")
                #expect(elsewhere == [there, there], "\(profession)")
            }
        }
    }

    @Test("when somebody looks is the same on the page with the code and in the conversation, and no minute")
    func promised() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            // Sunday 1 March 2026, 13.00 on a Dutch wall; a minor is urgent: a day.
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            let code = try await person.send()
            #expect(read(person.page).contains("Shelter kijkt morgen vóór 14.00 uur naar je bericht."))
            scene.clock.advance(by: .hours(14))
            try await person.comeBack(with: code)
            #expect(read(person.page).contains("Iemand kijkt er vandaag vóór 14.00 uur naar."))
            scene.clock.advance(by: .hours(11))
            try await person.comeBack(with: code)
            #expect(read(person.page).contains(Words.of(.nl)("dialogue.late")))
        }
    }
}
