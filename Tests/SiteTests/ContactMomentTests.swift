import HTTPTypes
import Reporting
import Support
import Terms
import Testing

@testable import Site
@testable import Web

@Suite("Whoever asks to be called this evening after eight")
struct ContactMomentTests {
    private let asked: [(String, String)] = [
        ("contact", "telephone"), ("phone", "06 12345678"), ("contactDay", "today"), ("contactTime", "20.00"),
    ]

    @Test("reads it again before and after sending, and with the code when and from which number they are called")
    func read() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("next")
            try await person.press("next", asked)
            #expect(person.page.hidden("step") == "check" && person.page.text.contains("om 20.00 uur"))
            let code = try await person.send()
            #expect(person.page.text.contains("Je vroeg om contact: vandaag na 20.00 uur."))
            try await person.comeBack(with: code)
            #expect(person.page.text.contains("Je vroeg om contact: vandaag na 20.00 uur."))

            let intake = scene.intake(crew)
            let inbox = try await intake.see("inbox")
            let id = try #require(inbox.first("/nl/reports/(rep_[a-z0-9]+)"))
            let page = try await intake.open(id)
            #expect(page.text.contains("Wil contact vanaf"))
            let day = TypedDate(scene.clock.now)
            _ = try await intake.doesAtOnce(
                "appoint", on: id,
                [
                    ("due.day", day.day), ("due.month", day.month), ("due.year", day.year), ("clock", "20.15"),
                    ("appoint.text", "020 1234567"),
                ])
            try await person.comeBack(with: code)
            #expect(person.page.text.contains("om 20.15 uur. Je ziet dan: 020 1234567."))
        }
    }

    @Test("types the time as people say it, and no day needs to be chosen for it")
    func spoken() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            for (day, time, shown) in [
                ("today", "8 uur 's avonds", "om 20.00 uur"), ("today", "half negen 's avonds", "om 20.30 uur"), ("any", "20u", "om 20.00 uur"),
                ("any", "12.00", "maandag 2 maart 2026 om 12.00 uur"), ("tomorrow", "0905", "om 09.05 uur"), ("any", "", ""),
                // Empty is allowed, and so is now: it is one o'clock on a Dutch wall.
                ("today", "", "contact: vandaag na 13."), ("tomorrow", "", "contact: morgen na 09.00 uur"), ("any", "nu", "contact: vandaag na 13."),
                ("today", "zo snel mogelijk", "contact: vandaag na 13."), ("today", "Nu!", "contact: vandaag na 13."),
            ] {
                var person = try await Person(scene)
                try await person.goToFiles()
                try await person.press("next")
                try await person.press("next", asked.prefix(2) + [("contactDay", day), ("contactTime", time)])
                #expect(person.page.hidden("step") == "check" && person.page.text.contains(shown), "\(day) \(time)")
            }
        }
    }

    @Test("is asked which of two, when a time may be before noon or after it")
    func asksWhich() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("next")
            try await person.press("next", asked.prefix(2) + [("contactDay", "tomorrow"), ("contactTime", "half negen")])
            #expect(person.page.hidden("step") == "contact")
            #expect(person.page.text.contains("Bedoel je 08.30 uur of 20.30 uur?"))
            #expect(person.page.text.contains("value=\"half negen\""))
        }
    }

    @Test("is asked too when one of the two has passed: what they typed never silently becomes the evening")
    func asksAgain() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            for (time, asked) in [("9 uur", "09.00 uur is al voorbij. Bedoel je 21.00 uur?"), ("half negen", "Bedoel je 20.30 uur?")] {
                var person = try await Person(scene)
                try await person.goToFiles()
                try await person.press("next")
                try await person.press("next", self.asked.dropLast() + [("contactTime", time)])
                #expect(person.page.hidden("step") == "contact" && person.page.text.contains(asked))
                try await person.press("next", self.asked.dropLast() + [("contactTime", "21.00")])
                #expect(person.page.hidden("step") == "check" && person.page.text.contains("om 21.00 uur"))
            }
        }
    }

    @Test("reads before sending already that the time cannot be promised, and what is certain")
    func certainBefore() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            for time in [asked[3], ("contactTime", "")] {
                var person = try await Person(scene)
                try await person.goToFiles()
                try await person.press("next")
                try await person.press("next", asked.dropLast() + [time])
                let sentence = "Die tijd kunnen wij niet beloven. Zeker is: iemand leest je bericht morgen vóór 14.00 uur."
                #expect(person.page.hidden("step") == "check" && person.page.text.contains(sentence))
                #expect(person.page.text.contains("Je vraagt om contact: vandaag na"))
            }
            var later = try await Person(scene)
            try await later.goToFiles()
            try await later.press("next")
            try await later.press("next", asked.prefix(2) + [("contactDay", "tomorrow"), ("contactTime", "20.00")])
            #expect(later.page.text.contains("morgen na 20.00 uur") && !later.page.text.contains("kunnen wij niet beloven"))
            #expect(later.page.text.contains("Shelter kijkt morgen vóór 14.00 uur naar je bericht."))
        }
    }

    @Test("as soon as possible still reads that they asked for it while nobody has looked yet")
    func asSoonAsPossible() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("next")
            try await person.press("next", asked.dropLast() + [("contactTime", "nu")])
            let code = try await person.send()
            scene.clock.advance(by: .hours(2))
            try await person.comeBack(with: code)
            #expect(person.page.text.contains("Je vroeg om contact: vandaag na 13."))
        }
    }

    @Test("reads what is certain where the wish comes before what is promised")
    func certain() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            for (time, isSaid) in [("20.00", true), ("23.59", true)] {
                var person = try await Person(scene)
                try await person.goToFiles()
                try await person.press("next")
                try await person.press("next", asked.dropLast() + [("contactTime", time)])
                let code = try await person.send()
                let sentence = "Zeker is: iemand leest je bericht morgen vóór 14.00 uur."
                #expect(person.page.text.contains(sentence) == isSaid)
                try await person.comeBack(with: code)
                #expect(person.page.text.contains(sentence) == isSaid)
            }
            var later = try await Person(scene)
            try await later.goToFiles()
            try await later.press("next")
            try await later.press("next", asked.prefix(2) + [("contactDay", "tomorrow"), ("contactTime", "20.00")])
            _ = try await later.send()
            #expect(later.page.text.contains("morgen na 20.00 uur") && !later.page.text.contains("kunnen wij niet beloven"))
        }
    }

    @Test("is told when that moment has passed, or is no time")
    func refused() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("next")
            // It is one o'clock on a Dutch wall.
            for time in ["12.30", "soon", "11 uur 's ochtends"] {
                try await person.press("next", asked.dropLast() + [("contactTime", time)])
                #expect(person.page.hidden("step") == "contact" && person.page.status == 422, "\(time)")
            }
            try await person.press("next", [("contact", "siteOnly"), ("contactDay", "today"), ("contactTime", "")])
            #expect(person.page.hidden("step") == "check")
        }
    }
}
