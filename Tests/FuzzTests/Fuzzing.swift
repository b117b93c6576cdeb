import Foundation
import Testing

/// Random numbers for one input. Each input has its own, so that one can be replayed without those before it.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, the bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func one<T>(of list: [T]) -> T { list[below(list.count)] }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: next())) }
        return bytes
    }

    /// The bytes with one to three changes: a byte another, one gone, one more, a piece twice, the end cut off, a piece
    /// of the vocabulary put in.
    mutating func mutated(_ bytes: [UInt8], _ vocabulary: [[UInt8]]) -> [UInt8] {
        var out = bytes
        for _ in 0...below(3) {
            let place = below(out.count + 1)
            switch below(6) {
            case 0 where place < out.count: out[place] = UInt8(truncatingIfNeeded: next())
            case 1 where place < out.count: out.remove(at: place)
            case 2 where place < out.count: out[place] ^= 1 << UInt8(below(8))
            case 3 where place < out.count:
                out.insert(contentsOf: out[place..<min(place + 1 + below(24), out.count)], at: below(out.count + 1))
            case 4: out.removeLast(min(below(12), out.count))
            default: out.insert(contentsOf: one(of: vocabulary), at: place)
            }
        }
        return out
    }
}

/// Runs a check on very many inputs, each made from a seed of its own.
///
/// The seed changes with the date, so that each day tries other inputs. It is printed before anything runs, so that it
/// is known even when an input ends the process; with `BAKEN_FUZZ_SEED` the same inputs come again, and with
/// `BAKEN_FUZZ_TIMES` so many times more of them.
enum Fuzzing {
    static let seed = number("BAKEN_FUZZ_SEED") ?? UInt64(Date().timeIntervalSince1970 / 86_400)
    private static let times = number("BAKEN_FUZZ_TIMES") ?? 1
    private static let tasks = 2

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
    }

    /// - Parameter check: Makes the input from the dice and looks at what becomes of it; what is wrong, or nil.
    static func run(_ name: String, inputs: Int, check: @escaping @Sendable (inout Dice) throws -> String?) async {
        let count = inputs * Int(times)
        print(
            "fuzzing \(name): \(count) inputs, seed \(seed) (again: BAKEN_FUZZ_SEED=\(seed) swift test --filter FuzzTests)"
        )
        var start: UInt64 = seed
        for byte in name.utf8 { start = (start ^ UInt64(byte)) &* 0x100_0000_01b3 }
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask { [start] in
                    for index in stride(from: task, to: count, by: tasks) {
                        var dice = Dice(start &+ UInt64(index) &* 0x9E37_79B9)
                        do {
                            guard let wrong = try check(&dice) else {
                                // Other tests need the threads too.
                                if index / tasks % 256 == 0 { await Task.yield() }
                                continue
                            }
                            Issue.record("\(name), seed \(seed), input \(index): \(wrong)")
                        } catch { Issue.record("\(name), seed \(seed), input \(index): \(error)") }
                        return
                    }
                }
            }
        }
    }
}
