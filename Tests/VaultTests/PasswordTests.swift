import Testing

@testable import Vault

@Suite struct PasswordTests {
    struct Vector: Sendable {
        let password: String
        let salt: [UInt8]
        let cost: Password.Cost
        let answer: String
    }

    /// Computed with OpenSSL's Argon2id, version 0x13, one lane: another implementation than the one in use.
    static let vectors = [
        Vector(
            password: "correct horse", salt: Array("0123456789abcdef".utf8), cost: .standard,
            answer: "92599c67f23f1d9dce9b6f0cfb5a9b18ce110336de00799947472465edd9e49a"),
        Vector(
            password: "", salt: [UInt8](repeating: 0, count: 16), cost: .init(passes: 1, memoryBytes: 8 << 10),
            answer: "cfa0d2d242da6703d311d7eefc922e39cc60c9f4ec93a67d20995be541a06be4"),
        Vector(
            password: "Zo\u{EB}, 12 jaar", salt: ascending(0..<16), cost: .init(passes: 2, memoryBytes: 19 << 20),
            answer: "f90aa1f0685b6b1705d8adf621d4be64b99a7703169ea08d6681bed2c7e6db5b"),
        Vector(
            password: "password", salt: Array("somesaltsomesalt".utf8), cost: .init(passes: 2, memoryBytes: 256 << 10),
            answer: "cab746b4621993fdc91ec50787980b414a90a692f0bc68dfe19f9c25b3cba9ec"),
    ]

    static let cheap = Password.Cost(passes: 1, memoryBytes: 8 << 10)

    @Test("Another implementation gives the same key", arguments: vectors)
    func knownAnswers(vector: Vector) throws {
        let key = try Password.key(vector.password, salt: vector.salt, cost: vector.cost)
        #expect(key.bytes == hexadecimal(vector.answer))
    }

    @Test func anAccentCountsTheSameHoweverItIsTyped() throws {
        let salt = ascending(0..<16)
        let composed = try Password.key("Zo\u{EB}", salt: salt, cost: Self.cheap)
        #expect(try Password.key("Zoe\u{308}", salt: salt, cost: Self.cheap) == composed)
        #expect(try Password.key("Zoe", salt: salt, cost: Self.cheap) != composed)
    }

    @Test func saltAndCostChangeTheKey() throws {
        let keys = try [
            Password.key("a", salt: ascending(0..<16), cost: Self.cheap),
            Password.key("a", salt: ascending(1..<17), cost: Self.cheap),
            Password.key("a", salt: ascending(0..<16), cost: .init(passes: 2, memoryBytes: 8 << 10)),
            Password.key("a", salt: ascending(0..<16), cost: .init(passes: 1, memoryBytes: 16 << 10)),
            Password.key("a\0", salt: ascending(0..<16), cost: Self.cheap),
        ]
        #expect(Set(keys.map(\.bytes)).count == keys.count)
    }

    @Test func aCostThatWouldFillTheMachineIsRefused() {
        let salt = ascending(0..<16)
        for (passes, memory) in [(0, 8 << 10), (-1, 8 << 10), (65, 8 << 10), (1, 0), (1, 8_191), (1, 1 << 31)] {
            #expect(throws: VaultError.malformed) {
                try Password.key("a", salt: salt, cost: .init(passes: passes, memoryBytes: memory))
            }
        }
        #expect(throws: VaultError.malformed) { try Password.key("a", salt: [1], cost: Self.cheap) }
    }
}
