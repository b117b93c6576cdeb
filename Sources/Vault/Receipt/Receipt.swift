import Crypto
import Foundation
public import Terms

/// A reporter's receipt (Dutch: ontvangstcode): 100 random bits as 20 characters in five groups, read aloud as one
/// reads a telephone number. It alone opens the dialogue; it is shown once and kept nowhere.
public struct Receipt: Sendable, Equatable, Withheld {
    public static let kindOfSecret = "receipt"
    static let characters = 20
    /// How many random bytes a receipt is made of.
    public static let entropyBytes = 13

    let secret: SymmetricKey

    /// A new receipt.
    public init(_ chance: Randomness) { self.init(entropy: chance.bytes(Self.entropyBytes)) }

    /// The receipt of 13 bytes, of which the first 100 bits count.
    public init(entropy: [UInt8]) {
        precondition(entropy.count == Self.entropyBytes, "a receipt is made of 13 bytes")
        var bytes = entropy
        bytes[Self.entropyBytes - 1] &= 0xF0
        secret = SymmetricKey(data: bytes)
        Sodium.wipe(&bytes)
    }

    /// The bytes it is made of again, to be carried in what is itself sealed.
    public var entropy: [UInt8] { secret.copiedBytes }

    /// The characters in groups of four, upper case.
    public var groups: [String] {
        let digits = Array(Crockford.encode(secret.copiedBytes).prefix(Self.characters))
        return stride(from: 0, to: Self.characters, by: 4).map { String(digits[$0..<$0 + 4]) }
    }

    /// The groups joined by hyphens, as it is shown.
    public var code: String { groups.joined(separator: "-") }

    /// What tells two receipts of one person apart without giving either away: 20 of the 100 bits.
    public var lastGroup: String { groups[4] }
}
