import HTML
import Testing

/// Markup taken apart again by the rules of the HTML standard that our own pages need, so that a test sees what a
/// browser would see.
struct Markup {
    struct Tag: Hashable {
        let name: String
        let attributes: [String: String]
        let isClosing: Bool
    }

    /// Tags and texts in their order.
    private(set) var tags: [Tag] = []
    private(set) var texts: [String] = []
    /// What no browser should have to guess at: a stray `<`, an attribute twice, an open quotation.
    private(set) var faults: [String] = []

    init(_ html: HTML) { self.init(html.text) }

    init(_ text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            addText(rest[..<open])
            guard let close = Self.end(of: rest[open...]) else {
                faults.append("a tag that does not end")
                return
            }
            addTag(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        addText(rest)
    }

    func all(_ names: String...) -> [Tag] { tags.filter { names.contains($0.name) && !$0.isClosing } }

    var allText: String { texts.joined() }

    private mutating func addText(_ raw: Substring) {
        if raw.contains(where: { $0 == ">" || $0 == "\"" || $0 == "'" }) { faults.append("a mark in text") }
        if !raw.isEmpty { texts.append(unescaped(raw)) }
    }

    /// The `>` that ends the tag: not one within quotation marks.
    private static func end(of rest: Substring) -> String.Index? {
        var isQuoted = false
        for index in rest.indices {
            if rest[index] == "\"" { isQuoted.toggle() }
            if rest[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private mutating func addTag(_ raw: Substring) {
        if raw.hasPrefix("!") { return }
        let isClosing = raw.hasPrefix("/")
        var rest = isClosing ? raw.dropFirst() : raw
        let name = rest.prefix { $0 != " " }
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while rest.first == " " {
            rest = rest.dropFirst()
            let attribute = rest.prefix { $0 != " " && $0 != "=" }
            rest = rest.dropFirst(attribute.count)
            var value = ""
            if rest.hasPrefix("=\"") {
                let quoted = rest.dropFirst(2).prefix { $0 != "\"" }
                rest = rest.dropFirst(2 + quoted.count + 1)
                if quoted.contains(where: { "<>'".contains($0) }) { faults.append("a mark in \(attribute)") }
                value = unescaped(quoted)
            }
            if attribute.isEmpty || attributes[String(attribute)] != nil { faults.append("attribute \(attribute)") }
            attributes[String(attribute)] = value
        }
        if !rest.isEmpty { faults.append("rest of a tag") }
        tags.append(Tag(name: String(name), attributes: attributes, isClosing: isClosing))
    }

    private mutating func unescaped(_ raw: Substring) -> String {
        var out = ""
        var rest = raw
        while let mark = rest.firstIndex(of: "&") {
            out += rest[..<mark]
            let known = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
            guard let (written, meant) = known.first(where: { rest[mark...].hasPrefix($0.key) }) else {
                faults.append("a bare ampersand")
                return out
            }
            out += meant
            rest = rest[rest.index(mark, offsetBy: written.count)...]
        }
        return out + rest
    }
}
