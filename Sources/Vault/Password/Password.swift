import CSodium
import Foundation

/// Turns a password into a key: Argon2id (RFC 9106), one lane, by libsodium.
public enum Password {
    public static let saltBytes = 16

    /// What one try costs a guesser; kept in the database beside the salt, so that it can rise with the years.
    public struct Cost: Sendable, Hashable {
        /// Passes over the memory.
        public let passes: Int
        /// Memory, in bytes.
        public let memoryBytes: Int

        public init(passes: Int, memoryBytes: Int) {
            self.passes = passes
            self.memoryBytes = memoryBytes
        }

        /// Three passes over 64 MiB: RFC 9106's second choice but for its four lanes, some 0.1 s on one core.
        public static let standard = Cost(passes: 3, memoryBytes: 64 << 20)

        /// What a changed row may ask of the machine, at most.
        static let greatestMemoryBytes = 1 << 30
        static let greatestPasses = 64
    }

    /// The key of a password; slow by intent, so never on the threads that answer requests: see ``PasswordDesk``.
    ///
    /// The password is normalised (NFC), so that an accented letter counts the same from every keyboard.
    /// - Throws: `VaultError.malformed` for a salt not of 16 bytes or a cost out of bounds, `.noMemory`.
    public static func key(_ password: String, salt: [UInt8], cost: Cost) throws -> ContentKey {
        var bytes = password.precomposedStringWithCanonicalMapping.utf8.map(CChar.init(bitPattern:))
        defer { Sodium.wipe(&bytes) }
        var key = try argon2id(bytes, salt: salt, cost: cost)
        defer { Sodium.wipe(&key) }
        return try ContentKey(key)
    }

    private static func argon2id(_ password: [CChar], salt: [UInt8], cost: Cost) throws(VaultError) -> [UInt8] {
        Sodium.ready
        guard salt.count == saltBytes, (1...Cost.greatestPasses).contains(cost.passes),
            (crypto_pwhash_memlimit_min()...Cost.greatestMemoryBytes).contains(cost.memoryBytes)
        else { throw .malformed }
        var key = [UInt8](repeating: 0, count: ContentKey.byteCount)
        let result = crypto_pwhash(
            &key, UInt64(key.count), password, UInt64(password.count), salt,
            UInt64(cost.passes), cost.memoryBytes, crypto_pwhash_alg_argon2id13())
        guard result == 0 else { throw .noMemory }
        return key
    }
}
