import HTTPTypes
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import Site
@testable import Web

/// A report that was sent, by somebody who came back with its code.
private struct Conversation {
    let scene: Scene
    let crew: Crew
    var person: Person
    let code: String
    let report: String

    init(_ scene: Scene, _ crew: Crew) async throws {
        self.scene = scene
        self.crew = crew
        person = try await Person(scene)
        try await person.goToFiles()
        try await person.goToCheck(files: [.picture("report.jpg")])
        code = try await person.send()
        try await person.comeBack(with: code)
        let inbox = try await scene.ask(.get, "/nl/inbox", cookie: crew.intake)
        report = try #require(inbox.first("/nl/reports/(rep_[a-z0-9]+)"))
    }

    /// The case page before a member.
    func opened() async throws -> Answer {
        try await scene.ask(.get, "/nl/reports/\(report)", cookie: crew.intake)
    }

    /// What is answered to a message sent from a case page.
    func written(_ text: String, from page: Answer, files: [SentFile] = [], keeping: [String] = []) async throws
        -> Answer
    {
        let fields =
            [("draft", try #require(page.hidden("draft"))), ("message.text", text)] + keeping.map { ("keep", $0) }
        return try await scene.upload("/nl/reports/\(report)/message", fields, files, cookie: crew.intake)
    }

    func records(_ kind: String) async throws -> Int {
        try await scene.ground.database.read { tx in
            try tx.value("SELECT count(*) FROM record WHERE kind = \(kind)", as: Int.self) ?? 0
        }
    }
}

@Suite("A message")
struct MessageTests {
    @Test("carries files both ways, byte for byte", arguments: Engine.allCases)
    func bothWays(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            var talk = try await Conversation(scene, try await scene.open("Shelter"))
            let hers = SentFile.picture("hers.jpg", bytes: 700_000, seed: 5)
            let ours = SentFile.pdf("ours.pdf", bytes: 1_200_000)
            talk.person.page = try await talk.person.answered("Here it is", files: [hers])
            #expect(talk.person.page.status == 200 && talk.person.offered.count == 2)
            scene.clock.advance(by: .seconds(1))
            let sent = try await talk.written("Read this", from: try await talk.opened(), files: [ours])
            #expect(sent.status == 303)
            let page = try await talk.opened()
            #expect(page.text.contains("hers.jpg") && page.text.contains("ours.pdf"))
            let files = page.all("/files/(att_[a-z0-9]+)\"")
            let seen = try await scene.ask(
                .get, "/nl/reports/\(talk.report)/files/\(files[1])", cookie: talk.crew.intake)
            #expect(seen.holds(hers))
            try await talk.person.comeBack(with: talk.code)
            let saved = try await talk.person.saved(files[2])
            #expect(saved.holds(ours))
        }
    }

    @Test("of files alone is a message; of nothing is none")
    func filesAlone() async throws {
        try await withScene { scene in
            let talk = try await Conversation(scene, try await scene.open("Shelter"))
            let files = try await talk.person.answered("", files: [.picture("p.jpg")])
            #expect(files.status == 200)
            let nothing = try await talk.person.answered(" ")
            #expect(nothing.status == 422)
            let messages = try await talk.records("message")
            #expect(messages == 1)
        }
    }

    @Test(
        "sent again from one page is stored once, with its files; other words from that page are another",
        arguments: Engine.allCases)
    func once(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let talk = try await Conversation(scene, try await scene.open("Shelter"))
            let page = try await talk.opened()
            let file = SentFile.picture("p.jpg", bytes: 100_000)
            for _ in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            let answer = try await talk.person.answered("The same", files: [file])
                            #expect(answer.status == 200)
                        }
                        group.addTask {
                            let answer = try await talk.written("The same", from: page, files: [file])
                            #expect(answer.status == 303)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let messages = try await talk.records("message")
            #expect(messages == 2)
            let stored = try await scene.stored()
            #expect(stored.files == 3 && stored.kept == 3)
            _ = try await talk.person.answered("The same", files: [.picture("p.jpg", bytes: 100_000, seed: 8)])
            _ = try await talk.person.answered("Other words", files: [file])
            _ = try await talk.written("Other words", from: page)
            let more = try await talk.records("message")
            #expect(more == 5)
        }
    }

