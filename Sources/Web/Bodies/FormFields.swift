/// The text fields of a form, in the order in which they came; a name may come several times.
package struct FormFields: Sendable {
    package private(set) var all: [(name: String, value: String)] = []
    private var places: [String: [Int]] = [:]

    package init() {}

    package init(_ fields: KeyValuePairs<String, String>) {
        for (name, value) in fields { append(name, value) }
    }

    /// Adds a field as it came over the line: UTF-8 without NUL; line ends become `\n`, as browsers send `\r\n`.
    /// Throws ``BodyError/unreadableText``.
    package mutating func append(_ name: String, _ bytes: [UInt8]) throws {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw BodyError.unreadableText
        }
        append(name, bytes.contains(13) ? Self.withPlainLineEnds(bytes) : text)
    }

    /// The first field of this name, as it was typed.
    package subscript(name: String) -> String? { places[name].map { all[$0[0]].value } }

    /// The first field of this name without the spaces around it; nil when nothing else is in it.
    package func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let start = value.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(start[...last])
    }

    /// All fields of this name, in order: the boxes that were ticked.
    package func all(_ name: String) -> [String] { places[name]?.map { all[$0].value } ?? [] }

    /// The names, each once, in the order in which they first came.
    package var names: [String] {
        all.enumerated().filter { places[$1.name]?.first == $0 }.map { $1.name }
    }

    private mutating func append(_ name: String, _ value: String) {
        places[name, default: []].append(all.count)
        all.append((name, value))
    }

    private static func withPlainLineEnds(_ bytes: [UInt8]) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if byte != 13 {
                plain.append(byte)
            } else if index + 1 == bytes.count || bytes[index + 1] != 10 {
                plain.append(10)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}

extension FormFields: Equatable {
    package static func == (one: Self, other: Self) -> Bool { one.all.elementsEqual(other.all, by: ==) }
}
