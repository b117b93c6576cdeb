package import Hummingbird
package import HummingbirdCore
package import Logging
import NIOCore

/// How the site is served: HTTP/1.1, within limits. Encryption is the reverse proxy's or the onion service's.
package enum WebServer {
    /// The connection's set-up.
    package static func builder(_ limits: WebLimits) -> HTTPServerBuilder {
        let places = ConnectionPlaces(limits.connections)
        return .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [RequestPace(limits, places)],
                idleTimeout: .seconds(Int64(limits.idleSeconds)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerFieldBytes, maxHeaderListSize: limits.allHeaderBytes,
                    maxHeaderFieldCount: limits.headerFields)))
    }

    /// The application's set-up. No server name is told.
    package static func configuration(
        host: String, port: Int, logger: Logger, _ limits: WebLimits
    ) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(host, port: port), backlog: limits.waitingConnections,
            availableConnectionsDelegate: MaximumAvailableConnections(
                limits.connections + limits.moreConnections, logger: logger))
    }

    /// A server that answers with this responder, ready to be run; `onRunning` tells at which port.
    ///
    /// The library writes to the log under a name of its own, so that what it says can be told apart and bounded.
    package static func application<Session>(
        _ responder: WebResponder<Session>, host: String, port: Int, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> Application<WebResponder<Session>> {
        let library = Logger(label: logger.label + ".web")
        let limits = WebLimits(openFiles: OpenFiles.raise())
        return Application(
            responder: responder, server: builder(limits),
            configuration: configuration(host: host, port: port, logger: library, limits),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) }, logger: library)
    }
}
