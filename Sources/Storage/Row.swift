public import Terms

/// One row of an answer; its values are asked for by column name.
public struct Row: Sendable {
    let columns: Columns
    let values: [SQLValue]

    /// Every column with its value.
    package var cells: [(column: String, value: SQLValue)] { Array(zip(columns.names, values)) }

    /// The value in a column. Ask for an optional type where it may be null.
    public func get<T: Storable>(_ column: String, as: T.Type = T.self) throws -> T {
        do { return try T(stored: try stored(column)) } catch { throw Self.naming(column, error) }
    }

    /// The coded value in a column.
    public func get<C: Coded>(_ column: String, as: C.Type = C.self) throws -> C {
        do { return try decodedCode(try stored(column)) } catch { throw Self.naming(column, error) }
    }

    /// The coded value in a column that may be null.
    public func get<C: Coded>(_ column: String, as: C?.Type = C?.self) throws -> C? {
        let value = try stored(column)
        do { return value == .null ? nil : try decodedCode(value) } catch { throw Self.naming(column, error) }
    }

    private func stored(_ column: String) throws -> SQLValue {
        // Columns are few and their names short: looking along them is faster than making a dictionary for an answer.
        guard let index = columns.names.firstIndex(of: column) else {
            throw StorageError.malformed("there is no such column")
        }
        return values[index]
    }

    private static func naming(_ column: String, _ error: any Error) -> any Error {
        guard case StorageError.malformed(let why) = error else { return error }
        return StorageError.malformed("\(column): \(why)")
    }
}

/// The names of an answer's columns, shared by all its rows.
final class Columns: Sendable {
    let names: [String]

    init(_ names: [String]) { self.names = names }
}

/// Reads a stored code; one that is on no list throws, and is not told.
func decodedCode<C: Coded>(_ stored: SQLValue) throws -> C {
    guard let code = C(rawValue: try String(stored: stored)) else {
        throw StorageError.malformed("not a code of the list \(C.list)")
    }
    return code
}
