import Synchronization
public import Terms

extension Randomness {
    /// Bytes that are the same at each run with the same seed (SplitMix64).
    public static func seeded(_ seed: UInt64) -> Randomness {
        let dice = Dice(seed)
        return Randomness { count in
            var bytes: [UInt8] = []
            while bytes.count < count { withUnsafeBytes(of: dice.next()) { bytes.append(contentsOf: $0) } }
            return Array(bytes.prefix(count))
        }
    }
}

/// Seeded random numbers that several tasks may draw from.
public final class Dice: Sendable {
    private let state: Mutex<UInt64>

    public init(_ seed: UInt64) { state = Mutex(seed) }

    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// A number from 0 up to, not including, the bound.
    public func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
