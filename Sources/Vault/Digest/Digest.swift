import CSodium
import Crypto
import Foundation

/// SHA-256 of what comes in pieces.
public struct RunningDigest: Sendable {
    private var hash = SHA256()

    public init() {}

    public mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// 32 bytes: of everything added so far.
    public var sha256: [UInt8] { Array(hash.finalize()) }
}

/// SHA-256, HMAC-SHA256, and comparing without telling by the time it takes.
public enum Digest {
    /// 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// HMAC-SHA256 (RFC 2104), 32 bytes.
    public static func hmac(_ bytes: [UInt8], key: ContentKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key.authenticationKey))
    }

    /// Whether two byte strings are equal; takes as long wherever they differ. Their lengths are no secret.
    public static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        Sodium.ready
        return one.count == other.count && sodium_memcmp(one, other, one.count) == 0
    }
}
