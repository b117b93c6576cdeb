import Foundation
import GRDB

/// A SQLite connection while a transaction runs on it.
final class SQLiteLine: Line {
    let dialect = Dialect.sqlite
    private let connection: GRDB.Database
    private let mayWrite: Bool

    init(_ connection: GRDB.Database, mayWrite: Bool) {
        self.connection = connection
        self.mayWrite = mayWrite
    }

    /// Compares the schema when it changed since it was compared last. Throws ``StorageError/strangeSchema``.
    func check(_ schema: SchemaGuard) throws {
        guard let mark = try Int64.fetchOne(try connection.cachedStatement(sql: "PRAGMA schema_version")) else {
            throw StorageError.unavailable
        }
        try schema.check(mark: mark) { try Schema(tx: OpenTransaction(self)).objects() }
    }

    func run(_ sql: SQL) throws -> (rows: [Row], changed: Int) {
        try SQLiteFault.translating {
            let (text, values) = try sql.rendered(for: .sqlite)
            // GRDB's cache has no bound, so a text that differs from run to run stays out of it.
            let statement = try sql.isFixed
                ? connection.cachedStatement(sql: text) : connection.makeStatement(sql: text)
            let before = connection.totalChangesCount
            let rows = try self.rows(of: statement, values)
            return (rows, connection.totalChangesCount == before ? 0 : connection.changesCount)
        }
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try SQLiteFault.translating {
            let (text, values) = try sql.rendered(for: .sqlite)
            try each(of: try connection.makeStatement(sql: text), values, body)
        }
    }

    func script(_ text: String) throws {
        try SQLiteFault.translating { try connection.execute(sql: text) }
    }

    private func rows(of statement: Statement, _ values: [SQLValue]) throws -> [Row] {
        var rows: [Row] = []
        try each(of: statement, values) { rows.append($0) }
        return rows
    }

    private func each(of statement: Statement, _ values: [SQLValue], _ body: (Row) throws -> Void) throws {
        guard mayWrite || statement.isReadonly else { throw StorageError.readOnly }
        let arguments = StatementArguments(values.map { $0.databaseValue as (any DatabaseValueConvertible)? })
        guard statement.columnCount > 0 else { return try statement.execute(arguments: arguments) }
        let columns = Columns(statement.columnNames)
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments)
        while let row = try cursor.next() {
            try body(Row(columns: columns, values: try row.databaseValues.map(SQLValue.init)))
        }
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) throws {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob([UInt8](data))
        case .double: throw StorageError.malformed("a fraction was found; none is stored")
        }
    }
}
