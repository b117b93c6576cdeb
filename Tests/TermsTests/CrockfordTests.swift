import Support
import Testing

@testable import Terms

@Suite("Crockford's base32")
struct CrockfordTests {
    @Test("writes five bits a character and fills the last one up")
    func written() {
        #expect(Crockford.encode([]) == "")
        #expect(Crockford.encode([0]) == "00")
        #expect(Crockford.encode([0xFF]) == "ZW")
        #expect(Crockford.encode([0x08, 0x42, 0x10, 0x84, 0x21]) == "11111111")
        #expect(Crockford.encode([0x00, 0x44, 0x32, 0x14, 0xC7]) == "01234567")
        // Its last digit, whose place in the alphabet is 31.
        #expect(Crockford.encode([UInt8](repeating: 0xFF, count: 5)) == "ZZZZZZZZ")
    }

    @Test("reads every digit back, in small letters and in capitals")
    func digits() {
        for (value, digit) in Crockford.digits.enumerated() {
            let character = Character(UnicodeScalar(digit))
            #expect(Crockford.value(of: character) == UInt8(value))
            for small in character.lowercased() { #expect(Crockford.value(of: small) == UInt8(value)) }
        }
        #expect(Set(Crockford.digits).count == 32)
    }

    @Test("reads what looks like a digit as that digit, and refuses U")
    func lookAlikes() {
        for (typed, meant) in [("O", 0), ("o", 0), ("I", 1), ("i", 1), ("L", 1), ("l", 1)] as [(Character, UInt8)] {
            #expect(Crockford.value(of: typed) == meant, "\(typed)")
        }
        for typed in ["U", "u", "-", " ", "é", "０", "①", "\0", "@", "[", "`", "{", "I\u{301}"] as [Character] {
            #expect(Crockford.value(of: typed) == nil, "\(typed)")
        }
    }

    @Test("gives any bytes another writing than any other bytes of that length")
    func oneToOne() {
        let chance = Randomness.seeded(5)
        var written: [String: [UInt8]] = [:]
        for _ in 0..<2_000 {
            let bytes = chance.bytes(3)
            let text = Crockford.encode(bytes)
            #expect(text.utf8.count == 5 && (written[text] ?? bytes) == bytes)
            written[text] = bytes
        }
    }
}

@Suite("A municipality's code")
struct MunicipalityCodeTests {
    @Test("is GM and four digits")
    func form() {
        for text in ["GM0363", "GM0000", "GM9999"] { #expect(MunicipalityCode(text)?.text == text) }
        for text in ["", "GM", "GM036", "GM03633", "gm0363", "GM036O", "PV0363", " GM0363", "GM036３"] {
            #expect(MunicipalityCode(text) == nil, "\(text)")
        }
    }
}