    @Test("that is a note is stored once as well")
    func notes() async throws {
        try await withScene { scene in
            let talk = try await Conversation(scene, try await scene.open("Shelter"))
            let draft = try #require(try await talk.opened().hidden("draft"))
            func note(_ text: String, _ more: [(String, String)] = []) async throws -> Int {
                try await scene.post(
                    "/nl/reports/\(talk.report)/note", [("draft", draft), ("note.text", text)] + more,
                    cookie: talk.crew.intake
                ).status
            }
            for _ in 0..<3 {
                let status = try await note("Remember")
                #expect(status == 303)
            }
            _ = try await note("Remember", [("oneself", "yes")])
            _ = try await note("Something else")
            let notes = try await talk.records("note")
            #expect(notes == 3)
        }
    }

    @Test("that cannot be sent as it is keeps its words and the files that were taken")
    func refused() async throws {
        try await withScene { scene in
            var talk = try await Conversation(scene, try await scene.open("Shelter"))
            let bad = SentFile(name: "bad.zip", bytes: [0x50, 0x4B, 3, 4, 0, 0])
            talk.person.page = try await talk.person.answered("Look at this", files: [.picture("good.jpg"), bad])
            #expect(talk.person.page.status == 422)
            #expect(talk.person.page.text.contains("Look at this"))
            #expect(talk.person.page.first("id=\"f-files-error\">([^<]*)<")?.contains("bad.zip") == true)
            let carried = talk.person.page.all("name=\"keep\" value=\"([^\"]*)\"")
            #expect(carried.count == 1)
            let sent = try await talk.person.answered("Look at this", keeping: carried)
            #expect(sent.status == 200 && sent.text.contains("good.jpg"))

            let page = try await talk.written("See", from: try await talk.opened(), files: [.picture("ours.jpg"), bad])
            #expect(page.status == 422 && page.first("id=\"f-files-error\">([^<]*)<")?.contains("bad.zip") == true)
            let ours = page.all("name=\"keep\" value=\"([^\"]*)\"")
            let without = try await talk.written("See", from: page)
            #expect(without.status == 303)
            let stored = try await scene.stored()
            #expect(ours.count == 1 && stored.files == 2 && stored.kept == 2)
        }
    }

    @Test("that the disk has no room for comes back with every word")
    func fullDisk() async throws {
        try await withScene { scene in
            let talk = try await Conversation(scene, try await scene.open("Shelter"))
            let text = String(repeating: "many words ", count: 1_800)
            try await scene.leaveRoom(pages: 0)
            var later = talk.person
            later.page = try await talk.person.answered(text)
            #expect(later.page.status == 503 && later.page.text.contains(text.dropLast()))
            try await scene.leaveRoom(pages: nil)
            let sent = try await later.answered(text)
            let messages = try await talk.records("message")
            #expect(sent.status == 200 && messages == 1)
        }
    }

    @Test("keeps what was typed when the page is changed to another language")
    func language() async throws {
        try await withScene { scene in
            let talk = try await Conversation(scene, try await scene.open("Shelter"))
            let page = try await scene.upload(
                "/nl/conversation/message",
                [("language", "en"), ("state", try #require(talk.person.page.hidden("state"))), ("answer", "Half a")],
                [.picture("p.jpg")])
            #expect(page.status == 200 && page.heading == "Your message")
            #expect(page.text.contains("Half a") && page.text.contains("p.jpg"))
            let messages = try await talk.records("message")
            #expect(messages == 0)
        }
    }
}

@Suite("The conversation")
struct ConversationTests {
    @Test("shows a code that does not fit again, to be mended, and puts it in no address")
    func wrongCode() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            let unknown = Receipt(scene.ground.chance).code
            for wrong in ["abc <def>", unknown, String(repeating: "A", count: 5_000)] {
                let answer = try await scene.post("/nl/conversation", [("code", " \(wrong) ")])
                let shown = wrong.replacing("<", with: "&lt;").replacing(">", with: "&gt;").prefix(200)
                #expect(answer.status == 422 && answer.location == nil)
                #expect(answer.text.contains("value=\"\(shown)\""))
                #expect(answer.all("(?:href|action)=\"([^\"]*)\"").allSatisfy { !$0.contains(wrong) })
            }
            let nothing = try await scene.post("/nl/conversation", [])
            #expect(nothing.status == 422 && !nothing.text.contains("name=\"code\" type=\"text\" value"))
        }
    }

