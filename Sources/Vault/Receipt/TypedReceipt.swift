import Terms

/// Why what somebody typed is no receipt. Says where, never what.
public enum ReceiptUnreadable: Error, Hashable, Sendable {
    /// Fewer than 20 characters; tells how many there were.
    case tooShort(characters: Int)
    /// More than 20 characters.
    case tooLong
    /// A character that no receipt has; its place in what was typed, counted from one.
    case character(position: Int)
}

extension Receipt {
    /// Reads a receipt as people type it: small or capital letters, with or without spaces, hyphens and dots, O for 0,
    /// I and L for 1. U is refused: it is in no receipt and resembles V.
    public init(typed: String) throws(ReceiptUnreadable) {
        var bits: [UInt8] = []
        for (index, character) in typed.enumerated() where !Self.isSeparator(character) {
            guard let value = Crockford.value(of: character) else { throw .character(position: index + 1) }
            guard bits.count < Self.characters else { throw .tooLong }
            bits.append(value)
        }
        guard bits.count == Self.characters else { throw .tooShort(characters: bits.count) }
        self.init(entropy: Self.entropy(of: bits))
    }

    /// Packs five bits a character, most significant first.
    private static func entropy(of bits: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: entropyBytes)
        for (index, value) in bits.enumerated() {
            for bit in 0..<5 where value & (16 >> UInt8(bit)) != 0 {
                let position = index * 5 + bit
                out[position / 8] |= 128 >> UInt8(position % 8)
            }
        }
        return out
    }

    /// Spaces, dots, and dashes of any kind; also what a copied text carries unseen.
    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace
            || character.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .dashPunctuation, .format: true
                default: scalar == "." || scalar == "·" || scalar == "•" || scalar == "\u{2212}"
                }
            }
    }
}
