/// A piece of a page: markup that is already escaped.
///
/// It is made by the element functions (`p`, `div`, `table` …) and by ``HTML/Builder``, which escapes every `String`
/// it is given. Nothing turns a `String` that came from outside into markup; ``raw(_:)`` takes literals only.
public struct HTML: Sendable, Hashable {
    /// The markup, in UTF-8.
    public internal(set) var bytes: [UInt8]

    /// Nothing at all.
    public static let empty = HTML(bytes: [])

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// What the block builds, without an element around it.
    public init(@Builder _ content: () -> HTML) { self = content() }

    /// The text, escaped.
    public init(text: String) {
        bytes = []
        bytes.appendEscaped(text)
    }

    /// Markup that stands literally in the source code.
    public static func raw(_ markup: StaticString) -> HTML {
        HTML(bytes: markup.withUTF8Buffer { Array($0) })
    }

    public var isEmpty: Bool { bytes.isEmpty }

    /// The markup as text, for tests and logs of pages without contents.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension HTML {
    /// Puts elements and texts one after the other; every `String` is escaped.
    @resultBuilder
    public enum Builder {
        public static func buildExpression(_ html: HTML) -> HTML { html }
        public static func buildExpression(_ html: HTML?) -> HTML { html ?? .empty }
        public static func buildExpression(_ html: [HTML]) -> HTML { buildArray(html) }
        public static func buildExpression(_ text: String) -> HTML { HTML(text: text) }
        public static func buildExpression(_ text: String?) -> HTML { text.map { HTML(text: $0) } ?? .empty }

        public static func buildBlock() -> HTML { .empty }
        public static func buildPartialBlock(first: HTML) -> HTML { first }
        public static func buildPartialBlock(accumulated: consuming HTML, next: HTML) -> HTML {
            accumulated.bytes.append(contentsOf: next.bytes)
            return accumulated
        }

        public static func buildOptional(_ html: HTML?) -> HTML { html ?? .empty }
        public static func buildEither(first html: HTML) -> HTML { html }
        public static func buildEither(second html: HTML) -> HTML { html }
        public static func buildLimitedAvailability(_ html: HTML) -> HTML { html }
        public static func buildArray(_ parts: [HTML]) -> HTML {
            var all: [UInt8] = []
            all.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
            for part in parts { all.append(contentsOf: part.bytes) }
            return HTML(bytes: all)
        }
    }
}
