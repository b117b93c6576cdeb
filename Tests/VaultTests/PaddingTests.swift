import Testing

@testable import Vault

@Suite struct PaddingTests {
    @Test func lengthsTakeFewValues() {
        let expected = [256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 196_608]
        let classes = Set((0...196_608).map(Padding.content.sizeClass(of:)))
        #expect(classes.sorted() == expected)
        #expect(Set((0...200).map(Padding.party.sizeClass(of:))).sorted() == [64, 128, 256])
    }

    @Test func aClassHoldsItsContentAndIsTheSmallestThatDoes() {
        for padding in [Padding.party, .content] {
            for count in 0...70_000 {
                let size = padding.sizeClass(of: count)
                #expect(size >= count)
                if size > padding.least { #expect(padding.sizeClass(of: size) == size && count > size / 2) }
            }
        }
    }

    @Test func whatIsPaddedComesBack() throws {
        let dice = Dice(20)
        for count in Array(0...300) + [65_535, 65_536, 65_537] {
            let content = dice.bytes(count)
            let padded = try Padding.content.pad(content)
            #expect(padded.count == 4 + Padding.content.sizeClass(of: count))
            #expect(try Padding.unpad(padded) == content)
        }
    }

    @Test func whatWasNotPaddedByUsIsRefused() {
        for bytes: [UInt8] in [[], [0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 2, 7], [0, 0, 0, 1, 7, 1], [255, 255, 255, 255]] {
            #expect(throws: VaultError.malformed) { try Padding.unpad(bytes) }
        }
    }

    @Test func sealedTextsOfOneClassAreEquallyLong() throws {
        let dice = Dice(21)
        let (key, party, binding) = (ContentKey(), PrivateKey(), Binding("record", "rec_1"))
        let texts = try (0..<200).map { _ in
            try Seal.seal(dice.bytes(dice.upTo(2_049)), under: key, binding).count
        }
        #expect(Set(texts) == Set([256, 512, 1_024, 2_048].map { $0 + 33 }))
        for count in [0, 1, 31, 32, 33, 64] {
            #expect(try Seal.seal(dice.bytes(count), to: party.publicKey, binding).count == 1 + 1_120 + 4 + 64 + 16)
        }
    }
}
