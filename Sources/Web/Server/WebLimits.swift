/// What one server takes on at once, and how long it waits.
package struct WebLimits: Sendable, Hashable {
    /// Connections open at once. When there are so many, a new one gets the place of the one that uses its own least.
    package var connections = 2_000
    /// More of them while one is being closed for another; beyond these they wait in the system's queue.
    package var moreConnections = 200
    /// Connections that wait in the system's queue; whoever comes beyond them tries again after a second or more.
    package var waitingConnections = 4_096
    /// After so many seconds without anything coming in, headers included, a connection is closed.
    package var idleSeconds = 30
    /// Header fields of a request: their number, and the bytes of one and of all.
    package var headerFields = 64
    package var headerFieldBytes = 16_384
    package var allHeaderBytes = 32_768
    /// The largest body of any request, in bytes.
    package var bodyBytes = 201_000_000
    /// For so many seconds a body may come in as slowly as it likes; after that, at this pace on the whole.
    package var graceSeconds = 30
    package var slowestBytesPerSecond = 256

    /// Files and connections that the process needs besides: databases, the log, what is read and written.
    static let otherFiles = 256

    package init() {}

    /// The limits where the process may have so many files and connections open; at least sixteen connections.
    init(openFiles: Int) {
        connections = max(16, min(connections, openFiles - Self.otherFiles - moreConnections))
    }
}
