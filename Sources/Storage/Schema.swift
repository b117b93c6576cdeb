/// A table as the database's own catalogue knows it.
public struct Table: Sendable, Hashable {
    public let name: String
    public let columns: [String]

    public init(name: String, columns: [String]) {
        self.name = name
        self.columns = columns
    }

    fileprivate static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    var quotedName: String { Self.quoted(name) }
    var quotedColumns: String { columns.map(Self.quoted).joined(separator: ", ") }
}

/// What the database's own catalogue says of its tables and of the references between them.
struct Schema {
    /// A foreign key that was lifted, and how to put it back.
    struct LiftedKey: Sendable {
        let table: String
        let name: String
        let definition: String
    }

    let tx: OpenTransaction

    /// All tables but the memory of migrations, by name.
    func tables() throws -> [Table] {
        let names: SQL =
            switch tx.line.dialect {
            case .sqlite:
                "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
            case .postgres:
                """
                SELECT CAST(table_name AS text) AS name FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY name
                """
            }
        return try tx.rows(names).map { try $0.get("name", as: String.self) }.filter { $0 != "storage_migration" }
            .map { Table(name: $0, columns: try columns(of: $0)) }
    }

    /// Which of these migrations were run, in the order in which they were. Throws ``MigrationChanged`` for one that is none
    /// of them.
    func remembered(among migrations: [Migration]) throws -> [Migration] {
        let order: SQL =
            switch tx.line.dialect {
            case .sqlite: "rowid"
            case .postgres: "at_ms, name"
            }
        return try tx.rows("SELECT name, checksum FROM storage_migration ORDER BY \(fragment: order)")
            .map { row in
                let name: String = try row.get("name")
                let checksum: Int64 = try row.get("checksum")
                guard let migration = migrations.first(where: { $0.name == name && $0.checksum == checksum }) else {
                    throw MigrationChanged(name: name)
                }
                return migration
            }
    }

    private func columns(of table: String) throws -> [String] {
        let names: SQL =
            switch tx.line.dialect {
            case .sqlite: "SELECT name FROM pragma_table_info(\(table)) ORDER BY cid"
            case .postgres:
                """
                SELECT CAST(column_name AS text) AS name FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position
                """
            }
        return try tx.rows(names).map { try $0.get("name") }
    }

    /// Lets rows come in any order: references are checked when they are put back, or at the commit.
    ///
    /// So tables may refer to one another in circles, and no list of their order has to be kept. PostgreSQL checks them
    /// all at once when the key is made again, which is far quicker than row by row.
    func liftForeignKeys() throws -> [LiftedKey] {
        guard tx.line.dialect == .postgres else {
            try tx.script("PRAGMA defer_foreign_keys = ON")
            return []
        }
        let keys = try tx.rows(
            """
            SELECT CAST(CAST(conrelid AS regclass) AS text) AS on_table, quote_ident(conname) AS name,
            pg_get_constraintdef(oid) AS definition FROM pg_constraint
            WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 2
            """
        ).map { row in
            LiftedKey(
                table: try row.get("on_table"), name: try row.get("name"), definition: try row.get("definition"))
        }
        for key in keys { try tx.script("ALTER TABLE \(key.table) DROP CONSTRAINT \(key.name)") }
        return keys
    }

    func putBack(_ keys: [LiftedKey]) throws {
        for key in keys { try tx.script("ALTER TABLE \(key.table) ADD CONSTRAINT \(key.name) \(key.definition)") }
    }
}
