/// The public half of a party's key pair: X-Wing, that is ML-KEM-768 beside X25519.
public struct PublicKey: Sendable, Hashable {
    public static let byteCount = 1_216

    public let bytes: [UInt8]

    /// Throws `VaultError.malformed` unless there are 1,216 bytes.
    public init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.byteCount else { throw VaultError.malformed }
        self.bytes = bytes
    }

    /// Of a key that was just made, whose length is known.
    init(made bytes: [UInt8]) { self.bytes = bytes }
}
