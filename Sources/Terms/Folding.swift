import Foundation

/// Text as it is compared with what somebody else typed: without case, accents, vowel marks, width and what cannot be
/// seen, and with letters that no accent can be taken from as they are typed where they are not on the keyboard.
///
/// The one place that folds: what is indexed and what is asked for go through it alike.
/// Source: UAX 15 (NFKD); ICAO Doc 9303-3, section 6 (letters in travel documents); compared on 1 December 2026.
public enum Folding {
    /// A text folded. What stands between words stays, but for what cannot be seen.
    public static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if let plain = letters[scalar] {
                folded.append(contentsOf: plain.unicodeScalars)
                continue
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: continue
            case .decimalNumber: folded.append(contentsOf: digit(scalar).unicodeScalars)
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }

    /// The same with letters written out that some write with two and some with one: "Müller" as "mueller",
    /// "Đorđević" as "djordjevic". It has as many words as ``fold(_:)`` gives.
    public static func foldWrittenOut(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 128 }) else { return fold(text) }
        var written = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            if let letters = writtenOut[scalar] {
                written.append(contentsOf: letters.unicodeScalars)
            } else {
                written.append(scalar)
            }
        }
        return fold(String(written))
    }

    private static func digit(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.numericValue.map { String(Int($0)) } ?? String(Character(scalar))
    }

    private static let letters: [Unicode.Scalar: String] = [
        // Latin
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ȷ": "j",
        "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɖ": "d", "ɗ": "d",
        "ƒ": "f", "ɣ": "g", "ɨ": "i", "ƙ": "k", "ɲ": "n", "ʉ": "u", "ʋ": "v", "ƴ": "y", "ƶ": "z", "ɵ": "o", "ŀ": "l",
        // Signs of transliteration that stand for a sound nobody types
        "ʹ": "", "ʺ": "", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "", "ˈ": "",
        // Greek, Cyrillic
        "ς": "σ", "ґ": "г",
        // Arabic: hamza alone and the stretching line go; letters that Persian and Urdu write otherwise are one
        "ء": "", "ـ": "", "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ة": "ه", "ہ": "ه", "ە": "ه", "ھ": "ه", "ک": "ك",
    ]

    private static let writtenOut: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ð": "th", "đ": "dj", "ə": "a",
    ]
}
