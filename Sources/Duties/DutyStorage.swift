public import Storage

extension Duties {
    /// In the order in which they must be applied.
    public static let migrations = [
        Migration(
            "duties 1 what is open has one owner, one next step and a due time",
            """
            CREATE TABLE duty (
                id TEXT PRIMARY KEY,
                object TEXT NOT NULL UNIQUE,
                organisation TEXT NOT NULL REFERENCES organisation(id),
                member TEXT REFERENCES member(id),
                step TEXT NOT NULL,
                urgency TEXT NOT NULL,
                rank SMALLINT NOT NULL,
                due_at BIGINT NOT NULL,
                escalation SMALLINT NOT NULL DEFAULT 0,
                UNIQUE (id, organisation)
            )
            """,
            "CREATE INDEX duty_by_organisation ON duty (organisation, rank, due_at, id)",
            "CREATE INDEX duty_by_due ON duty (escalation, due_at)"),
        Migration(
            "duties 2 a day shows what is whose",
            "CREATE INDEX duty_by_member ON duty (member, due_at) WHERE member IS NOT NULL",
            """
            CREATE INDEX duty_of_nobody ON duty (organisation, due_at)
            WHERE member IS NULL AND substr(object, 1, 4) <> 'rep_'
            """),
        Migration(
            "duties 3 an object owes several things, each with its due time",
            """
            CREATE TABLE debt (
                object TEXT NOT NULL REFERENCES duty(object),
                step TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                PRIMARY KEY (object, step)
            )
            """,
            "INSERT INTO debt (object, step, due_at) SELECT object, step, due_at FROM duty",
            "DROP INDEX duty_of_nobody",
            "CREATE INDEX duty_of_nobody ON duty (organisation, due_at, id) WHERE member IS NULL"),
        Migration(
            "duties 4 what somebody had taken on who cannot go on with it is nobody's",
            """
            UPDATE duty SET member = NULL WHERE member IN (
                SELECT id FROM member WHERE state <> 'active' OR role NOT IN ('intake', 'coordinator'))
            """),
    ]
}

extension Duties {
    /// The objects of a table that are open and have not the duty that they owe: somebody took it away, or moved it to
    /// another organisation or object. The database forbids it; this is for who went around the database's rules.
    ///
    /// - Parameters:
    ///   - state: What an open one answers to.
    ///   - owner: The column of whoever must do it.
    public static func missing(of table: SQL, state: SQL, owner: SQL, in tx: any Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT o.id FROM \(fragment: table) o WHERE o.\(fragment: state) AND NOT EXISTS (
                SELECT 1 FROM duty u WHERE u.id = o.duty AND u.object = o.id AND u.organisation = o.\(fragment: owner))
            ORDER BY o.id
            """
        ).map { try $0.get("id", as: String.self) }
    }
}
