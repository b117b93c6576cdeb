import Embedded
import Terms

/// In which municipalities the Dutch postcodes lie. Of a postcode only the four digits are looked at.
enum Postcodes {
    /// In the order of the digits; no two overlap.
    private static let ranges: [(digits: ClosedRange<Int>, codes: [MunicipalityCode])] =
        String(decoding: EmbeddedFile.postcodes_txt.bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(whereSeparator: { "-;".contains($0) })
            guard parts.count == 3, let first = Int(parts[0]), let last = Int(parts[1]), first <= last else { return nil }
            return (first...last, parts[2].split(separator: "|").compactMap { MunicipalityCode(String($0)) })
        }

    /// The four digits of what was typed as a postcode, as `3511` or `3511 ab`; nil when it is none.
    static func digits(_ typed: String) -> Int? {
        let plain = typed.filter { !$0.isWhitespace }
        let letters = plain.dropFirst(4)
        guard plain.utf8.count == 4 || plain.utf8.count == 6, letters.allSatisfy({ $0.isASCII && $0.isLetter }),
            plain.prefix(4).utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(plain.prefix(4))
    }

    static func municipalities(of digits: Int) -> [MunicipalityCode] {
        ranges.first { $0.digits.contains(digits) }?.codes ?? []
    }
}
