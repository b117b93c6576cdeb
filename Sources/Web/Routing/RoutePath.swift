import Terms

/// The pattern of an address: `/{language}/inbox/{report}`. `{language}` matches a language that Baken speaks, another
/// name in braces matches any one segment.
package struct RoutePath: Sendable, Hashable, ExpressibleByStringLiteral {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case language
        case value(String)
    }

    package let text: String
    package let segments: [Segment]

    /// Patterns stand in the code; a malformed one is a mistake of the programmer.
    package init(stringLiteral text: String) {
        precondition(text.first == "/", "a route's path begins at the root")
        self.text = text
        segments =
            text == "/"
            ? []
            : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
                precondition(!part.isEmpty, "a route's path has no empty segment and no slash at its end")
                guard part.first == "{" else { return .literal(String(part)) }
                precondition(part.last == "}" && part.utf8.count > 2, "a name in a route's path stands in braces")
                let name = String(part.dropFirst().dropLast())
                return name == "language" ? .language : .value(name)
            }
    }

    /// Two patterns of one shape match the same addresses.
    package var shape: [Segment] {
        segments.map { if case .value = $0 { .value("") } else { $0 } }
    }

    /// The names in braces but for the language, in order.
    package var names: [String] {
        segments.compactMap { if case .value(let name) = $0 { name } else { nil } }
    }
}
