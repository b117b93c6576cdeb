import Synchronization
import Terms

/// Chance that can be repeated (SplitMix64): the same seed gives the same test.
final class Dice: RandomNumberGenerator, Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) { state = Mutex(seed) }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    func upTo(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    var randomness: Randomness { Randomness { [self] count in bytes(count) } }

    /// The same bytes with one bit turned, at a place of chance unless one is given.
    func flipped(_ bytes: [UInt8], at place: Int? = nil) -> [UInt8] {
        var changed = bytes
        changed[place ?? upTo(bytes.count)] ^= 1 << UInt8(upTo(8))
        return changed
    }
}
