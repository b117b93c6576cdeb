public import Terms

/// One SQL statement with the values bound to it.
///
/// It can only be written as a literal in the source; what is interpolated becomes a bound parameter, never text, so
/// nothing that a visitor types can change a statement: `"SELECT name FROM member WHERE id = \(id)"`.
/// The dialect is what SQLite ≥ 3.40 and PostgreSQL ≥ 15 have in common.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
    }

    var pieces: [Piece]
    /// Whether the text is the same at each run; a list of values makes it as long as the list.
    var isFixed = true

    public init(stringLiteral literal: StaticString) { pieces = [.text(literal.description)] }

    public init(stringInterpolation interpolation: Interpolation) {
        pieces = interpolation.pieces
        isFixed = interpolation.isFixed
    }

    /// A statement about the schema itself, whose names come from the database's own catalogue.
    package init(trusted text: String) { pieces = [.text(text)] }

    /// The pieces of a statement as the compiler hands them over.
    public struct Interpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []
        var isFixed = true

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) { pieces.append(.text(literal.description)) }

        public mutating func appendInterpolation(_ value: some Storable) { pieces.append(.value(value.stored)) }

        public mutating func appendInterpolation<T: Storable>(_ value: T?) {
            pieces.append(.value(value.map(\.stored) ?? .null))
        }

        public mutating func appendInterpolation<C: Coded>(_ code: C) { pieces.append(.value(.text(code.rawValue))) }

        public mutating func appendInterpolation<C: Coded>(_ code: C?) {
            pieces.append(.value(code.map { .text($0.rawValue) } ?? .null))
        }

        /// A part of a statement with its own bound values.
        public mutating func appendInterpolation(fragment: SQL) {
            pieces += fragment.pieces
            isFixed = isFixed && fragment.isFixed
        }

        /// `(a, b, …)` for `IN`. An empty list becomes `(NULL)`, which neither `IN` nor `NOT IN` matches.
        public mutating func appendInterpolation<T: Storable>(list: some Sequence<T>) {
            append(list: list.map(\.stored))
        }

        /// `(a, b, …)` for `IN`. An empty list becomes `(NULL)`, which neither `IN` nor `NOT IN` matches.
        public mutating func appendInterpolation<C: Coded>(list: some Sequence<C>) {
            append(list: list.map { .text($0.rawValue) })
        }

        private mutating func append(list values: [SQLValue]) {
            isFixed = false
            pieces.append(.text("("))
            for (index, value) in (values.isEmpty ? [.null] : values).enumerated() {
                if index > 0 { pieces.append(.text(", ")) }
                pieces.append(.value(value))
            }
            pieces.append(.text(")"))
        }
    }
}

/// How an engine writes a statement.
enum Dialect: Sendable {
    case sqlite, postgres
}

extension SQL {
    /// The text with a numbered mark for each value, and the values in the order of their numbers.
    ///
    /// PostgreSQL has to know the type of every parameter and a null has none; there a null is the word itself.
    func rendered(for dialect: Dialect) throws -> (text: String, values: [SQLValue]) {
        var text = ""
        text.reserveCapacity(1_024)
        var values: [SQLValue] = []
        values.reserveCapacity(pieces.count)
        for piece in pieces {
            switch (piece, dialect) {
            case (.text(let part), _): text += part
            case (.value(.null), .postgres): text += "NULL"
            case (.value(let value), _):
                // PostgreSQL keeps no NUL character in text, and SQLite would silently cut the text there.
                if case .text(let string) = value, string.utf8.contains(0) {
                    throw StorageError.malformed("text with a NUL character cannot be stored")
                }
                values.append(value)
                text += (dialect == .sqlite ? "?" : "$") + String(values.count)
            }
        }
        return (text, values)
    }
}
