import Reporting
package import Storage

/// A row as it stood once, to be put back later.
package struct KeptRow: Sendable {
    private let table: SQL
    /// So many of its first columns are its key.
    private let keyColumns: Int
    /// Every column with its value.
    package let cells: [(column: String, value: SQLValue)]

    /// The rows of a table of which a condition holds.
    package static func all(
        _ table: SQL, key keyColumns: Int = 1, where condition: SQL = "1 = 1", _ world: World
    ) async throws -> [KeptRow] {
        try await world.ground.database.read { tx in
            try tx.rows("SELECT * FROM \(fragment: table) WHERE \(fragment: condition)").map { row in
                KeptRow(table: table, keyColumns: keyColumns, cells: row.cells)
            }
        }
    }

    /// The condition that only this row meets.
    private var condition: SQL {
        cells.prefix(keyColumns).reduce("1 = 1") { sql, cell in
            "\(fragment: sql) AND \(fragment: SQL(trusted: cell.column)) = \(cell.value)"
        }
    }

    /// Puts the row where it was, whatever stands there now.
    package func putBack(_ world: World) async throws {
        try await world.ground.database.write { tx in
            let isThere = try tx.row("SELECT 1 AS one FROM \(fragment: table) WHERE \(fragment: condition)") != nil
            try tx.execute(isThere ? update : insertion)
        }
    }

    /// Gives one of its columns another value.
    package func change(_ column: String, to value: SQLValue) -> SQL {
        """
        UPDATE \(fragment: table) SET \(fragment: SQL(trusted: column)) = \(value) WHERE \(fragment: condition)
        """
    }

    /// Deletes it.
    package var deletion: SQL { "DELETE FROM \(fragment: table) WHERE \(fragment: condition)" }

    private var update: SQL {
        let values = cells.dropFirst(keyColumns).map { cell -> SQL in
            "\(fragment: SQL(trusted: cell.column)) = \(cell.value)"
        }
        return "UPDATE \(fragment: table) SET \(fragment: Self.list(values)) WHERE \(fragment: condition)"
    }

    private var insertion: SQL {
        let columns = SQL(trusted: cells.map(\.column).joined(separator: ", "))
        let values = cells.map { cell -> SQL in "\(cell.value)" }
        return "INSERT INTO \(fragment: table) (\(fragment: columns)) VALUES (\(fragment: Self.list(values)))"
    }

    private static func list(_ pieces: [SQL]) -> SQL {
        pieces.dropFirst().reduce(pieces[0]) { "\(fragment: $0), \(fragment: $1)" }
    }
}
