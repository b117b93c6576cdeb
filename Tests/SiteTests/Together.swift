import Collaboration
import HTTPTypes
import Organisations
import Reporting
import Support
import Terms
import Testing

@testable import Site
@testable import Web

extension Scene {
    /// A dossier that an organisation coordinates.
    func dossier(_ words: String = "She is never alone", at crew: Crew) async throws -> DossierID {
        let new = try NewDossier(urgency: .urgent, age: .adult, forms: [], municipality: nil, words: words)
        return try await site.desk.dossiers.open(new, by: try await session(crew.intake))
    }

    /// Lets an organisation read the general part of a dossier along.
    func share(_ id: DossierID, of crew: Crew, with other: Crew) async throws {
        let decision = SharingDecision(
            compartment: .general, receiver: other.id, what: "All of it", grounds: .given, until: clock.now + .days(30),
            includesEarlier: true)
        try await site.desk.sharing.share(
            decision, of: id, from: Draft(ground.chance), by: try await session(crew.intake))
    }
}

extension Grounds {
    /// Consent, and everything answered.
    static let given = Grounds(
        purpose: "To find a bed", basis: .consent,
        answers: [.consentBy: "Herself", .consentFor: "A bed", .consentHow: "In a talk"], view: .agreed,
        proportionality: "No less will do", subsidiarity: "There is no other way")

    /// The same as it is filled in.
    static let filledIn = [
        ("basis", "consent"), ("view", "agreed"), ("grounds.purpose", "To find a bed"), ("answer.consentBy", "Herself"),
        ("answer.consentFor", "A bed"), ("answer.consentHow", "In a talk"),
        ("grounds.proportionality", "No less will do"), ("grounds.subsidiarity", "There is no other way"),
    ]
}

extension Colleague {
    /// Sends the form of a deed to an address, with what the page put in it.
    func sends(
        _ deed: String, to path: String, from page: Answer, _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let hidden = ["version", "draft", "dossier"].compactMap { name in page.hidden(name).map { (name, $0) } }
        let answer = try await scene.post("/nl/\(path)/\(deed)", hidden + fields, cookie: cookie)
        #expect(!answer.text.contains("«"), "a sentence is missing after \(deed)")
        return answer
    }

    /// Opens the page and does it; the page that follows.
    func sendsAtOnce(
        _ deed: String, to path: String, seeing tab: String = "", _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let answer = try await sends(deed, to: path, from: try await see(path + tab), fields)
        #expect(answer.status == 303, "\(deed) \(answer.text.prefix(4_000))")
        return try await scene.ask(.get, try #require(answer.location), cookie: cookie)
    }
}

extension TypedDate {
    /// A date as its three fields are sent.
    func fields(_ name: String = "due") -> [(String, String)] {
        [(name + ".day", day), (name + ".month", month), (name + ".year", year)]
    }
}
