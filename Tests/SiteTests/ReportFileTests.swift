import HTTPTypes
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Web
import Words

@testable import Site
@testable import Web

@Suite("Files with a report")
struct ReportFileTests {
    @Test("travel to the organisation and back to the reporter, byte for byte", arguments: Engine.allCases)
    func travel(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            let crew = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            let photo = SentFile.picture("huis <3 & tuin.jpg", bytes: 300_001)
            let paper = SentFile.pdf("brief.pdf", bytes: 65_536)
            try await person.press("add", files: [photo, paper])
            #expect(person.page.status == 200 && person.page.hidden("step") == "files")
            #expect(person.page.text.contains("huis &lt;3 &amp; tuin.jpg") && person.page.text.contains("brief.pdf"))
            try await person.goToCheck(files: [.picture("later.png.jpg")])
            for name in ["brief.pdf", "later.png.jpg"] { #expect(person.page.text.contains(name)) }
            let code = try await person.send()
            let stored = try await scene.stored()
            #expect(stored.files == 3 && stored.kept == 3)

            try await person.comeBack(with: code)
            let files = person.offered
            #expect(files.count == 3)
            let back = try await person.saved(files[0])
            #expect(back.holds(photo))
            #expect(back.fields[.contentDisposition]?.hasPrefix("attachment;") == true)
            #expect(back.fields[.contentLength] == String(photo.bytes.count))
            #expect(back.fields[.contentSecurityPolicy] == "sandbox; default-src 'none'")

            let inbox = try await scene.ask(.get, "/nl/inbox", cookie: crew.intake)
            let report = try #require(inbox.first("/nl/reports/(rep_[a-z0-9]+)"))
            let opened = try await scene.ask(.get, "/nl/reports/\(report)", cookie: crew.intake)
            #expect(opened.all("/nl/reports/\(report)/files/(att_[a-z0-9]+)") == files)
            let seen = try await scene.ask(.get, "/nl/reports/\(report)/files/\(files[1])", cookie: crew.coordinator)
            #expect(seen.holds(paper))
            let looks = try await scene.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM journal_entry WHERE act = 'attachment.read'", as: Int.self)
            }
            #expect(looks == 2)
        }
    }

    @Test("of a kind that can do harm are refused by name, the others kept, in the language of the page")
    func kinds() async throws {
        try await withScene { scene in
            var person = try await Person(scene, in: .en)
            try await person.goToFiles()
            let zip: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100)
            let harmful = [
                SentFile(name: "a.zip", bytes: zip), SentFile(name: "b.docx", bytes: zip),
                SentFile(
                    name: "c.jpg", type: "image/jpeg", bytes: Array("<svg xmlns='http://www.w3.org/2000/svg'>".utf8)),
                SentFile(name: "d.pdf", type: "application/pdf", bytes: Array("<!doctype html><script>".utf8)),
                SentFile(name: "e.png", type: "image/png", bytes: Array("MZ".utf8) + [UInt8](repeating: 1, count: 200)),
                SentFile(name: "f.jpg", type: "image/jpeg", bytes: []),
            ]
            try await person.press("next", files: harmful + [.picture("good.jpg")])
            #expect(person.page.status == 422 && person.page.hidden("step") == "files")
            for file in harmful { #expect(person.page.text.contains("file \(file.name)"), "\(file.name)") }
            #expect(person.page.text.contains("good.jpg"))
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored(files: 1, kept: 0, chunks: 1))
        }
    }

    @Test(
        "may be a PDF in every form that readers open",
        arguments: [
            "%PDF-1.7\n", "\u{FEFF}%PDF-1.4\n", "\r\n%PDF-1.3\n", "\n\n\n%PDF-2.0\n",
            "From: scanner@example\r\n\r\n%PDF-1.5\n", "@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.6\n",
            "%!PS-Adobe-3.0 PDF-1.4\n", String(repeating: " ", count: 1_019) + "%PDF-1.7\n",
        ])
    func documents(start: String) {
        #expect(FileKind(of: Array(start.utf8) + [UInt8](repeating: 7, count: 2_000)) == .pdf)
    }

    @Test(
        "are no PDF when they are something else that names one",
        arguments: [
            "<html><p>%PDF-1.7", " \r\n<svg>%PDF-1.7", "PK\u{3}\u{4}%PDF-1.7", "MZ\u{90}%PDF-1.7", "#!/bin/sh\n%PDF-1.7",
            "%!PS-Adobe-3.0\n", String(repeating: " ", count: 1_020) + "%PDF-1.7\n", "PDF-1.7",
        ])
    func noDocuments(start: String) {
        #expect(FileKind(of: Array(start.utf8) + [UInt8](repeating: 7, count: 2_000)) == nil)
    }

    @Test("are twenty at most; the twenty-first is refused and the twenty stay")
    func twenty() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("add", files: (1...12).map { .picture("p\($0).jpg") })
            try await person.press("next", files: (13...21).map { .picture("p\($0).jpg") })
            #expect(person.page.status == 422)
            #expect(person.page.text.contains("p21.jpg kan er niet meer bij"))
            try await person.goToCheck()
            let code = try await person.send()
            try await person.comeBack(with: code)
            #expect(person.offered.count == 20)
        }
    }

    @Test("are fifty megabytes at most together; nothing of the one that is too much is stored")
    func fiftyMegabytes() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("add", files: [.picture("one.jpg", bytes: 20_000_000)])
            try await person.press("add", files: [.picture("two.jpg", bytes: 29_999_000)])
            let before = try await scene.stored()
            #expect(before.files == 2)
            try await person.press(
                "next", files: [.picture("three.jpg", bytes: 700_000), .picture("four.jpg", bytes: 900)])
            #expect(person.page.status == 422)
            #expect(person.page.text.contains("three.jpg past er niet meer bij"))
            let after = try await scene.stored()
            #expect(after.files == 3 && after.chunks == before.chunks + 1)
        }
    }

    @Test("are taken in whichever button is pressed", arguments: ["next", "add", "back", "language"])
    func whicheverButton(go: String) async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press(go, files: [.picture("p.jpg")], language: go == "language" ? .en : nil)
            let stored = try await scene.stored()
            #expect(person.page.status == 200 && stored.files == 1)
        }
    }

    @Test("that were removed are gone at once")
    func removed() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("add", files: [.picture("one.jpg"), .picture("two.jpg")])
            let first = try #require(person.page.first("value=\"(remove-att_[a-z0-9]+)\""))
            try await person.press(first)
            #expect(!person.page.text.contains("one.jpg") && person.page.text.contains("two.jpg"))
            let stored = try await scene.stored()
            #expect(stored.files == 1)
        }
    }

    @Test("vanish with everything else when the reporter stops; a report that was sent is not undone")
    func abandoned() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("next", files: [.picture("p.jpg")])
            try await person.press("abandon")
            let doubt = person
            try await person.press("stay")
            #expect(person.page.hidden("step") == "contact")
            person = doubt
            try await person.press("erase")
            #expect(person.page.heading == "Alles is gewist")
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored())

            person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck(files: [.picture("p.jpg")])
            var late = person
            let code = try await person.send()
            try await late.press("erase")
            #expect(late.page.first("data-code=\"([^\"]*)\"") == code)
            let kept = try await scene.stored()
            #expect(kept.kept == 1)
        }
    }

    @Test("can be abandoned from every page of the form")
    func abandonedAnywhere() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            for answer in [
                [("subject", "victim")], [("role", "bystander")], [("danger", "yes")], [], [("placeUnknown", "yes")],
                [("age", "minor")], [("exploitation", "sexual")], [], [], [], [("words", "x")], [],
                [],
                [("contact", "siteOnly")],
            ] {
                let stopped = try await person.sent("abandon", answer)
                #expect(stopped.heading == "Wil je stoppen?", "\(person.page.hidden("step") ?? "")")
                try await person.press("next", answer)
            }
            #expect(person.page.hidden("step") == "check")
            let stopped = try await person.sent("abandon")
            #expect(stopped.heading == "Wil je stoppen?")
        }
    }

    @Test("leave nothing behind when the connection breaks", arguments: [100, 1_500, 700_000])
    func broken(after: Int) async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            let answer = try await person.sent(
                "next", files: [.picture("small.jpg"), .picture("large.jpg", bytes: 2_000_000)], breaksAfter: after)
            #expect(answer.status == 400)
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored())
        }
    }

    @Test("for which the disk has no room are named; the others stay, and the form goes on")
    func fullDisk() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            try await scene.leaveRoom(pages: 300)
            try await person.press(
                "next",
                files: [
                    .picture("small.jpg", bytes: 100_000), .picture("large.jpg", bytes: 3_000_000), .pdf("last.pdf"),
                ])
            #expect(person.page.status == 503 && person.page.fields[.retryAfter] != nil)
            for name in ["large.jpg", "last.pdf"] { #expect(person.page.text.contains("\(name) is niet aangekomen")) }
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored(files: 1, kept: 0, chunks: 2))
            try await scene.leaveRoom(pages: nil)
            try await person.press("next", files: [.pdf("last.pdf")])
            #expect(person.page.hidden("step") == "contact")
        }
    }

    @Test(
        "for which there is no room are named in the person's language; the answers stay, and go without them",
        arguments: Engine.allCases, [Language.nl, .en])
    func noRoom(engine: Engine, language: Language) async throws {
        let settings = SiteSettings(stagedMegabytes: 9)
        try await withScene(on: engine, settings: settings) { scene in
            _ = try await scene.open("Shelter")
            var others = try await Person(scene)
            try await others.goToFiles()
            try await others.press("next", files: [.picture("most.jpg", bytes: 8_700_000)])
            #expect(others.page.status == 200)
            var person = try await Person(scene, in: language)
            try await person.goToFiles(words: "She is never alone")
            try await person.press("next", files: [.picture("large.jpg", bytes: 600_000), .pdf("last.pdf")])
            #expect(person.page.status == 503 && person.page.fields[.retryAfter] == "120")
            #expect(person.page.hidden("step") == "files")
            for name in ["large.jpg", "last.pdf"] {
                #expect(person.page.text.contains(Words.of(language)("step.files.error.noRoom", ["name": name])))
            }
            let stored = try await scene.stored()
            #expect(stored.files == 1)
            try await person.goToCheck()
            #expect(person.page.text.contains("She is never alone"))
            let code = try await person.send()
            try await person.comeBack(with: code, in: language)
            let more = try await person.answered("More", files: [.picture("more.jpg", bytes: 600_000)])
            #expect(more.status == 503 && more.fields[.retryAfter] == "120" && more.text.contains("More"))
        }
    }

    @Test("are taken from many at the same time, up to the bound and no further", arguments: Engine.allCases)
    func crowd(engine: Engine) async throws {
        // Seventeen of half a megabyte.
        let settings = SiteSettings(stagedMegabytes: 9)
        try await withScene(on: engine, settings: settings) { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { [person] group in
                for number in 1...30 as ClosedRange<UInt64> {
                    group.addTask {
                        try await person.sent("add", files: [.picture("p.jpg", bytes: 524_288, seed: number)]).status
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [200: 17, 503: 13])
            let stored = try await scene.stored()
            #expect(stored.files == 17 && stored.chunks == 136)
        }
    }

    @Test("are not taken before a form of this site was shown")
    func withoutForm() async throws {
        try await withScene { scene in
            for fields in [[], [("state", "forged")]] {
                let answer = try await scene.upload("/nl/report/files", fields, [.picture("p.jpg")])
                #expect(answer.status == 400)
            }
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored())
        }
    }

    @Test("wait as long as the form goes on, and are swept when it does not")
    func waiting() async throws {
        try await withScene { scene in
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("next", files: [.picture("p.jpg")])
            func sweep() async throws -> Int {
                try await scene.ground.database.write { [ground = scene.ground] tx in
                    try ground.attachments.sweep(in: tx)
                }
            }
            for go in ["back", "next", "back"] {
                scene.clock.advance(by: .hours(7))
                let swept = try await sweep()
                #expect(swept == 0)
                try await person.press(go)
                #expect(person.page.status == 200)
            }
            #expect(person.page.text.contains("p.jpg"))
            scene.clock.advance(by: .hours(13))
            let swept = try await sweep()
            #expect(swept == 1)
            try await person.press("next")
            #expect(person.page.status == 400)
        }
    }

    @Test("that vanished are named, and the report is sent without them")
    func vanished() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.press("add", files: [.picture("stays.jpg"), .picture("vanishes.jpg")])
            let files = person.page.all("value=\"remove-(att_[a-z0-9]+)\"")
            try await person.goToCheck()
            try await scene.ground.database.write { tx in
                try tx.execute("DELETE FROM attachment WHERE id = \(files[1])")
            }
            try await person.press("send")
            #expect(person.page.status == 422 && person.page.hidden("step") == "files")
            #expect(person.page.text.contains("Deze bestanden zijn er niet meer: vanishes.jpg."))
            try await person.press("next")
            #expect(person.page.hidden("step") == "check" && !person.page.text.contains("vanishes.jpg"))
            let code = try await person.send()
            try await person.comeBack(with: code)
            #expect(person.offered == [files[0]])
        }
    }

    @Test("are kept once, and the code is the same, when the report is sent again", arguments: Engine.allCases)
    func twice(engine: Engine) async throws {
        try await withScene(on: engine) { scene in
            _ = try await scene.open("Shelter")
            var person = try await Person(scene)
            try await person.goToFiles()
            try await person.goToCheck(files: [.picture("p.jpg")])
            let ready = person
            let codes = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var again = ready
                        return try await again.send()
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(codes.count == 1)
            let stored = try await scene.stored()
            #expect(stored == Scene.Stored(files: 1, kept: 1, chunks: 1))
            // Whoever goes back to an old page afterwards finds the file there, and the report sent.
            person = ready
            try await person.press("back")
            try await person.press("back")
            #expect(person.page.status == 200 && person.page.text.contains("p.jpg"))
        }
    }
}
