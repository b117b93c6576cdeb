import Crypto
import Foundation

/// The server's pepper: 32 bytes in a file beside the database, never in it. A thief of the database alone cannot try
/// receipts, tokens or log-in names.
public struct ServerSecret: Sendable, Withheld {
    public static let kindOfSecret = "server secret"
    public static let byteCount = 32

    private let pepper: SymmetricKey

    /// Throws `VaultError.malformed` unless there are 32 bytes.
    public init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.byteCount else { throw VaultError.malformed }
        pepper = SymmetricKey(data: bytes)
    }

    /// A key of the server for one purpose.
    public func key(for purpose: String) -> ContentKey {
        ContentKey(Derivation.key(from: pepper, "server key", purpose))
    }

    /// What a receipt stands for: the id under which the server finds the report (16 bytes), and the reporter's key
    /// pair. Neither tells the receipt, nor the other.
    public func receiptKeys(_ receipt: Receipt) -> (lookUp: [UInt8], key: PrivateKey) {
        let salt = Derivation.key(from: pepper, "receipt salt").copiedBytes
        let lookUp = Derivation.key(from: receipt.secret, salt: salt, "receipt look-up", byteCount: 16)
        let seed = Derivation.key(from: receipt.secret, salt: salt, "receipt key")
        return (lookUp.copiedBytes, PrivateKey(seed))
    }

    /// Signs the journal's tree heads.
    public var signingKey: SigningKey { SigningKey(Derivation.key(from: pepper, "signing key")) }
}
