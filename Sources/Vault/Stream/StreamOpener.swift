/// Opens a sealed file chunk by chunk.
///
/// What was pulled is authentic so far; the file is whole only when ``isFinished``. A file that ends before that was
/// cut, and must not be taken for the file.
public struct StreamOpener: Sendable, Withheld {
    public static let kindOfSecret = "stream"

    private let stream: SecretStream
    private let authenticated: [UInt8]

    /// Throws `VaultError.malformed` when the header is none; a wrong key shows at the first chunk.
    public init(key: ContentKey, header: [UInt8], _ binding: Binding) throws {
        let body = Array(try Construction.stream.body(of: header))
        stream = try SecretStream.opening(key.key(for: .stream).copiedBytes, header: body)
        authenticated = Construction.stream.authenticated(binding)
    }

    /// Whether the last chunk was opened.
    public var isFinished: Bool { stream.isFinished }

    /// Opens the next chunk; chunks go in the order in which they were sealed.
    /// - Throws: `VaultError.notOpened` for a wrong key, file, order or changed bytes, and for anything after the last
    ///   chunk; `.malformed` for a length that no chunk has.
    public mutating func pull(_ sealed: [UInt8]) throws -> (chunk: [UInt8], last: Bool) {
        try stream.pull(sealed, authenticated)
    }
}
