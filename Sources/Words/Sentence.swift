/// What a catalogue holds under a key: one text, or one for each plural shape.
enum Sentence: Hashable, Sendable, Decodable {
    case one(String)
    /// By number, as both Dutch and English have it: exactly one, and any other. Source: Unicode CLDR plural rules.
    case byNumber(one: String, other: String)

    private enum Shape: String, CodingKey { case one, other }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .one(text)
        } else {
            let shapes = try decoder.container(keyedBy: Shape.self)
            self = .byNumber(
                one: try shapes.decode(String.self, forKey: .one), other: try shapes.decode(String.self, forKey: .other))
        }
    }

    var texts: [String] {
        switch self {
        case .one(let text): [text]
        case .byNumber(let one, let other): [one, other]
        }
    }

    func text(for number: Int) -> String {
        switch self {
        case .one(let text): text
        case .byNumber(let one, let other): number == 1 ? one : other
        }
    }
}

extension String {
    /// The text with each `{name}` replaced by its value, in one pass: a value that holds braces stays as it is.
    func filled(with values: [String: String]) -> String {
        if values.isEmpty || !utf8.contains(UInt8(ascii: "{")) { return self }
        var result = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            result += rest[..<open]
            result += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
