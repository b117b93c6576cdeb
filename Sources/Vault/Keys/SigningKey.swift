import Crypto
import Foundation

/// Signs with Ed25519 (RFC 8032).
public struct SigningKey: Sendable, Withheld {
    public static let kindOfSecret = "signing key"

    private let key: Curve25519.Signing.PrivateKey

    /// Throws `VaultError.malformed` unless there are 32 bytes.
    public init(seed: [UInt8]) throws {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw VaultError.malformed }
        self.key = key
    }

    init(_ seed: SymmetricKey) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed.copiedBytes)
        } catch {
            preconditionFailure("every 32 bytes are the seed of an Ed25519 key pair")
        }
    }

    /// A signature of 64 bytes.
    public func sign(_ bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }

    public var verifyingKey: VerifyingKey { VerifyingKey(made: Array(key.publicKey.rawRepresentation)) }
}

/// The public half of a signing key.
public struct VerifyingKey: Sendable, Hashable {
    public static let byteCount = 32

    public let bytes: [UInt8]

    /// Throws `VaultError.malformed` unless there are 32 bytes.
    public init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.byteCount else { throw VaultError.malformed }
        self.bytes = bytes
    }

    init(made bytes: [UInt8]) { self.bytes = bytes }

    public func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}
