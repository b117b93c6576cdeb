/// A header's value with parameters: `form-data; name="a"; filename*=UTF-8''%e2%82%ac.pdf` (RFC 9110, 5.6; RFC 5987).
struct HeaderParameters: Sendable {
    /// What stands before the first semicolon, in lower case.
    let value: String
    private var parameters: [(name: String, text: String)] = []

    /// Nil for what is not written so: an open quotation, a parameter twice, bytes that are no UTF-8.
    init?(_ bytes: some Collection<UInt8>) {
        var reader = Reader(bytes: Array(bytes))
        value = reader.token().lowercased()
        guard !value.isEmpty else { return nil }
        while reader.skipSemicolon() {
            let name = reader.token().lowercased()
            if name.isEmpty, reader.isAtEnd { break }
            guard !name.isEmpty, reader.skip(UInt8(ascii: "=")), self[name] == nil, let raw = reader.value(),
                let text = name.hasSuffix("*") ? Self.extended(raw) : String(validating: raw, as: UTF8.self)
            else { return nil }
            parameters.append((name, text))
        }
        guard reader.isAtEnd else { return nil }
    }

    /// A parameter, by its name in lower case. An extended one is asked for with its star.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.text }

    /// `UTF-8'language'percent-encoded`. Other character sets are not taken.
    private static func extended(_ raw: [UInt8]) -> String? {
        let parts = raw.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, String(decoding: parts[0], as: UTF8.self).lowercased() == "utf-8",
            let bytes = PercentDecoding.bytes(parts[2], plusIsSpace: false)
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// Reads a header value from left to right.
private struct Reader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    /// Everything up to a separator; spaces around it are left out.
    mutating func token() -> String {
        skipSpaces()
        let start = index
        while index < bytes.count, Self.isTokenByte(bytes[index]) { index += 1 }
        defer { skipSpaces() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func skipSemicolon() -> Bool {
        skipSpaces()
        return skip(UInt8(ascii: ";"))
    }

    /// A token or a quoted string. Within quotes a backslash hides a quote or a backslash and stands for itself before
    /// anything else: some browsers sent whole Windows paths.
    mutating func value() -> [UInt8]? {
        skipSpaces()
        guard skip(UInt8(ascii: "\"")) else {
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: ";"), bytes[index] != 32, bytes[index] != 9 {
                guard bytes[index] != UInt8(ascii: "\"") else { return nil }
                index += 1
            }
            return start == index ? nil : Array(bytes[start..<index])
        }
        var out: [UInt8] = []
        while index < bytes.count {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return out }
            if byte == UInt8(ascii: "\\"), index < bytes.count,
                bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "\\")
            {
                byte = bytes[index]
                index += 1
            }
            out.append(byte)
        }
        return nil
    }

    private mutating func skipSpaces() {
        while index < bytes.count, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte > 32 && byte < 127 && byte != UInt8(ascii: ";") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\"")
    }
}
