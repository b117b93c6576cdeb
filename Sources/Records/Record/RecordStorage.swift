import Organisations
public import Storage

/// The tables of the room.
public enum RecordStorage {
    /// In the order in which they must be applied.
    public static let migrations = [
        Migration(
            "records 1 contents are sealed records in compartments",
            """
            CREATE TABLE compartment (
                id TEXT PRIMARY KEY,
                object TEXT NOT NULL,
                kind TEXT NOT NULL,
                opened_at BIGINT NOT NULL,
                closed_at BIGINT,
                word BYTEA NOT NULL
            )
            """,
            "CREATE INDEX compartment_by_object ON compartment (object, kind, opened_at)",
            """
            CREATE TABLE compartment_grant (
                compartment TEXT NOT NULL REFERENCES compartment(id),
                party TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                sealed BYTEA NOT NULL,
                PRIMARY KEY (compartment, party, epoch)
            )
            """,
            """
            CREATE TABLE record (
                id TEXT PRIMARY KEY,
                compartment TEXT NOT NULL REFERENCES compartment(id),
                object TEXT NOT NULL,
                kind TEXT NOT NULL,
                author TEXT NOT NULL,
                at_ms BIGINT NOT NULL,
                replaces TEXT REFERENCES record(id),
                sealed BYTEA,
                digest BYTEA NOT NULL,
                destroyed_at BIGINT,
                CHECK ((sealed IS NULL) = (destroyed_at IS NOT NULL))
            )
            """,
            "CREATE INDEX record_by_object ON record (object, at_ms)",
            "CREATE INDEX record_by_compartment ON record (compartment)"),
        Migration(
            "records 2 attachments are kept in sealed chunks",
            """
            CREATE TABLE attachment (
                id TEXT PRIMARY KEY,
                object TEXT,
                header BYTEA NOT NULL,
                staged_until BIGINT,
                complete SMALLINT NOT NULL,
                CHECK ((object IS NULL) = (staged_until IS NOT NULL))
            )
            """,
            "CREATE INDEX attachment_by_staging ON attachment (staged_until)",
            """
            CREATE TABLE attachment_chunk (
                attachment TEXT NOT NULL REFERENCES attachment(id) ON DELETE CASCADE,
                place BIGINT NOT NULL,
                sealed BYTEA NOT NULL,
                PRIMARY KEY (attachment, place)
            )
            """),
        Migration(
            "records 3 an organisation searches over blind tokens",
            """
            CREATE TABLE search_token (
                organisation TEXT NOT NULL REFERENCES organisation(id),
                token BYTEA NOT NULL,
                object TEXT NOT NULL,
                PRIMARY KEY (organisation, token, object)
            )
            """,
            "CREATE INDEX search_token_by_object ON search_token (object)",
            """
            CREATE TABLE search_indexed (
                organisation TEXT NOT NULL REFERENCES organisation(id),
                record TEXT NOT NULL REFERENCES record(id),
                PRIMARY KEY (organisation, record)
            )
            """),
        Migration(
            "records 4 a file that waits to be sent has an end that nothing moves",
            "ALTER TABLE attachment ADD COLUMN staged_last BIGINT",
            "UPDATE attachment SET staged_last = staged_until WHERE object IS NULL"),
        Migration(
            "records 5 the versions of a record follow one another",
            "CREATE UNIQUE INDEX record_is_replaced_once ON record (replaces) WHERE replaces IS NOT NULL"),
        Migration(
            "records 6 the files of an object are found without reading them all",
            "CREATE INDEX attachment_by_object ON attachment (object) WHERE object IS NOT NULL"),
        Migration(
            "records 7 letters and numbers are folded otherwise, so that everything is indexed anew",
            "DELETE FROM search_token",
            "DELETE FROM search_indexed"),
        Migration(
            "records 8 the server vouches for who wrote a record, when, and where it belongs",
            "ALTER TABLE record ADD COLUMN word BYTEA"),
        Migration(
            "records 9 a file says how many bytes it holds, and of which room",
            "ALTER TABLE attachment ADD COLUMN room TEXT",
            "ALTER TABLE attachment ADD COLUMN held BIGINT NOT NULL DEFAULT 0"),
    ]

    /// What of a record no journal entry repeats. That it is empty is not among them: what empties records is journaled.
    static let vouched = VouchedColumns(
        "record row", table: "record", columns: "id, compartment, object, kind, author, at_ms, replaces, digest")
}
