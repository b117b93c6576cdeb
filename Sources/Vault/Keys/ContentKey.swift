import Crypto
import Foundation
public import Terms

/// A secret key of 256 bits: of a compartment, a file, an index, or one that a password or the server's secret gives.
public struct ContentKey: Sendable, Equatable, Withheld {
    public static let kindOfSecret = "content key"
    static let byteCount = 32

    private let secret: SymmetricKey
    /// Derived once: a dossier is opened record by record.
    private let cipher: SymmetricKey

    init(_ secret: SymmetricKey) {
        self.secret = secret
        cipher = Self.key(from: secret, for: .underKey)
    }

    /// A new random key.
    public init(_ chance: Randomness = .system) {
        self.init(SymmetricKey(data: chance.bytes(Self.byteCount)))
    }

    /// Throws `VaultError.malformed` unless there are 32 bytes.
    public init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.byteCount else { throw VaultError.malformed }
        self.init(SymmetricKey(data: bytes))
    }

    /// The 32 bytes, to be sealed to somebody; nothing else should need them.
    public var bytes: [UInt8] { secret.copiedBytes }

    /// Another key for another purpose: whoever holds it learns nothing of this one or of its other children.
    public func derive(_ purpose: String) -> ContentKey { ContentKey(Derivation.key(from: secret, "child", purpose)) }

    /// The cipher's own key, so that one content key never serves two ciphers.
    func key(for construction: Construction) -> SymmetricKey {
        construction == .underKey ? cipher : Self.key(from: secret, for: construction)
    }

    private static func key(from secret: SymmetricKey, for construction: Construction) -> SymmetricKey {
        Derivation.key(from: secret, "cipher", String(construction.rawValue))
    }

    /// The key itself, for HMAC only.
    var authenticationKey: SymmetricKey { secret }
}
