import CPostgres

/// The values bound to a statement, in PostgreSQL's binary forms.
struct PostgresParameters {
    private static let bigint: UInt32 = 20
    private static let text: UInt32 = 25
    private static let bytea: UInt32 = 17

    private let types: [UInt32]
    private let bytes: [UInt8]
    private let lengths: [Int32]

    init(_ values: [SQLValue]) {
        var types: [UInt32] = []
        var bytes: [UInt8] = []
        var lengths: [Int32] = []
        for value in values {
            let before = bytes.count
            switch value {
            // A null is written as the word itself, see `SQL.rendered(for:)`.
            case .null: types.append(Self.text)
            case .integer(let number):
                types.append(Self.bigint)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                types.append(Self.text)
                bytes.append(contentsOf: text.utf8)
            case .blob(let blob):
                types.append(Self.bytea)
                bytes.append(contentsOf: blob)
            }
            lengths.append(Int32(bytes.count - before))
        }
        self.types = types
        self.bytes = bytes + [0]
        self.lengths = lengths
    }

    /// Tells statements of one text and different types of values apart.
    var signature: String { types.map(String.init).joined(separator: ",") + " " }

    func prepare(_ text: String, as name: String, on connection: OpaquePointer) -> OpaquePointer? {
        PQprepare(connection, name, text, Int32(types.count), types)
    }

    func execute(prepared name: String, on connection: OpaquePointer) -> OpaquePointer? {
        withPointers { values, formats in
            PQexecPrepared(connection, name, Int32(types.count), values, lengths, formats, 1)
        }
    }

    func execute(_ text: String, on connection: OpaquePointer) -> OpaquePointer? {
        withPointers { values, formats in
            PQexecParams(connection, text, Int32(types.count), types, values, lengths, formats, 1)
        }
    }

    private func withPointers<T>(_ body: ([UnsafePointer<CChar>?], [Int32]) -> T) -> T {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                var start = 0
                let pointers = lengths.map { length in
                    defer { start += Int(length) }
                    return characters.baseAddress.map { $0 + start }
                }
                return body(pointers, [Int32](repeating: 1, count: lengths.count))
            }
        }
    }
}