    @Test("tells who was asked to take the report over, who did, and why it was closed", arguments: Engine.allCases)
    func whereItStands(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let shelter = try await scene.open("Shelter")
            let other = try await scene.open("Harbour", isFallback: true)
            let talk = try await Conversation(scene, shelter)
            let report = try ReportID(talk.report)
            func page() async throws -> Answer {
                var person = talk.person
                try await person.comeBack(with: talk.code)
                return person.page
            }
            let giver = try await scene.session(shelter.intake)
            let taker = try await scene.session(other.intake)
            let handOvers = HandOvers(scene.ground)
            let before = try await page()
            #expect(before.text.contains("Shelter is nu verantwoordelijk") && !before.text.contains("Harbour"))
            let version = try await Intake(scene.ground).open(report, by: giver).version
            try await handOvers.offer(report, to: other.id, "Yours", version: version, by: giver)
            let asked = try await page()
            #expect(asked.text.contains("Harbour is gevraagd om te helpen"))
            #expect(asked.text.contains("blijft Shelter verantwoordelijk"))
            try await handOvers.accept(report, by: taker)
            let taken = try await page()
            #expect(taken.text.contains("Harbour heeft je bericht overgenomen"))
            let view = try await Intake(scene.ground).open(report, by: taker)
            try await Intake(scene.ground).close(report, because: .helped, "Done", version: view.version, by: taker)
            let closed = try await page()
            #expect(closed.text.contains("Er is advies of hulp gegeven"))
        }
    }
}

@Suite("Somebody else's files")
struct ForeignFileTests {
    @Test("open to no other reporter, no other organisation, and under no other report", arguments: Engine.allCases)
    func closed(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let crew = try await scene.open("Shelter")
            let one = try await Conversation(scene, crew)
            let file = try #require(one.person.offered.first)
            let other = try await scene.open("Other", isFallback: true)
            for cookie in [other.intake, other.coordinator] {
                let answer = try await scene.ask(.get, "/nl/reports/\(one.report)/files/\(file)", cookie: cookie)
                #expect(answer.status == 404)
            }
            let administrator = try await scene.logIn(as: .administrator, at: "Third")
            let refused = try await scene.ask(.get, "/nl/reports/\(one.report)/files/\(file)", cookie: administrator)
            #expect(refused.status == 403)

            var second = try await Person(scene)
            try await second.goToFiles()
            try await second.goToCheck(files: [.picture("mine.jpg")])
            try await second.comeBack(with: try await second.send())
            let stolen = try await second.saved(file)
            #expect(stolen.status == 404)
            let reports = try await scene.ask(.get, "/nl/inbox", cookie: crew.intake).all("/nl/reports/(rep_[a-z0-9]+)")
            let another = try #require(reports.first { $0 != one.report })
            let crossed = try await scene.ask(.get, "/nl/reports/\(another)/files/\(file)", cookie: crew.intake)
            #expect(crossed.status == 404)
        }
    }

    @Test("cannot be sent along by naming them: what was kept with another report stays there")
    func named() async throws {
        try await withScene { scene in
            let one = try await Conversation(scene, try await scene.open("Shelter"))
            let file = try AttachmentID(try #require(one.person.offered.first))
            let note = FileNote(
                id: file, key: ContentKey().bytes, name: "hers.jpg", type: "image/jpeg", bytes: 3_000, sha256: [])
            let form = SealedForm<ConversationRoutes.State>(
                secret: scene.ground.secret, purpose: "conversation", life: .minutes(30))
            var thief = try await Person(scene)
            try await thief.goToFiles()
            try await thief.goToCheck()
            let code = try await thief.send()
            try await thief.comeBack(with: code)
            let state = try form.seal(
                ConversationRoutes.State(try Receipt(typed: code), Draft(scene.ground.chance, files: [note])),
                at: scene.clock.now)
            let answer = try await scene.post(
                "/nl/conversation/message", [("state", state), ("answer", "Mine"), ("keep", file.text)])
            #expect(answer.status == 422)
            let saved = try await thief.saved(file.text)
            #expect(saved.status == 404)
        }
    }
}
