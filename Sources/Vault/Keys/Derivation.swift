import Crypto
import Foundation

/// One secret, many keys: HKDF with SHA-256 (RFC 5869), one purpose one key.
enum Derivation {
    /// Separates this project's keys from any other use of the same secret.
    private static let salt = Array("baken vault 1".utf8)

    /// - Parameters:
    ///   - family: which kind of key, so that no name a caller chooses can reach a key that is used in here.
    ///   - name: which key of that family.
    static func key(
        from secret: SymmetricKey, salt: [UInt8] = Derivation.salt, _ family: String, _ name: String = "",
        byteCount: Int = 32
    ) -> SymmetricKey {
        hkdf(secret, salt: salt, info: Binding(family, name).bytes, byteCount: byteCount)
    }

    static func hkdf(_ secret: SymmetricKey, salt: [UInt8], info: [UInt8], byteCount: Int) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, salt: salt, info: info, outputByteCount: byteCount)
    }
}

extension SymmetricKey {
    /// A copy outside of the memory that the library overwrites when a key is let go.
    var copiedBytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
