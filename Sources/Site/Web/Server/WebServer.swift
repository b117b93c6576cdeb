public import Hummingbird
public import HummingbirdCore
public import Logging
import NIOCore

/// How the site is served: HTTP/1.1, within limits. Encryption is the reverse proxy's or the onion service's.
public enum WebServer {
    /// The connection's set-up.
    public static func builder(_ limits: WebLimits = WebLimits()) -> HTTPServerBuilder {
        .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [RequestPace(limits)],
                idleTimeout: .seconds(Int64(limits.idleSeconds)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerFieldBytes, maxHeaderListSize: limits.allHeaderBytes,
                    maxHeaderFieldCount: limits.headerFields)))
    }

    /// The application's set-up. No server name is told.
    public static func configuration(
        host: String, port: Int, logger: Logger, _ limits: WebLimits = WebLimits()
    ) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(host, port: port),
            availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger))
    }
}
