extension Schema {
    /// Everything in the schema, as the engine's catalogue tells it.
    func objects() throws -> Set<SchemaObject> {
        let rows: [Row] =
            switch tx.line.dialect {
            case .sqlite: try tx.rows(Self.sqlite)
            case .postgres: try Self.postgres.flatMap { try tx.rows($0) }
            }
        return Set(
            try rows.map { SchemaObject(name: try $0.get("name"), definition: try $0.get("definition")) })
    }

    /// SQLite keeps the words in which each object was made. What it gathers about the distribution of values is not ours.
    private static let sqlite: SQL = """
        SELECT type || ' ' || name AS name, tbl_name || ' ' || coalesce(sql, '') AS definition FROM sqlite_master
        WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')
        """

    /// Of PostgreSQL's own catalogue: what stands in the schema that is worked in, and belongs to no extension.
    private static let postgres: [SQL] = [
        """
        SELECT 'table ' || c.relname AS name, CAST(c.relkind AS text) || ' ' || CAST(c.relrowsecurity AS text)
            || CAST(c.relforcerowsecurity AS text) || CAST(c.relispartition AS text) AS definition
        FROM pg_class c WHERE c.relnamespace = CAST(current_schema() AS regnamespace)
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT \(fragment: isExtension("c.oid"))
        """,
        """
        SELECT 'column ' || c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) || ' '
            || CAST(a.attnotnull AS text) || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' '
            || CAST(a.attgenerated AS text) || CAST(a.attidentity AS text) || CAST(a.attcollation AS text) AS definition
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND a.attnum > 0 AND NOT a.attisdropped AND NOT \(fragment: isExtension("c.oid"))
        """,
        """
        SELECT 'rule ' || conname || ' of ' || CAST(c.relname AS text) AS name,
            \(fragment: unqualified("pg_get_constraintdef(o.oid)")) || ' ' || CAST(o.convalidated AS text) AS definition
        FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
        WHERE o.connamespace = CAST(current_schema() AS regnamespace) AND NOT \(fragment: isExtension("c.oid"))
        """,
        """
        SELECT 'index ' || c.relname AS name, \(fragment: unqualified("pg_get_indexdef(i.indexrelid)")) || ' '
            || CAST(i.indisvalid AND i.indisready AS text) AS definition
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND NOT \(fragment: isExtension("i.indrelid"))
        """,
        // A foreign key is kept by triggers of PostgreSQL's own, which can be switched off.
        """
        SELECT 'trigger ' || CASE WHEN t.tgisinternal THEN 'of a rule of ' || c.relname ELSE t.tgname END AS name,
            CAST(t.tgenabled AS text) || ' ' || c.relname AS definition
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND (NOT t.tgisinternal OR t.tgenabled <> 'O')
        """,
        """
        SELECT 'rewriting ' || r.rulename AS name, CAST(r.ev_enabled AS text) || ' ' || c.relname AS definition
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND NOT \(fragment: isExtension("c.oid"))
        """,
        """
        SELECT 'policy ' || p.polname AS name, CAST(c.relname AS text) AS definition
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace)
        """,
        """
        SELECT 'function ' || p.proname AS name, CAST(p.oid AS text) AS definition FROM pg_proc p
        WHERE p.pronamespace = CAST(current_schema() AS regnamespace) AND NOT \(fragment: isExtension("p.oid"))
        """,
        """
        SELECT 'operator ' || o.oprname AS name, CAST(o.oid AS text) AS definition FROM pg_operator o
        WHERE o.oprnamespace = CAST(current_schema() AS regnamespace) AND NOT \(fragment: isExtension("o.oid"))
        """,
    ]

    private static func isExtension(_ id: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM pg_depend x WHERE x.objid = \(fragment: id) AND x.deptype = 'e')"
    }

    /// A definition without the name of the schema that is worked in; the one of temporary tables has a name of its own.
    private static func unqualified(_ definition: SQL) -> SQL {
        "replace(replace(\(fragment: definition), quote_ident(current_schema()) || '.', ''), 'pg_temp.', '')"
    }
}
