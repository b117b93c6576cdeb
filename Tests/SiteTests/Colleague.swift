import HTTPTypes
import Reporting
import Terms
import Testing

@testable import Site
@testable import Web

/// A member with a browser that runs no scripts: what they send is what stands in the forms of the page.
struct Colleague: Sendable {
    let scene: Scene
    let cookie: String

    func see(_ path: String) async throws -> Answer {
        let page = try await scene.ask(.get, "/nl/" + path, cookie: cookie)
        #expect(!page.text.contains("«"), "a sentence is missing on \(path)")
        return page
    }

    func open(_ report: String) async throws -> Answer { try await see("reports/" + report) }

    /// Sends the form of a deed as it stands on a page.
    func does(
        _ deed: String, on report: String, from page: Answer, _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let hidden = ["version", "seen", "draft"].compactMap { name in page.hidden(name).map { (name, $0) } }
        let answer = try await scene.post("/nl/reports/\(report)/\(deed)", hidden + fields, cookie: cookie)
        #expect(!answer.text.contains("«"), "a sentence is missing after \(deed)")
        return answer
    }

    /// Opens the report and does it; the page that follows.
    func doesAtOnce(_ deed: String, on report: String, _ fields: [(String, String)] = []) async throws -> Answer {
        let answer = try await does(deed, on: report, from: try await open(report), fields)
        #expect(answer.status == 303, "\(deed) \(answer)")
        return try await scene.ask(.get, try #require(answer.location), cookie: cookie)
    }
}

extension Scene {
    /// The id of a report that somebody sends now; it is in this inbox first.
    func report(_ words: String = "She is never alone", to crew: Crew) async throws -> String {
        let before = try await ask(.get, "/nl/inbox", cookie: crew.intake).all("/nl/reports/(rep_[a-z0-9]+)")
        var person = try await Person(self)
        try await person.goToFiles(words: words)
        try await person.goToCheck()
        _ = try await person.send()
        let after = try await ask(.get, "/nl/inbox", cookie: crew.intake).all("/nl/reports/(rep_[a-z0-9]+)")
        return try #require(after.first { !before.contains($0) })
    }

    func intake(_ crew: Crew) -> Colleague { Colleague(scene: self, cookie: crew.intake) }
    func coordinator(_ crew: Crew) -> Colleague { Colleague(scene: self, cookie: crew.coordinator) }
}

/// What a report is called on pages.
func reference(_ report: String) throws -> String { Envelope.reference(of: try ReportID(report)) }
