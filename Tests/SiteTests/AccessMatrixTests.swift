import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

/// Three reports with a file each: the member's own organisation's, one that it was asked to take over, and another's.
private struct Reports {
    enum Relation: CaseIterable { case own, offered, foreign }

    let scene: Scene
    let crew: Crew
    /// The cookie of a member of each role of the organisation.
    var cookies: [Role: String] = [:]
    private var ids: [Relation: String] = [:]
    private var files: [Relation: String] = [:]
    /// A draft as it stands on the case page, so that forms are well made.
    private let draft: String

    init(_ scene: Scene) async throws {
        self.scene = scene
        let other = try await scene.open("Other", isFallback: true)
        (ids[.offered], files[.offered]) = try await Self.sent(to: other, scene)
        (ids[.foreign], files[.foreign]) = try await Self.sent(to: other, scene, beside: ids[.offered])
        crew = try await scene.open("Shelter")
        (ids[.own], files[.own]) = try await Self.sent(to: crew, scene)
        cookies = [.intake: crew.intake, .coordinator: crew.coordinator]
        for role in [Role.administrator, .analyst, .auditor] {
            cookies[role] = try await scene.logIn("Somebody", role, at: crew.id, name: role.rawValue)
        }
        let offered = try #require(ids[.offered])
        _ = try await scene.intake(other).doesAtOnce(
            "hand-over", on: offered, [("receiver", crew.id.text), ("hand-over.text", "Yours")])
        let own = try #require(ids[.own])
        draft = try #require(try await scene.intake(crew).open(own).hidden("draft"))
    }

    /// A report that was sent to an organisation, and the file that came with it.
    private static func sent(
        to crew: Crew, _ scene: Scene, beside other: String? = nil
    ) async throws -> (id: String, file: String) {
        var person = try await Person(scene)
        try await person.goToFiles()
        try await person.goToCheck(files: [.picture("report.jpg")])
        _ = try await person.send()
        let inbox = try await scene.intake(crew).see("inbox")
        let id = try #require(inbox.all("/nl/reports/(rep_[a-z0-9]+)").first { $0 != other })
        let page = try await scene.intake(crew).open(id)
        return (id, try #require(page.first("/files/(att_[a-z0-9]+)\"")))
    }

    private func id(_ relation: Relation) throws -> String { try #require(ids[relation]) }

    /// A well-made form for every deed. It changes little: its page is old, and the refusal that would end the offer
    /// has no reason.
    func ask(_ route: SiteRoute, about relation: Relation, as role: Role) async throws -> Int {
        let path = try route.path.segments.map { segment in
            switch segment {
            case .literal(let text): return text
            case .language: return "nl"
            case .value("report"): return try id(relation)
            case .value("file"): return try #require(files[relation])
            case .value: return "x"
            }
        }.joined(separator: "/")
        let cookie = try #require(cookies[role])
        if route.method == .get { return try await scene.ask(.get, "/" + path, cookie: cookie).status }
        let soon = TypedDate(scene.clock.now + .days(30))
        let endsOffer = route.name == "case.refuse" && relation == .offered
        let form = [
            ("any.text", endsOffer ? "" : "Something"), ("version", "0"), ("draft", draft), ("urgency", "normal"),
            ("age", "adult"), ("closing", "helped"),
            ("receiver", crew.id.text), ("assignee", ""), ("other", try id(.own)), ("clock", "12.00"),
            ("due.day", soon.day), ("due.month", soon.month), ("due.year", soon.year),
        ]
        return try await scene.post("/" + path, form, cookie: cookie).status
    }

    /// What the organisation that was asked to take a report over may do with it.
    private static let forWhoWasAsked: Set<String> = ["case", "case.file", "case.accept", "case.refuse"]

    func isOpen(_ route: SiteRoute, about relation: Relation) -> Bool {
        switch relation {
        case .own: !["case.accept", "case.refuse"].contains(route.name)
        case .offered: Self.forWhoWasAsked.contains(route.name)
        case .foreign: false
        }
    }
}

@Suite("Who may do what with which report")
struct AccessMatrixTests {
    @Test(
        "each address, each role: one's own organisation's report, one it was asked to take over, and another's",
        arguments: Role.allCases)
    func reports(role: Role) async throws {
        try await withScene { scene in
            let reports = try await Reports(scene)
            // Accepting is the one deed here that goes through: it comes last.
            let routes = scene.routes.filter { $0.path.names.contains("report") }
                .sorted { $1.name == "case.accept" && $0.name != "case.accept" }
            #expect(routes.count > 15)
            for route in routes {
                guard case .member(let roles) = route.access else {
                    Issue.record("\(route.name) shows a report without a log-in")
                    continue
                }
                for relation in Reports.Relation.allCases {
                    let status = try await reports.ask(route, about: relation, as: role)
                    if !roles.contains(role) {
                        #expect(status == 403, "\(route.name) \(relation)")
                    } else if reports.isOpen(route, about: relation) {
                        #expect([200, 303, 409, 422].contains(status), "\(route.name) \(relation) \(status)")
                    } else {
                        #expect(status == 404, "\(route.name) \(relation) \(status)")
                    }
                }
            }
        }
    }

    @Test(
        "whom nobody let in yet reads who can, at each address but their own account, and no report's reference",
        arguments: [Role.intake, .coordinator])
    func waiting(role: Role) async throws {
        try await withScene { scene in
            var reports = try await Reports(scene)
            let cookie = try await scene.logIn("New", role, at: reports.crew.id, name: "new")
            reports.cookies[role] = cookie
            let references = try await scene.ground.database.read { tx in
                try tx.rows("SELECT id FROM report").map { Envelope.reference(of: try $0.get("id")) }
            }
            var shut = 0
            for route in scene.routes where route.name != "logOut" {
                guard case .member(let roles) = route.access, roles.contains(role) else { continue }
                if route.path.names.contains("report") {
                    for relation in Reports.Relation.allCases {
                        #expect(try await reports.ask(route, about: relation, as: role) == 403, "\(route.name) \(relation)")
                    }
                }
                let path = "/" + route.path.segments.map { segment in
                    switch segment {
                    case .literal(let text): text
                    case .language: "nl"
                    case .value: "x"
                    }
                }.joined(separator: "/")
                let answer = try await scene.ask(route.method, path, cookie: cookie)
                #expect(!references.contains { answer.text.contains($0) }, "\(route.name)")
                guard !["account", "colleagues"].contains(route.name.prefix { $0 != "." }) else { continue }
                shut += 1
                #expect(answer.status == 403 && answer.text.contains("Een collega moet je nog binnenlaten"), "\(route.name)")
            }
            #expect(shut > 60)
        }
    }

    @Test("each other address for members is shut to every role but its own", arguments: Role.allCases)
    func others(role: Role) async throws {
        try await withScene { scene in
            let cookie = try await scene.logIn(as: role, at: "Shelter")
            for route in scene.routes where route.name != "logOut" && !route.path.names.contains("report") {
                guard case .member(let roles) = route.access else { continue }
                let path = route.path.segments.map { segment in
                    switch segment {
                    case .literal(let text): text
                    case .language: "nl"
                    case .value: "x"
                    }
                }.joined(separator: "/")
                let status = try await scene.ask(route.method, "/" + path, cookie: cookie).status
                // A form that is empty is malformed, refused, or names nothing; it is not kept out.
                let isLetIn = [200, 303, 400, 404, 409, 422].contains(status)
                #expect(roles.contains(role) ? isLetIn : status == 403, "\(route.name) \(status)")
            }
        }
    }
}
