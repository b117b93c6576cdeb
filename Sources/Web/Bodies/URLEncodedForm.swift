/// `application/x-www-form-urlencoded` (WHATWG URL, 5.1), read strictly: browsers write it well, so what is written
/// badly was not written by one.
enum URLEncodedForm {
    struct Limits: Sendable {
        var bytes: Int
        var fields: Int
        /// Of one name, decoded.
        var nameBytes: Int

        /// The body of a form.
        static let body = Self(bytes: 1_000_000, fields: 1_000, nameBytes: 200)
        /// What stands behind the question mark.
        static let query = Self(bytes: 2_048, fields: 50, nameBytes: 50)
    }

    /// Throws ``BodyError``: malformed, unreadable text, too many parts, field name or body too long.
    static func parse(_ bytes: [UInt8], limits: Limits) throws -> FormFields {
        guard bytes.count <= limits.bytes else { throw BodyError.bodyTooLong }
        var fields = FormFields()
        var count = 0
        var start = 0
        while start < bytes.count {
            var end = start
            var equals: Int?
            while end < bytes.count, bytes[end] != UInt8(ascii: "&") {
                if equals == nil, bytes[end] == UInt8(ascii: "=") { equals = end }
                end += 1
            }
            if end > start {
                count += 1
                guard count <= limits.fields else { throw BodyError.tooManyParts }
                try add(bytes[start..<(equals ?? end)], bytes[min((equals ?? end) + 1, end)..<end], to: &fields, limits)
            }
            start = end + 1
        }
        return fields
    }

    private static func add(
        _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, to fields: inout FormFields, _ limits: Limits
    ) throws {
        guard let nameBytes = PercentDecoding.bytes(name, plusIsSpace: true),
            let valueBytes = PercentDecoding.bytes(value, plusIsSpace: true)
        else { throw BodyError.malformed }
        guard nameBytes.count <= limits.nameBytes else { throw BodyError.fieldTooLong }
        guard !nameBytes.contains(0), let name = String(validating: nameBytes, as: UTF8.self) else {
            throw BodyError.unreadableText
        }
        try fields.append(name, valueBytes)
    }
}
