/// The name of a sentence in the catalogues: dotted, and by its meaning (`report.sent.title`), not by its words.
public struct Key: Hashable, Sendable, ExpressibleByStringLiteral {
    public let text: String

    public init(stringLiteral text: String) { self.text = text }

    /// The parts, joined by dots: `Key("inbox", "column", column.rawValue)`.
    public init(_ parts: String...) { text = parts.joined(separator: ".") }
}
