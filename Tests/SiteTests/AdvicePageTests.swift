import Foundation
import HTTPTypes
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing

@testable import Site

@Suite("The advice on the way to a report")
struct AdvicePageTests {
    /// Answers the questions that come before the advice.
    private func goToAdvice(_ person: inout Person, _ answers: [[(String, String)]]) async throws {
        for answer in answers { try await person.press("next", answer) }
        #expect(person.page.hidden("step") == "advice" && person.page.status == 200)
    }

    private let child: [[(String, String)]] = [
        [("subject", "victim")], [("role", "bystander")], [("danger", "no")], [("place", "Utrecht")],
        [("age", "minor")], [("exploitation", "sexual")], [("circumstances", "anonymous")],
    ]

    /// The names of the points that are advised, in their order.
    private func advised(_ page: Answer) -> [String] { page.all("<li class=\"card\"><h2>([^<]*)</h2>") }

    @Test("names the points of the directory in their order, each with its reason, and says who is left out and why")
    func advice() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await goToAdvice(&person, child)
            var situation = Situation()
            situation.subject = .victim
            situation.reporter = .bystander
            situation.age = .minor
            situation.forms = [.sexual]
            situation.anonymous = true
            situation.municipality = MunicipalityCode("GM0344")
            let advice = scene.site.desk.guide.advice(for: situation)
            #expect(advised(person.page) == advice.recommendations.map(\.point.name.nl))
            for omission in advice.notRecommended {
                #expect(person.page.text.contains("<dt>\(omission.point.name.nl)</dt>"))
            }
            #expect(advised(person.page).first?.hasPrefix("Veilig Thuis Utrecht") == true)
        }
    }

    /// How many points stand above a report here.
    private func cardsAbove(_ page: Answer) -> Int {
        page.text.components(separatedBy: "value=\"next\"")[0].components(separatedBy: "<li class=\"card\">").count - 1
    }

    @Test("offers a report here below every point that is better and open, or below all to who wants to talk, and says who reads it")
    func order() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let reception = Reception(organisation: crew.id, about: [.nl: "Opvang voor jongeren."])
            try await scene.ground.database.write { [scene] tx in
                try ReceptionDesk(scene.ground).set(reception, in: tx)
            }
            for hour in [0, 5, 9, 14, 19] {
                scene.clock.advance(by: .hours(hour))
                for told in ["online", "anonymous", "consult"] {
                    var person = try await Person(scene)
                    try await goToAdvice(&person, child.dropLast() + [[("circumstances", told)]])
                    var situation = Situation()
                    situation.subject = .victim
                    situation.reporter = .bystander
                    situation.age = .minor
                    situation.forms = [.sexual]
                    situation.online = told == "online"
                    situation.anonymous = told == "anonymous"
                    situation.purpose = told == "consult" ? .consult : nil
                    situation.municipality = MunicipalityCode("GM0344")
                    let now = scene.clock.now
                    let list = scene.site.desk.guide.advice(for: situation, at: now).recommendations
                    let last = list.lastIndex { $0.strength <= .main && $0.point.state(at: now).isOpen == true }
                    let shown = max(3, list.prefix { $0.strength <= .main }.count)
                    #expect(cardsAbove(person.page) == (told == "consult" ? shown : (last ?? -1) + 1), "\(told)")
                    #expect(person.page.text.contains("Opvang voor jongeren."))
                }
            }
        }
    }

    @Test("never puts a report here before a point that cannot wait, nor before the telephone of who reads it later")
    func hereAfterUrgent() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let reception = Reception(organisation: crew.id, point: "veilig-thuis")
            try await scene.ground.database.write { [scene] tx in try ReceptionDesk(scene.ground).set(reception, in: tx) }
            for (told, above) in [("border", 3), ("recentViolence", 2), ("images", 2), ("noPermit", 1)] {
                var person = try await Person(scene)
                try await goToAdvice(&person, child.dropLast() + [[("circumstances", told)]])
                #expect(cardsAbove(person.page) == above, "\(told)")
                let here = try #require(person.page.first("<div class=\"notice neutral\">(.*?value=\"next\")"))
                // It is one o'clock on a Dutch wall; a minor is urgent: a day.
                #expect(here.contains("Versturen kan dag en nacht. Iemand leest het morgen vóór 14.00 uur."))
                #expect(!here.contains("Dag en nacht open"))
            }
        }
    }

    @Test("names 112 to a girl who is to be taken abroad, though nobody said that there is danger")
    func takenAbroad() async throws {
        try await withScene { scene in
            for answers in [[[("exploitation", "forcedMarriage")], []], [[("exploitation", "unknown")], [("circumstances", "border")]]] {
                var person = try await Person(scene)
                try await goToAdvice(
                    &person,
                    [[("subject", "victim")], [("role", "victim")], [("danger", "no")], [("placeUnknown", "yes")], [("age", "minor")]]
                        + answers)
                let shown = person.page.text.components(separatedBy: "<details><summary>Nog ")[0]
                #expect(shown.contains("Alarmnummer 112"))
            }
        }
    }

    @Test("on the page that says to call 112 nothing else looks like the first thing to do")
    func callFirst() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            for answer in [[("subject", "victim")], [("role", "victim")], [("danger", "yes")]] {
                try await person.press("next", answer)
            }
            #expect(person.page.hidden("step") == "call")
            let buttons = person.page.all("<button[^>]*class=\"([^\"]*)\"[^>]*value=\"next\"")
            #expect(buttons == ["button secondary"], "\(buttons)")
            let parts = person.page.text.components(separatedBy: "tel:112")
            #expect(parts.count > 1 && !parts[0].contains("value=\"next\""))
        }
    }

    @Test("changes when an answer changes, and the other answers stay")
    func changing() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await goToAdvice(&person, child)
            let before = advised(person.page)
            try await person.press("change-danger")
            #expect(person.page.hidden("step") == "danger")
            try await person.press("next", [("danger", "yes")])
            #expect(person.page.hidden("step") == "call")
            try await person.press()
            #expect(person.page.hidden("step") == "advice" && person.page.text.contains("tel:112"))
            #expect(advised(person.page).first == "Alarmnummer 112" && advised(person.page) != before)
            try await person.press("change-subject")
            try await person.press("next", [("subject", "perpetrator")])
            #expect(person.page.hidden("step") == "advice" && !advised(person.page).contains { $0.contains("CoMensha") })
        }
    }

    @Test("leads to the report with one press, and afterwards shows itself again from the last page")
    func onward() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck()
            try await person.press("change-advice")
            #expect(person.page.hidden("step") == "advice")
            try await person.press("next")
            #expect(person.page.hidden("step") == "check")
            _ = try await person.send()
        }
    }

    @Test("sends a report to the organisation that is the point, when the person chooses that point")
    func linked() async throws {
        try await withScene { scene in
            let near = try await scene.open("Near")
            let linked = try await scene.open("Linked")
            try await scene.ground.database.write { [scene] tx in
                let desk = ReceptionDesk(scene.ground)
                try desk.set(Reception(organisation: near.id, place: 1), in: tx)
                try desk.set(Reception(organisation: linked.id, ages: [.minor], place: 2, point: "veilig-thuis"), in: tx)
            }
            var person = try await Person(scene)
            try await goToAdvice(&person, child)
            #expect(person.page.all("value=\"here-([a-z0-9-]*)\"") == ["veilig-thuis"])
            let card = try #require(person.page.first("<li class=\"card\"><h2>Veilig Thuis(.*?)</li>"))
            #expect(card.contains("Linked neemt hier meldingen voor Veilig Thuis Utrecht aan en leest het morgen vóór 14.00 uur."))
            try await person.press("here-veilig-thuis")
            for answer in [[], [("words", "She is never alone")], []] as [[(String, String)]] {
                try await person.press("next", answer)
            }
            try await person.goToCheck()
            #expect(person.page.text.contains("Linked") && !person.page.text.contains("Near"))
            let chosen = "Je koos Veilig Thuis Utrecht."
            #expect(person.page.text.contains(chosen + " Op deze site neemt Linked meldingen voor Veilig Thuis Utrecht aan."))
            // About an adult it is not for that organisation any more, and the page says who receives it.
            try await person.press("change-age")
            try await person.press("next", [("age", "adult")])
            #expect(person.page.text.contains("Near") && !person.page.text.contains("Linked"))
            #expect(person.page.text.contains(chosen + " Zo’n bericht kan daar op deze site niet heen. Daarom gaat het naar Near."))
        }
    }

    @Test("writes a letter with the facts that were entered, and none that were not")
    func letter() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await goToAdvice(&person, child)
            try await person.press("letter-veilig-thuis")
            let letter = try #require(person.page.first("<article class=\"letter\">(.*)</article>"))
            for told in ["Veilig Thuis Utrecht", "Utrecht (Utrecht)", "Jonger dan 18 jaar", "Seks of prostitutie"] {
                #expect(letter.contains(told), "\(told)")
            }
            for untold in ["Niet ingevuld", "Wat heb je gemerkt", "Vertel in je eigen woorden", "internet", "Shelter"] {
                #expect(!letter.contains(untold), "\(untold)")
            }
            try await person.press("stay")
            #expect(person.page.hidden("step") == "advice")
            let stored = try await scene.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM report", as: Int.self)
            }
            #expect(stored == 0)
        }
    }

    @Test("is there too when nobody can receive a report, and says nothing then of reporting here")
    func nobody() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await goToAdvice(&person, child)
            #expect(!person.page.text.contains("value=\"next\"") && !advised(person.page).isEmpty)
        }
    }

    @Test("asks for no circumstance that does not matter, and none has to be told")
    func asked() {
        var answers = Answers()
        answers.subject = .perpetrator
        answers.role = .bystander
        answers.forms = [.labour]
        #expect(answers.asked == [.anonymous, .border])
        answers.circumstances = [.noPermit, .anonymous]
        #expect(answers.situation.residence == nil && answers.situation.anonymous)
        answers.subject = .victim
        #expect(answers.asked.contains(.noPermit) && answers.situation.residence == .no)
        answers.role = .victim
        #expect(!answers.asked.contains(.consult))
        answers.subject = .question
        #expect(answers.situation.purpose == .consult)
    }

    @Test("carries what a professional told along with the report, for whoever receives it")
    func carried() throws {
        var answers = Answers()
        answers.subject = .victim
        answers.role = .professional
        answers.profession = .education
        answers.forms = [.sexual]
        answers.circumstances = [.online]
        answers.words = "Words"
        let contents = try answers.report().contents
        #expect(contents.profession == .education && contents.circumstances == [.online])
        answers.role = .bystander
        #expect(try answers.report().contents.profession == nil)
    }
}
