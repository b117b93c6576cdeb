import HTTPTypes
import Reporting
import Terms
import Testing

@testable import Site
@testable import Web

/// Somebody who reports, with a browser that runs no scripts: what they send is what stands in the forms of the page.
struct Person {
    let scene: Scene
    /// The page before them.
    var page: Answer
    /// What their browser keeps of cookies and of the way it went; nil for one that refuses cookies.
    var browser: PersonBrowser?

    /// Begins a report.
    init(_ scene: Scene, in language: Language = .nl, keepingCookies: Bool = false) async throws {
        self.scene = scene
        browser = keepingCookies ? PersonBrowser() : nil
        page = try await scene.ask(.get, "/\(language.rawValue)/report")
        page = try await arrived(page)
    }

    /// The page at the end of an answer, where it leads to one.
    mutating func arrived(_ answer: Answer) async throws -> Answer {
        browser?.note(answer)
        guard answer.status == 303, let address = answer.location else {
            browser?.went(to: nil)
            return answer
        }
        browser?.went(to: address)
        return try await scene.ask(.get, address, form: browser?.key)
    }

    /// Asks for an address again, as browsers do when one goes back or forward.
    mutating func revisit(_ address: String) async throws {
        page = try await scene.ask(.get, address, form: browser?.key)
        browser?.note(page)
    }

    /// Presses a button of the form of this page, with these fields filled in and files picked.
    mutating func press(
        _ go: String = "next", _ fields: [(String, String)] = [], files: [SentFile] = [], language: Language? = nil
    ) async throws {
        page = try await arrived(sent(go, fields, files: files, language: language))
    }

    /// The answer to pressing a button, without going on to that page.
    func sent(
        _ go: String = "next", _ fields: [(String, String)] = [], files: [SentFile] = [], language: Language? = nil,
        breaksAfter: Int? = nil
    ) async throws -> Answer {
        let hidden = try [("state", #require(page.hidden("state"))), ("step", #require(page.hidden("step")))]
        let action = try #require(page.first("<form action=\"([^\"]*/report[^\"]*)\""))
        let button = language.map { ("language", $0.rawValue) } ?? ("go", go)
        if page.text.contains("multipart/form-data") {
            let empty = files.isEmpty ? [SentFile(name: "", bytes: [])] : files
            return try await scene.upload(
                action, hidden + fields + [button], empty, form: browser?.key, breaksAfter: breaksAfter)
        }
        return try await scene.post(action, hidden + fields + [button], form: browser?.key)
    }

    /// Answers every question up to the page with files.
    mutating func goToFiles(words: String = "She is never alone") async throws {
        for answer in [
            [("subject", "victim")], [("role", "bystander")], [("danger", "no")], [("placeUnknown", "yes")],
            [("age", "minor")], [("exploitation", "sexual")], [], [], [], [("words", words)], [],
        ] { try await press("next", answer) }
        #expect(page.hidden("step") == "files")
    }

    /// Goes on from the page with files to the last one.
    mutating func goToCheck(files: [SentFile] = []) async throws {
        try await press("next", files: files)
        try await press("next", [("contact", "siteOnly")])
        #expect(page.hidden("step") == "check")
    }

    /// Sends the report; the code.
    mutating func send() async throws -> String {
        try await press("send")
        return try #require(page.first("data-code=\"([^\"]*)\""))
    }

    /// Opens the conversation with a code.
    mutating func comeBack(with code: String, in language: Language = .nl) async throws {
        page = try await scene.post("/\(language.rawValue)/conversation", [("code", code)])
    }

    /// Answers in the conversation, without going on to the page that follows.
    func answered(_ text: String, files: [SentFile] = [], keeping: [String] = []) async throws -> Answer {
        let fields = [("state", try #require(page.hidden("state"))), ("answer", text)] + keeping.map { ("keep", $0) }
        return try await scene.upload("/nl/conversation/message", fields, files)
    }

    /// The ids of the files that the page offers to save.
    var offered: [String] { page.all("name=\"file\" value=\"([^\"]*)\"") }

    /// Saves a file that the page offers.
    func saved(_ file: String) async throws -> Answer {
        try await scene.post(
            "/nl/conversation/file", [("state", try #require(page.hidden("state"))), ("file", file)])
    }
}

/// What a browser keeps while a form is open.
struct PersonBrowser {
    private(set) var key: String?
    /// Everything that was said about the form's cookie.
    private(set) var cookies: [String] = []
    /// The addresses in its history; nil for a page that only a form leads to.
    private(set) var history: [String?] = []

    mutating func note(_ answer: Answer) {
        for cookie in answer.fields[values: .setCookie] where cookie.contains("baken-form=") {
            cookies.append(cookie)
            let value = cookie.split(separator: ";")[0].split(separator: "=", omittingEmptySubsequences: false)[1]
            key = cookie.contains("Max-Age=0") ? nil : String(value)
        }
    }

    mutating func went(to address: String?) { history.append(address) }
}
