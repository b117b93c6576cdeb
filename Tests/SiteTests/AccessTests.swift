import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import Site

/// A site on a fresh database, asked in process.
private struct Scene {
    let site: Site
    let ground: Ground
    let responder: SiteResponder<Session>
    let clock = TestClock()

    init(_ database: Database) throws {
        ground = Ground(
            database: database, secret: try ServerSecret([UInt8](repeating: 9, count: ServerSecret.byteCount)),
            desk: PasswordDesk(), cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source,
            chance: .seeded(3))
        site = Site(ground, settings: SiteSettings())
        responder = site.responder(logger: Logger(label: "test"))
    }

    /// The status of an answer, and where it leads.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, cookie: String? = nil, site from: String? = "same-origin",
        body: String = ""
    ) async throws -> (status: Int, location: String?) {
        var fields: HTTPFields = [:]
        if let cookie { fields[.cookie] = "baken-session=" + cookie }
        if let from { fields[.secFetchSite] = from }
        if method == .post { fields[.contentType] = "application/x-www-form-urlencoded" }
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let context = VisitContext(
            source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
        let response = try await responder.respond(to: request, context: context)
        return (response.status.code, response.headers[.location])
    }

    /// Somebody with this role, logged in at a new organisation; the session's cookie.
    func logIn(as role: Role, at name: String) async throws -> String {
        let membership = ground.membership
        let (founding, keys) = try await ground.database.write { tx in try membership.found(name, in: tx) }
        let invitation = try await ground.database.write { tx in
            try membership.invite("Somebody", as: role, to: founding.organisation, carrying: keys, in: tx)
        }
        let secret = TOTP.newSecret(ground.chance)
        let logIn = try #require(LogInName(name + "@example.org"))
        func code() -> String { TOTP.code(secret, step: TOTP.step(at: clock.now)) }
        let credentials = try await membership.credentials(
            for: invitation.member, logIn: logIn, password: try NewPassword("correct horse battery"),
            secondFactor: secret, oneTimeCode: code())
        _ = try await ground.database.write { tx in try membership.enrol(invitation.token, with: credentials, in: tx) }
        clock.advance(by: .seconds(31))
        let proven = try await membership.prove(
            LogInAttempt(
                name: logIn.text, password: "correct horse battery", oneTimeCode: code(), device: nil),
            in: ground.database)
        return try await ground.database.write { tx in try membership.begin(proven, in: tx).token.text }
    }
}

private func path(of route: SiteRoute) -> String {
    "/"
        + route.path.segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .language: "nl"
            case .value(let name): name == "report" ? ReportID(.system).text : "x"
            }
        }.joined(separator: "/")
}

@Suite("Who may do what, for every address there is")
struct AccessTests {
    @Test("a visitor who is not logged in sees no page for members, and can do none of their deeds")
    func visitors() async throws {
        try await withDatabase(on: .sqlite, migrations: Ground.migrations) { database in
            let scene = try Scene(database)
            for route in scene.site.routes {
                let answer = try await scene.ask(route.method, path(of: route))
                if case .member = route.access {
                    let isKeptOut = route.method == .get ? answer.location == "/nl/log-in" : answer.status == 403
                    #expect(isKeptOut, "\(route.name) \(answer)")
                } else {
                    #expect(answer.status != 403 && answer.status < 500, "\(route.name) \(answer)")
                }
            }
        }
    }

    @Test("a member reaches the pages of their role only, and nothing of a report that is not theirs", arguments: Role.allCases)
    func roles(role: Role) async throws {
        try await withDatabase(on: .sqlite, migrations: Ground.migrations) { database in
            let scene = try Scene(database)
            let cookie = try await scene.logIn(as: role, at: "Shelter")
            for route in scene.site.routes where route.name != "logOut" {
                guard case .member(let roles) = route.access else { continue }
                let answer = try await scene.ask(route.method, path(of: route), cookie: cookie)
                if !roles.contains(role) {
                    #expect(answer.status == 403, "\(route.name) \(answer)")
                } else if route.path.names.contains("report") {
                    #expect([404, 422].contains(answer.status), "\(route.name) \(answer)")
                } else {
                    #expect([200, 303].contains(answer.status), "\(route.name) \(answer)")
                }
            }
        }
    }

    @Test("no deed of a member can be set off from another site")
    func foreign() async throws {
        try await withDatabase(on: .sqlite, migrations: Ground.migrations) { database in
            let scene = try Scene(database)
            let cookie = try await scene.logIn(as: .coordinator, at: "Shelter")
            for route in scene.site.routes where route.method == .post && route.access.needsSession {
                for site in ["cross-site", "same-site", nil] {
                    let answer = try await scene.ask(.post, path(of: route), cookie: cookie, site: site)
                    #expect(answer.status == 403, "\(route.name)")
                }
            }
        }
    }

    @Test("a method that an address does not have is answered with those that it has")
    func methods() async throws {
        try await withDatabase(on: .sqlite, migrations: Ground.migrations) { database in
            let scene = try Scene(database)
            for route in scene.site.routes {
                let answer = try await scene.ask(.delete, path(of: route))
                #expect(answer.status == 405, "\(route.name)")
            }
            let nowhere = try await scene.ask(.get, "/nl/nowhere")
            #expect(nowhere.status == 404)
        }
    }
}
