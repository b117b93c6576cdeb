import Terms
import Testing

@testable import Vault

@Suite struct ReceiptTests {
    @Test func aReceiptIsFiveGroupsOfFour() {
        let receipt = Receipt(Dice(30).randomness)
        #expect(receipt.groups.count == 5 && receipt.groups.allSatisfy { $0.count == 4 })
        #expect(receipt.code.count == 24 && receipt.code == receipt.groups.joined(separator: "-"))
        #expect(receipt.lastGroup == receipt.groups.last)
        #expect(receipt.code.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ-".contains($0) })
    }

    @Test func aReceiptIsReadHoweverItIsTyped() throws {
        let dice = Dice(31)
        for _ in 0..<300 {
            let receipt = Receipt(dice.randomness)
            let plain = receipt.groups.joined()
            let lookAlikes = plain.map { character in
                switch character {
                case "0": ["0", "O", "o"][dice.upTo(3)]
                case "1": ["1", "I", "i", "L", "l"][dice.upTo(5)]
                default: dice.upTo(2) == 0 ? character.lowercased() : String(character)
                }
            }
            let separators = ["", "", " ", "-", ".", " - ", "\u{2013}", "\u{00A0}", "\n", "\u{200B}", "\u{2011}"]
            let scattered = lookAlikes.map { $0 + separators[dice.upTo(separators.count)] }.joined()
            for typed in [receipt.code, plain, receipt.code.lowercased(), lookAlikes.joined(), scattered] {
                #expect(try Receipt(typed: typed) == receipt)
            }
            #expect(try Receipt(typed: "  \(scattered)\r\n").code == receipt.code)
        }
    }

    @Test func theWholeHundredBitsCount() throws {
        let dice = Dice(32)
        let bytes = dice.bytes(13)
        var codes: Set<String> = [Receipt(entropy: bytes).code]
        for bit in 0..<104 {
            var changed = bytes
            changed[bit / 8] ^= 128 >> UInt8(bit % 8)
            codes.insert(Receipt(entropy: changed).code)
        }
        #expect(codes.count == 101)
    }

    @Test func whatCannotBeReadIsToldByPlaceOnly() throws {
        let typed = "208H-44RM-2MB1-E60S-38DH"
        #expect(throws: ReceiptUnreadable.tooShort(characters: 0)) { try Receipt(typed: "") }
        #expect(throws: ReceiptUnreadable.tooShort(characters: 19)) { try Receipt(typed: String(typed.dropLast())) }
        #expect(throws: ReceiptUnreadable.tooLong) { try Receipt(typed: typed + "0") }
        #expect(throws: ReceiptUnreadable.tooLong) { try Receipt(typed: String(repeating: typed, count: 1_000)) }
        for wrong in ["U", "u", "!", "é", "٣", "０", "🙂", "Ω", "_"] {
            #expect(throws: ReceiptUnreadable.character(position: 6)) {
                try Receipt(typed: "208H-\(wrong)4RM-2MB1-E60S-38DH")
            }
        }
        let error = #expect(throws: ReceiptUnreadable.self) { try Receipt(typed: String(typed.dropLast())) }
        #expect(!String(describing: error).contains("208H") && !String(reflecting: error).contains("38D"))
    }

    @Test func noTwoReceiptsFindTheSameReport() throws {
        let dice = Dice(33)
        let secret = try ServerSecret(dice.bytes(32))
        let receipts = (0..<300).map { _ in Receipt(dice.randomness) }
        let keys = receipts.map(secret.receiptKeys)
        #expect(Set(keys.map(\.lookUp)).count == receipts.count)
        #expect(Set(keys.map(\.key.seed)).count == receipts.count)
        #expect(keys.allSatisfy { $0.lookUp.count == 16 && Array($0.key.seed.prefix(16)) != $0.lookUp })
    }

    @Test func aReceiptIsWorthNothingWithoutThePepper() throws {
        let dice = Dice(34)
        let receipt = Receipt(dice.randomness)
        let one = try ServerSecret(dice.bytes(32)).receiptKeys(receipt)
        let other = try ServerSecret(dice.bytes(32)).receiptKeys(receipt)
        #expect(one.lookUp != other.lookUp && one.key.seed != other.key.seed)
    }

    @Test func aTypedReceiptOpensTheDialogue() throws {
        let dice = Dice(35)
        let secret = try ServerSecret(dice.bytes(32))
        let receipt = Receipt(dice.randomness)
        let binding = Binding("compartment key", "cmp_1", "reporter")
        let sealed = try Seal.seal([7, 7], to: secret.receiptKeys(receipt).key.publicKey, binding)
        let typed = try Receipt(typed: receipt.code.lowercased())
        #expect(try Seal.open(sealed, with: secret.receiptKeys(typed).key, binding) == [7, 7])
    }
}
