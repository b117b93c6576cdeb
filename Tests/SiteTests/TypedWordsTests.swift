import HTTPTypes
import Hummingbird
import NIOCore
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

/// A form that was open before a member, with words that nobody has twice.
private struct TypedForm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let path: String
    let typed: [(String, String)]
    /// What the form carries that nobody may see again.
    var withheld: [(String, String)] = []
    var files: [SentFile] = []

    static func all(on report: String) -> [TypedForm] {
        let deeds = "/nl/reports/\(report)/"
        let technical = [("version", "7001"), ("seen", "7002"), ("draft", "sealed-draft-of-this-form")]
        return [
            TypedForm(
                testDescription: "note", path: deeds + "note", typed: [("note.text", "She called\nat four")],
                withheld: technical),
            TypedForm(
                testDescription: "judgement", path: deeds + "judgement",
                typed: [("judgement.text", "Half an hour of <b>thought</b>")], withheld: technical),
            TypedForm(
                testDescription: "message", path: deeds + "message", typed: [("message.text", "Dear you")],
                withheld: technical, files: [.picture("of-her.jpg", bytes: 200_000)]),
            TypedForm(
                testDescription: "recording", path: "/nl/record",
                typed: [
                    ("words", "A van each night"), ("place", "Almere"), ("value.1", "Jo"), ("phone", "0612345678"),
                    ("safely", "Never after six"),
                ], withheld: [("state", "sealed-state-of-this-form")]),
        ]
    }

    func send(_ scene: Scene, cookie: String?) async throws -> Answer {
        files.isEmpty
            ? try await scene.post(path, withheld + typed, cookie: cookie)
            : try await scene.upload(path, withheld + typed, files, cookie: cookie)
    }

    func expectGivenBack(_ answer: Answer, status: Int) {
        #expect(answer.status == status && answer.location == nil, "\(self)")
        #expect(answer.fields[.cacheControl] == "no-store" && answer.fields[.setCookie] == nil)
        for (name, text) in typed {
            let written = text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            #expect(answer.text.contains(written), "\(name) of \(self)")
        }
        #expect(!answer.text.contains("<b>"))
        for (name, text) in withheld { #expect(!answer.text.contains(text), "\(name) of \(self)") }
        for file in files { #expect(!answer.text.contains(file.name)) }
        #expect(answer.text.contains("Dit had je getypt") && !answer.text.contains("«"))
    }
}

@Suite("What a member typed")
struct TypedWordsTests {
    @Test("is given back when the session ended while they typed, or when there is none")
    func ended() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            scene.clock.advance(by: .minutes(31))
            for form in TypedForm.all(on: id) {
                for cookie in [crew.intake, "nobodys", nil] {
                    let answer = try await form.send(scene, cookie: cookie)
                    form.expectGivenBack(answer, status: 403)
                    #expect(answer.text.contains("Er is niets opgeslagen") && answer.text.contains("/nl/log-in\""))
                }
            }
            let stored = try await scene.stored()
            #expect(stored.files == 0 && stored.chunks == 0)
        }
    }

    @Test("is given back when the session ends while the form arrives", arguments: Engine.allCases)
    func endsMeanwhile(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let draft = try #require(try await scene.intake(crew).open(id).hidden("draft"))
            let session = try await scene.session(crew.intake)
            let text = "draft=\(draft.replacing("+", with: "%2B"))&note.text=Remember+this"
            let arriving = AsyncStream<ByteBuffer> { stream in
                Task {
                    stream.yield(ByteBuffer(string: String(text.prefix(20))))
                    try await scene.ground.database.write { [membership = scene.ground.membership] tx in
                        try membership.end(session, in: tx)
                    }
                    stream.yield(ByteBuffer(string: String(text.dropFirst(20))))
                    stream.finish()
                }
            }
            let answer = try await scene.ask(
                .post, "/nl/reports/\(id)/note", cookie: crew.intake, body: RequestBody(asyncSequence: arriving))
            #expect(answer.status == 403 && answer.text.contains("Remember this"))
        }
    }

    @Test("is given back while the database is away", arguments: Engine.allCases)
    func away(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: Ground.migrations) { database in
            let scene = try Scene(database)
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            await database.close()
            for form in TypedForm.all(on: id) {
                let answer = try await form.send(scene, cookie: crew.intake)
                form.expectGivenBack(answer, status: 503)
                #expect(answer.fields[.retryAfter] != nil)
            }
        }
    }

    @Test("is given back when the disk has no room for it")
    func full() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let page = try await worker.open(id)
            let text = String(repeating: "many words ", count: 1_700)
            try await scene.leaveRoom(pages: 0)
            for deed in ["note", "message"] {
                let answer = try await worker.does(deed, on: id, from: page, [(deed + ".text", text)])
                #expect(answer.status == 503 && answer.text.contains(text.dropLast()), "\(deed)")
            }
            try await scene.leaveRoom(pages: nil)
            let kept = try await worker.does("note", on: id, from: page, [("note.text", text)])
            #expect(kept.status == 303)
        }
    }

    @Test("is never a password or a code, and never shown to another site")
    func withheld() async throws {
        try await withScene { scene in
            let secrets = [
                ("password", "correct horse battery"), ("new", "staple after staple"), ("code", "ABCD-EFGH-JKMN-PQRS"),
                ("newCode", "123456789012345678901"), ("state", "sealed"), ("linking", "sealed"),
            ]
            let forms = [
                "account/password", "account/one-time-code", "colleagues/recover", "organisation/confirm", "members",
                "search",
            ]
            for form in forms {
                let answer = try await scene.post("/nl/" + form, secrets)
                #expect(answer.status == 403, "\(form)")
                for (name, secret) in secrets { #expect(!answer.text.contains(">" + secret), "\(name) of \(form)") }
                #expect(!answer.text.contains("Dit had je getypt"))
            }
            let foreign = try await scene.ask(
                .post, "/nl/record", site: "cross-site", body: RequestBody(buffer: ByteBuffer(string: "words=Planted")))
            #expect(foreign.status == 403 && !foreign.text.contains("Planted"))
        }
    }

    @Test("stands in fields that are known: each large one of their pages, and none that is hidden")
    func known() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let coordinator = scene.coordinator(crew)
            var large: Set<String> = []
            for path in [
                "reports/" + id, "record", "organisation/reception", "account", "search", "members", "colleagues",
            ] {
                let page = try await coordinator.see(path)
                large.formUnion(page.all("<textarea[^>]* name=\"([^\"]*)\""))
                for name in page.all("type=\"(?:hidden|password)\" name=\"([^\"]*)\"")
                    + page.all("name=\"([^\"]*)\" type=\"password\"")
                {
                    #expect(!TypedWords.isTyped(name) && !TypedWords.isOfDeed(name), "\(name) on \(path)")
                }
            }
            #expect(large.count > 6)
            for name in large { #expect(TypedWords.isTyped(name) || TypedWords.isOfDeed(name), "\(name)") }
        }
    }
}
