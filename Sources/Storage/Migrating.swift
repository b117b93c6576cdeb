extension Database {
    /// Runs, in the order given and in one transaction, the migrations that this database has not had yet.
    ///
    /// Throws ``MigrationChanged`` when one that it had was changed since. Several processes may do this at once.
    public func migrate(_ migrations: [Migration]) async throws {
        try await engine.alone { try Migration.run(migrations, in: $0) }
    }
}

extension Migration {
    /// What the database remembers of its migrations: their checksums by name.
    static func remembered(in tx: OpenTransaction) throws -> [String: Int64] {
        try tx.execute(
            """
            CREATE TABLE IF NOT EXISTS storage_migration (
                name TEXT NOT NULL PRIMARY KEY, checksum BIGINT NOT NULL, at_ms BIGINT NOT NULL)
            """)
        let rows = try tx.rows("SELECT name, checksum FROM storage_migration")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("name"), try $0.get("checksum")) })
    }

    static func run(_ migrations: [Migration], in tx: OpenTransaction) throws {
        let remembered = try remembered(in: tx)
        for migration in migrations {
            switch remembered[migration.name] {
            case migration.checksum: continue
            case nil: try migration.run(in: tx)
            default: throw MigrationChanged(name: migration.name)
            }
        }
    }

    private func run(in tx: OpenTransaction) throws {
        for statement in statements {
            let (text, values) = try statement.rendered(for: tx.line.dialect)
            if values.isEmpty { try tx.script(text) } else { try tx.execute(statement) }
        }
        let now: SQL =
            switch tx.line.dialect {
            case .sqlite: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
            case .postgres: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
            }
        try tx.execute("INSERT INTO storage_migration VALUES (\(name), \(checksum), \(fragment: now))")
    }
}
