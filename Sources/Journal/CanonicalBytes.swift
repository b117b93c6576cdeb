/// The one way in which the journal turns values into bytes that are hashed, signed or keyed.
///
/// Unambiguous: a label names the kind and its version, each value carries its length (four bytes, big-endian) and an
/// absent value is another byte than an empty one. Two different sequences of values never give the same bytes.
struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    init(_ label: String) { add(label) }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String) { add(Array(text.utf8)) }

    mutating func add(_ value: [UInt8]) {
        withUnsafeBytes(of: UInt32(value.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: value)
    }

    mutating func add(_ text: String?) { add(text.map { Array($0.utf8) }) }

    mutating func add(_ value: [UInt8]?) {
        guard let value else { return bytes.append(0) }
        bytes.append(1)
        add(value)
    }
}

/// Reads what ``CanonicalBytes`` wrote; refuses whatever it would not have written.
struct CanonicalReader {
    struct Unreadable: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8], label: String) throws(Unreadable) {
        rest = bytes[...]
        guard try text() == label else { throw Unreadable() }
    }

    mutating func number() throws(Unreadable) -> Int64 {
        Int64(bitPattern: try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    mutating func value() throws(Unreadable) -> [UInt8] {
        let length = try take(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Array(try take(Int(length)))
    }

    mutating func text() throws(Unreadable) -> String {
        guard let text = String(validating: try value(), as: UTF8.self) else { throw Unreadable() }
        return text
    }

    mutating func optionalValue() throws(Unreadable) -> [UInt8]? {
        switch try take(1).first {
        case 0: return nil
        case 1: return try value()
        default: throw Unreadable()
        }
    }

    /// Nothing may follow the last value.
    func end() throws(Unreadable) {
        guard rest.isEmpty else { throw Unreadable() }
    }

    private mutating func take(_ count: Int) throws(Unreadable) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw Unreadable() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
