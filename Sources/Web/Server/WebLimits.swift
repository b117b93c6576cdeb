/// What one server takes on at once, and how long it waits.
package struct WebLimits: Sendable, Hashable {
    /// Connections open at once; more wait in the system's queue.
    package var connections = 2_000
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

    package init() {}
}
