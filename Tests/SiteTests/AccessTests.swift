import HTTPTypes
import Organisations
import Reporting
import Support
import Terms
import Testing

@testable import Site
@testable import Web

private func path(of route: SiteRoute) -> String {
    "/"
        + route.path.segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .language: "nl"
            case .value("report"): ReportID(.system).text
            case .value("member"): MemberID(.system).text
            case .value: "x"
            }
        }.joined(separator: "/")
}

@Suite("Who may do what, for every address there is")
struct AccessTests {
    @Test("a visitor who is not logged in sees no page for members, and can do none of their deeds")
    func visitors() async throws {
        try await withScene { scene in
            for route in scene.routes {
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

    @Test("no deed of a member can be set off from another site")
    func foreign() async throws {
        try await withScene { scene in
            let cookie = try await scene.logIn(as: .coordinator, at: "Shelter")
            for route in scene.routes where route.method == .post && route.access.needsSession {
                for site in ["cross-site", "same-site", nil] {
                    let answer = try await scene.ask(.post, path(of: route), cookie: cookie, site: site)
                    #expect(answer.status == 403, "\(route.name)")
                }
            }
        }
    }

    @Test("a method that an address does not have is answered with those that it has")
    func methods() async throws {
        try await withScene { scene in
            for route in scene.routes {
                let answer = try await scene.ask(.delete, path(of: route))
                #expect(answer.status == 405, "\(route.name)")
            }
            let nowhere = try await scene.ask(.get, "/nl/nowhere")
            #expect(nowhere.status == 404)
        }
    }
}
