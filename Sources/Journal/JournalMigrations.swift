import Storage

/// The journal's tables.
enum JournalMigrations {
    static let all: [Migration] = [
        Migration(
            "journal 1 entries are kept in order",
            """
            CREATE TABLE journal_entry (
                id TEXT NOT NULL PRIMARY KEY,
                at_ms BIGINT NOT NULL,
                actor TEXT NOT NULL,
                organisation TEXT,
                role TEXT,
                act TEXT NOT NULL,
                object TEXT NOT NULL,
                basis TEXT,
                digest BYTEA,
                mac BYTEA NOT NULL,
                position BIGINT
            )
            """,
            // Partial indexes: recording an entry touches one of them, placing it the others.
            "CREATE INDEX journal_entry_unplaced ON journal_entry (at_ms, id) WHERE position IS NULL",
            "CREATE UNIQUE INDEX journal_entry_placed ON journal_entry (position) WHERE position IS NOT NULL",
            """
            CREATE INDEX journal_entry_of_organisation ON journal_entry (organisation, position)
            WHERE position IS NOT NULL
            """,
            "CREATE INDEX journal_entry_on_object ON journal_entry (object, position)",
            """
            CREATE TABLE journal_node (
                level SMALLINT NOT NULL,
                place BIGINT NOT NULL,
                hash BYTEA NOT NULL,
                PRIMARY KEY (level, place)
            )
            """,
            """
            CREATE TABLE journal_head (
                size BIGINT NOT NULL PRIMARY KEY,
                root BYTEA NOT NULL,
                at_ms BIGINT NOT NULL,
                signature BYTEA NOT NULL
            )
            """,
            "CREATE TABLE journal_lock (id SMALLINT NOT NULL PRIMARY KEY, taken BIGINT NOT NULL)",
            "INSERT INTO journal_lock (id, taken) VALUES (1, 0)"
        )
    ]
}
