import HTML
import HTTPTypes
public import Hummingbird
public import Logging
import Organisations
public import Reporting
import Terms
import Web
import Words

/// What operators ask, on a port of its own that only this machine reaches: health, and figures in Prometheus' format.
public struct OperationsSite: Sendable {
    /// Figures tell how much comes in and when; they leave the machine only by whoever has a place on it.
    public static let host = "127.0.0.1"

    private let ground: Ground
    private let figures: @Sendable () async -> String

    /// - Parameter figures: All figures as text.
    public init(_ ground: Ground, figures: @escaping @Sendable () async -> String) {
        self.ground = ground
        self.figures = figures
    }

    var routes: [SiteRoute] {
        HealthRoutes(database: ground.database).all + [
            .anyone(.get, "/metrics", "metrics") { [figures] _ in
                var reply = Reply.text(await figures())
                reply.fields[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
                return reply
            }
        ]
    }

    func responder(logger: Logger) -> WebResponder<Session> {
        WebResponder(
            routes,
            WebResponder<Session>.Setting(
                isSecure: false, logInPath: { language, _ in StaffAddress.logIn(language) },
                errorPage: { page, language, _ in errorDocument(page, .of(language)).render() },
                time: ground.time, chance: ground.chance, logger: logger),
            doorkeeper: { _, _ in nil })
    }

    /// The server, ready to be run; `onRunning` tells at which port.
    public func application(
        port: Int, logger: Logger, onRunning: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        WebServer.application(
            responder(logger: logger), host: Self.host, port: port, logger: logger, onRunning: onRunning)
    }
}
