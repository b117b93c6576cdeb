/// Percent-encoding (RFC 3986, 2.1), read strictly: both digits, and UTF-8 underneath.
enum PercentDecoding {
    /// One segment of an address. Nil for what no segment may hold: a NUL or a slash, however written.
    static func segment(_ text: Substring) -> String? {
        guard let bytes = bytes(Array(text.utf8)[...], plusIsSpace: false), !bytes.contains(0),
            !bytes.contains(UInt8(ascii: "/"))
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The bytes meant, or nil when a percent sign is not followed by two hexadecimal digits.
    static func bytes(_ written: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(written.count)
        var index = written.startIndex
        while index < written.endIndex {
            let byte = written[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < written.endIndex, let high = digit(written[index + 1]),
                    let low = digit(written[index + 2])
                else { return nil }
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
