extension [UInt8] {
    /// Appends text so that it is only text, between tags and within quoted attribute values alike.
    ///
    /// Control characters, which HTML does not allow, become U+FFFD. Source: HTML Living Standard, 13.1.2.3 and 13.2.8.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for position in utf8.indices {
                guard let replacement = Self.replacement(of: utf8[position]) else { continue }
                append(contentsOf: utf8[start..<position])
                append(literal: replacement)
                start = position + 1
            }
            append(contentsOf: utf8[start...])
        }
    }

    mutating func append(literal: StaticString) {
        literal.withUTF8Buffer { append(contentsOf: $0) }
    }

    @inline(__always)
    private static func replacement(of byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 9, 10, 13: nil
        case 0..<32, 127: "\u{FFFD}"
        default: nil
        }
    }
}
