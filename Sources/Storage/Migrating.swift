extension Database {
    /// Runs, in the order given and in one transaction, the migrations that this database has not had yet.
    ///
    /// Throws ``MigrationChanged`` when one that it had was changed since or is none of these, and ``StrangeSchema`` when
    /// the schema was changed by somebody else. Several processes may do this at once. From then on the schema is watched.
    public func migrate(_ migrations: [Migration]) async throws {
        await engine.watch(for: nil)
        let strangers = try await strangers(beside: migrations)
        guard strangers.isEmpty else { throw StrangeSchema(names: strangers) }
        let had = try await engine.alone { tx in
            try Migration.run(migrations, in: tx)
            try Database.proveWritable(in: tx)
            return try Schema(tx: tx).remembered(among: migrations)
        }
        await engine.watch(for: try await engine.reference(had))
    }

    /// What stands in the schema and was not made by these migrations, was changed since, or is missing, by name.
    ///
    /// Throws ``MigrationChanged`` when the database had a migration that is none of these.
    public func strangers(beside migrations: [Migration]) async throws -> [String] {
        let (had, objects) = try await had(among: migrations)
        let isNew = !objects.contains { $0.name == SchemaObject.memory }
        let reference = isNew ? [] : try await engine.reference(had)
        return Set(objects.symmetricDifference(reference).map(\.name)).sorted()
    }

    /// The migrations that the database had, in the order in which it took them, and its schema.
    private func had(among migrations: [Migration]) async throws -> (had: [Migration], objects: Set<SchemaObject>) {
        try await engine.read { tx in
            let schema = Schema(tx: tx)
            let objects = try schema.objects()
            guard objects.contains(where: { $0.name == SchemaObject.memory }) else { return ([], objects) }
            return (try schema.remembered(among: migrations), objects)
        }
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
