/// A migration that a database had, as a copy of it remembers.
public struct MigrationMark: Sendable, Hashable, Codable {
    public let name: String
    public let checksum: Int64

    public init(name: String, checksum: Int64) {
        self.name = name
        self.checksum = checksum
    }
}

/// The database to be filled holds something already.
public struct DatabaseNotEmpty: Error, Hashable {}

/// A whole database as it stood at one moment, lent to a closure; it goes from one engine to the other.
public final class Snapshot {
    private let tx: OpenTransaction
    /// The migrations that it had, by name.
    public let migrations: [MigrationMark]
    /// Every table, by name.
    public let tables: [Table]

    init(_ tx: OpenTransaction) throws {
        self.tx = tx
        migrations = try tx.rows("SELECT name, checksum FROM storage_migration ORDER BY name")
            .map { MigrationMark(name: try $0.get("name"), checksum: try $0.get("checksum")) }
        tables = try Schema(tx: tx).tables()
    }

    /// Gives the rows of a table one by one, their values in the order of its columns.
    public func rows(of table: Table, _ body: ([SQLValue]) throws -> Void) throws {
        try tx.each(SQL(trusted: "SELECT \(table.quotedColumns) FROM \(table.quotedName)")) { try body($0.values) }
    }
}

/// An empty database that takes in rows of another one.
public final class Filling {
    private let tx: OpenTransaction
    private let tables: [String: Table]

    init(_ tx: OpenTransaction, _ tables: [Table]) {
        self.tx = tx
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
    }

    /// Throws ``StorageError/malformed(_:)`` for a table that this database does not have just so.
    public func insert(_ values: [SQLValue], into table: Table) throws {
        guard tables[table.name].map({ Set($0.columns) }) == Set(table.columns), values.count == table.columns.count else {
            throw StorageError.malformed("a table \(table.name) that is not one of this database")
        }
        var sql = SQL(trusted: "INSERT INTO \(table.quotedName) (\(table.quotedColumns)) VALUES (")
        for (place, value) in values.enumerated() {
            if place > 0 { sql.pieces.append(.text(", ")) }
            sql.pieces.append(.value(value))
        }
        sql.pieces.append(.text(")"))
        try tx.execute(sql)
    }
}

extension Database {
    /// Lends the whole database as it stands at one moment; others go on writing meanwhile.
    ///
    /// The body may be run again when the line to the database breaks, so it begins anew each time.
    public func copy<T: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> T) async throws -> T {
        try await engine.read { try body(Snapshot($0)) }
    }

    /// Gives an empty database the schema that another one had, and the rows that the body inserts: all or nothing.
    ///
    /// Afterwards ``migrate(_:)`` brings it up to date. Throws ``DatabaseNotEmpty``, and ``MigrationChanged`` when the
    /// other database had a migration that is not among these. The body may be run again, as in ``write(_:)``.
    public func fill<T: Sendable>(
        _ migrations: [Migration], had: [MigrationMark], _ body: @escaping @Sendable (Filling) throws -> T
    ) async throws -> T {
        let known = Set(migrations.map { MigrationMark(name: $0.name, checksum: $0.checksum) })
        if let strange = had.first(where: { !known.contains($0) }) { throw MigrationChanged(name: strange.name) }
        let names = Set(had.map(\.name))
        let made = migrations.filter { names.contains($0.name) }
        let outcome = try await engine.alone { tx in
            let schema = Schema(tx: tx)
            guard try schema.tables().isEmpty else { throw DatabaseNotEmpty() }
            try Migration.run(made, in: tx)
            let keys = try schema.liftForeignKeys()
            let tables = try schema.tables()
            // What a migration puts into a table is in the copy as well.
            for table in tables { try tx.execute(SQL(trusted: "DELETE FROM \(table.quotedName)")) }
            let outcome = try body(Filling(tx, tables))
            try schema.putBack(keys)
            return outcome
        }
        await engine.watch(for: try await engine.reference(made))
        return outcome
    }
}
