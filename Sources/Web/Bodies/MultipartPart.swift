/// What the headers of a part say (RFC 7578, 4.2 to 4.4).
struct MultipartPart: Sendable, Hashable {
    /// The name of the field.
    let name: String
    /// Present for files, as sent; empty when no file was chosen.
    let fileName: String?
    /// As sent, for files; never believed (see ``FileKind``).
    let contentType: String?

    /// - Parameter block: The header lines, each ended by CRLF.
    /// Throws ``BodyError/malformed`` for what browsers never send: no or two dispositions, folded lines, bare line
    /// ends, a transfer coding (deprecated by RFC 7578, 4.7).
    init(block: ArraySlice<UInt8>) throws {
        var disposition: HeaderParameters?
        var type: String?
        var start = block.startIndex
        while start < block.endIndex {
            guard let end = block[start...].firstIndex(of: 13), end + 1 < block.endIndex, block[end + 1] == 10 else {
                throw BodyError.malformed
            }
            let line = block[start..<end]
            start = end + 2
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, line.first != 32,
                line.first != 9, !line.contains(where: { $0 == 10 || $0 == 0 })
            else { throw BodyError.malformed }
            let value = line[(colon + 1)...]
            switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
            case "content-disposition":
                guard disposition == nil, let read = HeaderParameters(value) else { throw BodyError.malformed }
                disposition = read
            case "content-type":
                type = String(validating: value.drop { $0 == 32 }, as: UTF8.self)
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(HeaderParameters(value)?.value) else {
                    throw BodyError.malformed
                }
            default: continue
            }
        }
        guard let disposition, disposition.value == "form-data", let name = disposition["name"], !name.isEmpty,
            !name.utf8.contains(0)
        else { throw BodyError.malformed }
        self.name = Self.unescaped(name)
        fileName = disposition["filename*"] ?? disposition["filename"].map(Self.unescaped)
        contentType = type
    }

    /// Browsers write a quotation mark as `%22` (WHATWG HTML, multipart/form-data); nothing else is decoded, since they
    /// leave a percent sign of the name itself as it is.
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: [37, 50, 50]) {
                out.append(UInt8(ascii: "\""))
                rest = rest.dropFirst(3)
            } else {
                out.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
