import Crypto
import Foundation
public import Terms

/// One-time codes of an authenticator app: RFC 6238 with SHA-1, thirty seconds, six digits, which every app knows.
public enum TOTP {
    static let secretBytes = 20
    static let stepMilliseconds: Int64 = 30_000
    static let digits = 6
    /// What people and apps write between the halves of a code.
    private static let separators: Set<Character> = ["-", "‐", "‑", "–", "—", "−", ".", "·"]

    /// A new secret of 160 bits, as RFC 4226 advises.
    public static func newSecret(_ chance: Randomness) -> [UInt8] { chance.bytes(secretBytes) }

    /// The code of one step.
    public static func code(_ secret: [UInt8], step: Int64, digits: Int = 6) -> String {
        precondition((6...9).contains(digits), "a code has six to nine digits")
        var authentication = HMAC<Insecure.SHA1>(key: SymmetricKey(data: secret))
        withUnsafeBytes(of: step.bigEndian) { authentication.update(data: $0) }
        let mac = Array(authentication.finalize())
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The number of the thirty seconds that a moment lies in.
    public static func step(at moment: Instant) -> Int64 {
        let (quotient, remainder) = moment.milliseconds.quotientAndRemainder(dividingBy: stepMilliseconds)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The step accepted before, as it counts at a moment: one that no clock could have reached was accepted while this
    /// machine's clock was wrong, and keeps nobody out until then.
    public static func lastStep(_ lastStep: Int64, at moment: Instant) -> Int64 {
        lastStep > step(at: moment) + 1 ? 0 : lastStep
    }

    /// The step whose code was typed: this one, the one before or the one after, for clocks that differ. Absent when
    /// the code is wrong, or was used already. Digits of every script count, with or without something between them.
    ///
    /// - Parameter lastStep: the step accepted before; the caller stores the new one, in one deed with what it allows,
    ///   so that no code serves twice.
    public static func accept(
        _ typed: String, _ secret: [UInt8], at moment: Instant, after lastStep: Int64
    ) -> Int64? {
        let digits = Array(Folding.fold(typed).filter { !$0.isWhitespace && !separators.contains($0) }.utf8)
        guard digits.count == Self.digits else { return nil }
        let now = step(at: moment)
        let lastStep = Self.lastStep(lastStep, at: moment)
        var accepted: Int64?
        for step in now - 1...now + 1 where step > lastStep {
            let matches = Digest.equal(digits, Array(code(secret, step: step).utf8))
            if matches, accepted == nil { accepted = step }
        }
        return accepted
    }
}
