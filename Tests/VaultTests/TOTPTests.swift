import Terms
import Testing
import Vault

@Suite struct TOTPTests {
    let secret = Array("12345678901234567890".utf8)

    func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1_000) }

    /// RFC 6238 appendix B, the column of SHA-1: eight digits.
    @Test(
        "The published codes of RFC 6238 come out",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func publishedCodes(seconds: Int64, code: String) {
        let step = TOTP.step(at: at(seconds))
        #expect(TOTP.code(secret, step: step, digits: 8) == code)
        #expect(TOTP.code(secret, step: step) == String(code.suffix(6)))
        #expect(TOTP.accept(String(code.suffix(6)), secret, at: at(seconds), after: 0) == step)
    }

    @Test func aStepIsThirtySeconds() {
        #expect([0, 29, 30, 59, 60].map { TOTP.step(at: at($0)) } == [0, 0, 1, 1, 2])
        #expect(TOTP.step(at: Instant(milliseconds: -1)) == -1)
    }

    @Test func aCodeIsGoodForItsStepAndTheOnesBeside() {
        let code = TOTP.code(secret, step: 1_000)
        for seconds in [29_970, 30_000, 30_029, 30_059] as [Int64] {
            #expect(TOTP.accept(code, secret, at: at(seconds), after: 0) == 1_000)
        }
        for seconds in [29_969, 30_060, 0, 60_000] as [Int64] {
            #expect(TOTP.accept(code, secret, at: at(seconds), after: 0) == nil)
        }
    }

    @Test("a clock that was fast for a day keeps nobody out for a day, and lets no code serve twice")
    func aClockThatWasFast() {
        let code = TOTP.code(secret, step: 1_000)
        let tomorrow = TOTP.step(at: at(30_000 + 86_400))
        #expect(TOTP.accept(code, secret, at: at(30_000), after: tomorrow) == 1_000)
        #expect(TOTP.accept(code, secret, at: at(30_000), after: 1_000) == nil)
        #expect(TOTP.accept(code, secret, at: at(30_000), after: 1_001) == nil)
    }

    @Test func noCodeServesTwiceAndNoEarlierOneAfterALater() {
        let now = at(30_000)
        #expect(TOTP.accept(TOTP.code(secret, step: 1_000), secret, at: now, after: 999) == 1_000)
        #expect(TOTP.accept(TOTP.code(secret, step: 1_000), secret, at: now, after: 1_000) == nil)
        #expect(TOTP.accept(TOTP.code(secret, step: 999), secret, at: now, after: 1_000) == nil)
        #expect(TOTP.accept(TOTP.code(secret, step: 1_001), secret, at: now, after: 1_000) == 1_001)
    }

    @Test func aCodeMayBeTypedWithSpaces() {
        let code = TOTP.code(secret, step: 1_000)
        let typed = " \(code.prefix(3))\u{00A0} \(code.suffix(3)) \n"
        #expect(TOTP.accept(typed, secret, at: at(30_000), after: 0) == 1_000)
        for wrong in ["", code + "0", String(code.dropLast()), code + "x", "-" + code.dropFirst(), "١٢٣٤٥٦"] {
            #expect(TOTP.accept(wrong, secret, at: at(30_000), after: 0) == nil)
        }
    }

    @Test func theSecretIsTypedOverInBaseThirtyTwo() {
        #expect(TOTP.base32(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        // RFC 4648, section 10, without filling.
        let published = ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"]
        for (count, text) in published.enumerated() {
            #expect(TOTP.base32(Array("foobar".utf8.prefix(count))) == text)
        }
    }

    @Test func anAppReadsTheEnrolment() {
        #expect(
            TOTP.enrolmentAddress(secret, issuer: "Baken: Fier & Co", account: "zoë@example.org")
                == "otpauth://totp/Baken%3A%20Fier%20%26%20Co:zo%C3%AB%40example.org"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Baken%3A%20Fier%20%26%20Co"
                + "&algorithm=SHA1&digits=6&period=30")
    }

    @Test func aNewSecretHasAHundredAndSixtyBits() {
        let dice = Dice(50)
        let secrets = (0..<50).map { _ in TOTP.newSecret(dice.randomness) }
        #expect(Set(secrets).count == 50 && secrets.allSatisfy { $0.count == 20 })
    }
}
