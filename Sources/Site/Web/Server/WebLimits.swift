/// What one server takes on at once, and how long it waits.
public struct WebLimits: Sendable, Hashable {
    /// Connections open at once; more wait in the system's queue.
    public var connections = 2_000
    /// After so many seconds without anything coming in, headers included, a connection is closed.
    public var idleSeconds = 30
    /// Header fields of a request: their number, and the bytes of one and of all.
    public var headerFields = 64
    public var headerFieldBytes = 16_384
    public var allHeaderBytes = 32_768
    /// The largest body of any request, in bytes.
    public var bodyBytes = 201_000_000
    /// For so many seconds a body may come in as slowly as it likes; after that, at this pace on the whole.
    public var graceSeconds = 30
    public var slowestBytesPerSecond = 256

    public init() {}
}
