import Crypto
import Testing

@testable import Vault

/// HKDF with SHA-256 against RFC 5869, appendix A.1 to A.3.
@Suite struct DerivationTests {
    struct Vector: Sendable {
        let secret, salt, info: [UInt8]
        let answer: String
    }

    static let vectors = [
        Vector(
            secret: [UInt8](repeating: 0x0B, count: 22), salt: ascending(0..<13), info: ascending(0xF0..<0xFA),
            answer: """
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865
                """),
        Vector(
            secret: ascending(0..<0x50), salt: ascending(0x60..<0xB0), info: ascending(0xB0..<0xFF) + [0xFF],
            answer: """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09
                da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87
                """),
        Vector(
            secret: [UInt8](repeating: 0x0B, count: 22), salt: [], info: [],
            answer: """
                8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8
                """),
    ]

    @Test("The published answers of RFC 5869 come out", arguments: vectors)
    func publishedAnswers(vector: Vector) {
        let answer = hexadecimal(vector.answer)
        let derived = Derivation.hkdf(
            SymmetricKey(data: vector.secret), salt: vector.salt, info: vector.info, byteCount: answer.count)
        #expect(derived.copiedBytes == answer)
    }

    @Test func oneSecretGivesADifferentKeyForEveryPurpose() throws {
        let key = try ContentKey(Dice(1).bytes(32))
        let pepper = try ServerSecret(key.bytes)
        let keys = [
            key, key.derive("a"), key.derive("b"), key.derive(""), key.derive("a").derive("b"),
            key.derive("b").derive("a"), pepper.key(for: "a"), pepper.key(for: "b"),
        ]
        #expect(Set(keys.map(\.bytes)).count == keys.count)
        #expect(key.derive("a") == key.derive("a"))
    }

    @Test func aKeyOfTheWrongLengthIsRefused() {
        for count in [0, 16, 31, 33] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(throws: VaultError.malformed) { try ContentKey(bytes) }
            #expect(throws: VaultError.malformed) { try ServerSecret(bytes) }
            #expect(throws: VaultError.malformed) { try PrivateKey(seed: bytes) }
            #expect(throws: VaultError.malformed) { try PublicKey(bytes) }
            #expect(throws: VaultError.malformed) { try SigningKey(seed: bytes) }
            #expect(throws: VaultError.malformed) { try VerifyingKey(bytes) }
        }
    }
}
