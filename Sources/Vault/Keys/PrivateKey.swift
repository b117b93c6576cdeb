import Crypto
import Foundation
public import Terms

/// The private half of a party's key pair: X-Wing (draft-connolly-cfrg-xwing-kem), kept as its seed of 32 bytes.
public struct PrivateKey: Sendable, Withheld {
    public static let kindOfSecret = "private key"
    static let seedBytes = 32

    let key: XWingMLKEM768X25519.PrivateKey

    /// A new random key pair.
    public init(_ chance: Randomness = .system) {
        self.init(SymmetricKey(data: chance.bytes(Self.seedBytes)))
    }

    /// The key pair of a seed; the same seed always gives the same pair. Throws `VaultError.malformed` unless there are
    /// 32 bytes.
    public init(seed: [UInt8]) throws {
        guard seed.count == Self.seedBytes else { throw VaultError.malformed }
        self.init(SymmetricKey(data: seed))
    }

    init(_ seed: SymmetricKey) {
        do {
            // The library's own check of the public key is of no use here: whoever could change the seed could change
            // the key beside it. A seed is only ever kept sealed, and what is sealed is authenticated.
            key = try XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed.copiedBytes, publicKey: nil)
        } catch {
            preconditionFailure("every 32 bytes are the seed of an X-Wing key pair")
        }
    }

    /// The 32 bytes, to be sealed to somebody; nothing else should need them.
    public var seed: [UInt8] { Array(key.seedRepresentation) }

    public var publicKey: PublicKey { PublicKey(made: Array(key.publicKey.rawRepresentation)) }
}
