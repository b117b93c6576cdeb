import Testing
import Vault

@Suite struct DigestTests {
    struct Vector: Sendable {
        let key, message: [UInt8]
        let answer: String
    }

    /// RFC 4231, cases 1 to 4, 6 and 7. HMAC fills short keys with zeros and hashes long ones, so that each of them is
    /// also a key of 32 bytes.
    static let vectors = [
        Vector(
            key: [UInt8](repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
            answer: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Vector(
            key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            answer: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Vector(
            key: [UInt8](repeating: 0xAA, count: 20), message: [UInt8](repeating: 0xDD, count: 50),
            answer: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Vector(
            key: Array(1...25), message: [UInt8](repeating: 0xCD, count: 50),
            answer: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Vector(
            key: Digest.sha256([UInt8](repeating: 0xAA, count: 131)),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            answer: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Vector(
            key: Digest.sha256([UInt8](repeating: 0xAA, count: 131)),
            message: Array(
                """
                This is a test using a larger than block-size key and a larger than block-size data. \
                The key needs to be hashed before being used by the HMAC algorithm.
                """.utf8),
            answer: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test("The published answers of RFC 4231 come out", arguments: vectors)
    func publishedAnswers(vector: Vector) throws {
        let key = try ContentKey(vector.key + [UInt8](repeating: 0, count: 32 - vector.key.count))
        #expect(Digest.hmac(vector.message, key: key) == hexadecimal(vector.answer))
    }

    @Test func theDigestOfNothingAndOfThreeLettersIsAsPublished() {
        #expect(
            Digest.sha256([])
                == hexadecimal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        #expect(
            Digest.sha256(Array("abc".utf8))
                == hexadecimal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    }

    @Test func onlyEqualBytesAreEqual() {
        let bytes = Dice(2).bytes(40)
        #expect(Digest.equal(bytes, bytes))
        #expect(Digest.equal([], []))
        #expect(!Digest.equal(bytes, Array(bytes.dropLast())))
        for place in bytes.indices { #expect(!Digest.equal(bytes, Dice(3).flipped(bytes, at: place))) }
    }

    @Test func oneWordGivesAnotherTokenUnderAnotherKey() {
        let dice = Dice(4)
        let (one, other) = (ContentKey(dice.randomness), ContentKey(dice.randomness))
        for word in ["amsterdam", "0612345678", "", "ü"] {
            #expect(BlindToken.token(word, under: one) == BlindToken.token(word, under: one))
            #expect(BlindToken.token(word, under: one) != BlindToken.token(word, under: other))
            #expect(BlindToken.token(word, under: one) != BlindToken.token(word + " ", under: one))
            #expect(BlindToken.token(word, under: one).count == 16)
            #expect(BlindToken.token(word, under: one) != Array(Digest.hmac(Array(word.utf8), key: one).prefix(16)))
        }
    }
}
