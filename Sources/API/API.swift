import HTTPTypes
package import Reporting
package import Signpost
import Terms
package import Web

/// The API for programs (Dutch: koppelvlak), version 1: the directory as open data, and the advice. It follows the NL API
/// Design Rules: Dutch names, problems as `application/problem+json`, nothing remembered between two requests.
package struct API: Sendable {
    let desk: APIDesk

    package init(_ ground: Ground, directory: Directory) { desk = APIDesk(ground, directory: directory) }

    /// What is served beside the pages.
    package func neighbour<Session>() -> Neighbour<Session> {
        Neighbour(routes: routes(), manner: APIReply.manner)
    }

    func routes<Session>() -> [Route<Session>] {
        AdviceRoutes(desk: desk).all() + PointRoutes(desk: desk).all() + MunicipalityRoutes(desk: desk).all()
            + DocumentRoutes(desk: desk).all()
    }
}

/// What the routes work with.
struct APIDesk: Sendable {
    let directory: Directory
    let reception: ReceptionDesk

    init(_ ground: Ground, directory: Directory) {
        self.directory = directory
        reception = ReceptionDesk(ground)
    }
}

extension Route {
    /// A route of the API: what is wrong with a request is answered as a problem.
    static func api(
        _ method: HTTPRequest.Method, _ path: RoutePath, _ name: String, _ handler: @escaping OpenHandler
    ) -> Self {
        .anyone(method, path, name) { visit in
            do { return try await handler(visit) } catch let problem as Problem { return problem.reply(visit.language) }
        }
    }
}
