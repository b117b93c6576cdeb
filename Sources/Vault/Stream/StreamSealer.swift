/// Seals a file chunk by chunk; see ``StreamOpener`` for the way back.
///
/// Copies are one and the same stream: a chunk pushed to one is pushed to all.
public struct StreamSealer: Sendable, Withheld {
    public static let kindOfSecret = "stream"

    /// What ``StreamOpener`` needs besides the key; no secret.
    public let header: [UInt8]

    private let stream: SecretStream
    private let authenticated: [UInt8]

    /// - Parameter binding: what the whole file belongs to; authenticated with each chunk.
    public init(key: ContentKey, _ binding: Binding) {
        let (stream, header) = SecretStream.sealing(key.key(for: .stream).copiedBytes)
        self.stream = stream
        self.header = [Construction.stream.rawValue] + header
        authenticated = Construction.stream.authenticated(binding)
    }

    /// Seals the next chunk; an empty file is one empty chunk that is the last.
    /// - Throws: `VaultError.malformed` when the chunk is longer than ``Stream/chunkBytes``, or the last one has been.
    public mutating func push(_ chunk: [UInt8], last: Bool) throws -> [UInt8] {
        try stream.push(chunk, last: last, authenticated)
    }
}
