import Foundation

/// A JSON value (RFC 8259). It is written with its names in the order in which they were given.
indirect enum JSON: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        let name: String
        let value: JSON
    }

    case object([Member])
    case array([JSON])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null

    /// Null when absent.
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }
    init(_ flag: Bool?) { self = flag.map { .bool($0) } ?? .null }
    init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

    /// The bytes of the value, in UTF-8.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let flag): out += (flag ? "true" : "false").utf8
        case .number(let number): out += (Int(exactly: number).map(String.init) ?? String(number)).utf8
        case .string(let text): Self.write(text, to: &out)
        case .array(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                value.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 10: out += "\\n".utf8
            case 0..<32:
                out += "\\u00".utf8
                if byte < 16 { out.append(UInt8(ascii: "0")) }
                out += String(byte, radix: 16).utf8
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

extension JSON: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads bytes; nil when they are no JSON.
    static func read(_ bytes: [UInt8]) -> JSON? { try? JSONDecoder().decode(JSON.self, from: Data(bytes)) }

    init(from decoder: any Decoder) throws {
        if let names = try? decoder.container(keyedBy: Name.self) {
            self = .object(
                try names.allKeys.map { Member(name: $0.stringValue, value: try names.decode(JSON.self, forKey: $0)) }
                    .sorted { $0.name < $1.name })
            return
        }
        if var values = try? decoder.unkeyedContainer() {
            var all: [JSON] = []
            while !values.isAtEnd { all.append(try values.decode(JSON.self)) }
            self = .array(all)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }

    init(arrayLiteral values: JSON...) { self = .array(values) }
}
