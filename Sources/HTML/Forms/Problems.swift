/// What is wrong with a form that was sent: per field one sentence, in the order of the page.
public struct Problems: Sendable, Hashable, Codable {
    /// A field's name and what is wrong with it.
    public struct Problem: Sendable, Hashable, Codable {
        public let field: String
        public let sentence: String
    }

    public private(set) var list: [Problem] = []

    public init() {}

    public var isEmpty: Bool { list.isEmpty }

    /// Adds a problem; a field keeps the first one it was given.
    public mutating func add(_ field: String, _ sentence: String) {
        if self[field] == nil { list.append(Problem(field: field, sentence: sentence)) }
    }

    /// The sentence to show at the field.
    public subscript(_ field: String) -> String? { list.first { $0.field == field }?.sentence }
}

/// The list of problems at the top of a page, each a link to its field; it takes the focus. Nothing when there are none.
///
/// Pattern: NL Design System "error summary", GOV.UK Design System "error summary".
public func errorSummary(_ title: String, _ problems: Problems) -> HTML {
    if problems.isEmpty { return .empty }
    return div(.class("error-summary"), .id("error-summary"), .focusable, .autofocus) {
        div(.role("alert")) {
            h2 { title }
            ul {
                for problem in problems.list {
                    li { a(to: "#" + Field.id(of: problem.field)) { problem.sentence } }
                }
            }
        }
    }
}
