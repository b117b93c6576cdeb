import Testing

@testable import Vault

@Suite struct SealTests {
    let binding = Binding("record", "rec_1", "2")
    /// Other purposes, places and versions, and parts that run together to the same text.
    let elsewhere = [
        Binding("note", "rec_1", "2"), Binding("record", "rec_2", "2"), Binding("record", "rec_1", "3"),
        Binding("record", "rec_1"), Binding("record", "rec_1", "2", ""), Binding("record", "rec_12"),
        Binding("record", "2", "rec_1"), Binding("recordrec_1", "2"), Binding("record"), Binding(""),
    ]

    @Test func whatIsSealedToAPartyOpensForThatPartyOnly() throws {
        let dice = Dice(10)
        let key = PrivateKey(dice.randomness)
        for count in [0, 1, 32, 64, 65, 1_000] {
            let plaintext = dice.bytes(count)
            let sealed = try Seal.seal(plaintext, to: key.publicKey, binding)
            #expect(try Seal.open(sealed, with: key, binding) == plaintext)
            #expect(throws: VaultError.notOpened) { try Seal.open(sealed, with: PrivateKey(dice.randomness), binding) }
        }
    }

    @Test func whatIsSealedUnderAKeyOpensUnderThatKeyOnly() throws {
        let dice = Dice(11)
        let key = ContentKey(dice.randomness)
        for count in [0, 1, 255, 256, 257, 5_000, 65_537] {
            let plaintext = dice.bytes(count)
            let sealed = try Seal.seal(plaintext, under: key, binding)
            #expect(try Seal.open(sealed, under: key, binding) == plaintext)
            #expect(throws: VaultError.notOpened) { try Seal.open(sealed, under: ContentKey(), binding) }
            #expect(throws: VaultError.notOpened) { try Seal.open(sealed, under: key.derive("x"), binding) }
        }
    }

    @Test func whatIsMovedToAnotherPlaceOrVersionDoesNotOpen() throws {
        let (party, key) = (PrivateKey(), ContentKey())
        let toParty = try Seal.seal([1, 2, 3], to: party.publicKey, binding)
        let underKey = try Seal.seal([1, 2, 3], under: key, binding)
        for other in elsewhere {
            #expect(throws: VaultError.notOpened) { try Seal.open(toParty, with: party, other) }
            #expect(throws: VaultError.notOpened) { try Seal.open(underKey, under: key, other) }
        }
        #expect(Set((elsewhere + [binding]).map(\.bytes)).count == elsewhere.count + 1)
    }

    @Test func aFlippedBitAnywhereUnderAKeyIsFound() throws {
        let dice = Dice(12)
        let key = ContentKey(dice.randomness)
        let sealed = try Seal.seal(dice.bytes(100), under: key, binding)
        for place in sealed.indices {
            #expect(throws: VaultError.self) { try Seal.open(dice.flipped(sealed, at: place), under: key, binding) }
        }
    }

    @Test func aFlippedBitInWhatIsSealedToAPartyIsFound() throws {
        let dice = Dice(13)
        let key = PrivateKey(dice.randomness)
        let sealed = try Seal.seal(dice.bytes(32), to: key.publicKey, binding)
        let ends = [0, 1, 1_088, 1_089, 1_120, 1_121, sealed.count - 1]
        for place in ends + (0..<60).map({ _ in dice.upTo(sealed.count) }) {
            #expect(throws: VaultError.self) { try Seal.open(dice.flipped(sealed, at: place), with: key, binding) }
        }
    }

    @Test func whatIsCutOrLengthenedDoesNotOpen() throws {
        let (party, key) = (PrivateKey(), ContentKey())
        let toParty = try Seal.seal([1, 2, 3], to: party.publicKey, binding)
        let underKey = try Seal.seal([1, 2, 3], under: key, binding)
        for length in [0, 1, 12, 13, 28, 29, 100, underKey.count - 1] {
            let cut = Array(underKey.prefix(length))
            #expect(throws: VaultError.self) { try Seal.open(cut, under: key, binding) }
        }
        for length in [0, 1, 1_120, 1_121, 1_122, 1_136, 1_137, toParty.count - 1] {
            let cut = Array(toParty.prefix(length))
            #expect(throws: VaultError.self) { try Seal.open(cut, with: party, binding) }
        }
        #expect(throws: VaultError.notOpened) { try Seal.open(toParty + [0], with: party, binding) }
        #expect(throws: VaultError.notOpened) { try Seal.open(underKey + [0], under: key, binding) }
    }

    @Test func oneConstructionIsNotTakenForAnother() throws {
        let (party, key) = (PrivateKey(), ContentKey())
        let toParty = try Seal.seal([1, 2, 3], to: party.publicKey, binding)
        let underKey = try Seal.seal([1, 2, 3], under: key, binding)
        #expect(throws: VaultError.malformed) { try Seal.open(toParty, under: key, binding) }
        #expect(throws: VaultError.malformed) { try Seal.open(underKey, with: party, binding) }
    }

    @Test func sealingTheSameTwiceGivesDifferentBytes() throws {
        let (party, key) = (PrivateKey(), ContentKey())
        let toParty = try (0..<20).map { _ in try Seal.seal([1], to: party.publicKey, binding) }
        let underKey = try (0..<20).map { _ in try Seal.seal([1], under: key, binding) }
        #expect(Set(toParty).count == 20 && Set(underKey).count == 20)
    }

    @Test func aPublicKeyThatIsNoneIsRefused() throws {
        let none = try PublicKey([UInt8](repeating: 0xFF, count: PublicKey.byteCount))
        #expect(throws: VaultError.malformed) { try Seal.seal([1], to: none, binding) }
    }
}
