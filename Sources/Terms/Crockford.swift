/// Douglas Crockford's base32: 32 digits without I, L, O and U, so that a code survives being read aloud.
/// Source: crockford.com/base32.html.
public enum Crockford {
    static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Five bits a character, most significant first; the last character is filled with zero bits.
    public static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var held = 0
        for byte in bytes {
            buffer = (buffer << 8) | UInt32(byte)
            held += 8
            while held >= 5 {
                held -= 5
                out.append(digits[Int((buffer >> UInt32(held)) & 31)])
            }
        }
        if held > 0 { out.append(digits[Int((buffer << UInt32(5 - held)) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// The value (0…31) of one typed character; look-alikes count as the digit they resemble (O as 0, I and L as 1).
    public static func value(of character: Character) -> UInt8? {
        switch character {
        case "O", "o": return 0
        case "I", "i", "L", "l": return 1
        default:
            guard let ascii = character.asciiValue else { return nil }
            let upper = (97...122).contains(ascii) ? ascii - 32 : ascii
            return digits.firstIndex(of: upper).map(UInt8.init)
        }
    }

    static func isLowercaseDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || ((97...122).contains(byte) && digits.contains(byte - 32))
    }
}
