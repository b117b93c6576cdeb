import CPostgres

/// What the server answered, in its binary forms.
struct PostgresAnswer {
    let result: OpaquePointer

    func rows() throws -> [Row] {
        let width = PQnfields(result)
        let columns = Columns((0..<width).map { String(cString: PQfname(result, $0)) })
        let types = (0..<width).map { PQftype(result, $0) }
        return try (0..<PQntuples(result)).map { row in
            Row(columns: columns, values: try (0..<width).map { try value(row, $0, types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: UInt32) throws -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        let length = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length)
        switch type {
        case 16, 20, 21, 23: return .integer(Self.integer(bytes))
        case 17: return .blob(Array(bytes))
        case 19, 25, 705, 1042, 1043: return .text(String(decoding: bytes, as: UTF8.self))
        case 1700: return .integer(try Self.numeric(bytes))
        // `void`, as of `pg_advisory_lock`.
        case 2278: return .null
        default: throw StorageError.malformed("a value of PostgreSQL's type \(type) was found; none is stored")
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let isNegative = bytes.count > 1 && (bytes.first ?? 0) >= 128
        return Int64(bitPattern: bytes.reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) })
    }

    /// A whole `numeric`, as sums of whole numbers are: digits to the base of 10,000, and where the first one stands.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
        func short(_ index: Int) -> Int { Int(bytes[2 * index]) << 8 | Int(bytes[2 * index + 1]) }
        let digits = short(0)
        let weight = Int(Int16(truncatingIfNeeded: short(1)))
        let isNegative = short(2) == 0x4000
        guard digits == 0 || (digits <= weight + 1 && weight <= 4), short(2) & 0xC000 != 0xC000 else {
            throw StorageError.malformed("a fraction or too large a number was found")
        }
        var number: Int64 = 0
        for place in 0...max(weight, 0) {
            let (product, overflowed) = number.multipliedReportingOverflow(by: 10_000)
            guard !overflowed else { throw StorageError.malformed("too large a number was found") }
            number = product + (place < digits ? Int64(short(4 + place)) : 0)
        }
        return isNegative ? -number : number
    }
}
