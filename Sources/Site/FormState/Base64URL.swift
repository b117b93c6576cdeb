/// Base64 with the alphabet that addresses and forms carry unchanged, without padding (RFC 4648, 5).
enum Base64URL {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 4 / 3 + 3)
        var buffer: UInt32 = 0
        var held: UInt32 = 0
        for byte in bytes {
            buffer = (buffer << 8) | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                out.append(digits[Int((buffer >> held) & 63)])
            }
        }
        if held > 0 { out.append(digits[Int((buffer << (6 - held)) & 63)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for another alphabet, an impossible length, or bits left over: one value has one writing.
    static func decode(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count * 3 / 4)
        var buffer: UInt32 = 0
        var held: UInt32 = 0
        for digit in text.utf8 {
            let value = values[Int(digit)]
            guard value < 64 else { return nil }
            buffer = (buffer << 6) | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> held))
            }
        }
        guard held < 6, buffer & ((1 << held) - 1) == 0 else { return nil }
        return out
    }
}
