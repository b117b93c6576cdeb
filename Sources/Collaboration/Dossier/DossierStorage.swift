import Journal
import Organisations
public import Storage
import Terms
import Vault

/// The rows of dossiers.
public enum DossierStorage {
    /// In the order in which they must be applied.
    public static let migrations = [
        Migration(
            "collaboration 1 a dossier has one coordinating organisation and, until closed, one duty",
            """
            CREATE TABLE dossier (
                id TEXT PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('open', 'watched', 'closed')),
                urgency TEXT NOT NULL,
                age TEXT NOT NULL,
                forms TEXT NOT NULL,
                municipality TEXT,
                opened_at BIGINT NOT NULL,
                closed_at BIGINT,
                result TEXT,
                step_due BIGINT NOT NULL,
                review_by BIGINT,
                keep_until BIGINT,
                destroyed_at BIGINT,
                version BIGINT NOT NULL DEFAULT 1,
                coordinator TEXT NOT NULL REFERENCES organisation(id),
                roster BYTEA NOT NULL,
                duty TEXT UNIQUE,
                FOREIGN KEY (duty, coordinator) REFERENCES duty (id, organisation) ON UPDATE CASCADE,
                CHECK ((state = 'closed') = (duty IS NULL)),
                CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
                CHECK ((state = 'closed') = (result IS NOT NULL)),
                CHECK (destroyed_at IS NULL OR state = 'closed')
            )
            """,
            "CREATE INDEX dossier_by_coordinator ON dossier (coordinator, state, opened_at DESC)",
            "CREATE INDEX dossier_to_destroy ON dossier (coordinator, keep_until) WHERE keep_until IS NOT NULL",
            """
            CREATE TABLE dossier_report (
                dossier TEXT NOT NULL REFERENCES dossier(id),
                report TEXT NOT NULL REFERENCES report(id),
                PRIMARY KEY (dossier, report)
            )
            """,
            "CREATE INDEX dossier_by_report ON dossier_report (report)",
            """
            CREATE TABLE dossier_part (
                dossier TEXT NOT NULL REFERENCES dossier(id),
                compartment TEXT NOT NULL,
                keeper TEXT NOT NULL REFERENCES organisation(id),
                PRIMARY KEY (dossier, compartment)
            )
            """,
            "CREATE INDEX dossier_part_by_keeper ON dossier_part (keeper, dossier)",
            """
            CREATE TABLE admission (
                id TEXT PRIMARY KEY,
                dossier TEXT NOT NULL REFERENCES dossier(id),
                compartment TEXT NOT NULL,
                organisation TEXT NOT NULL REFERENCES organisation(id),
                basis TEXT NOT NULL,
                since BIGINT NOT NULL,
                until BIGINT NOT NULL,
                earlier SMALLINT NOT NULL,
                ended_at BIGINT,
                FOREIGN KEY (dossier, compartment) REFERENCES dossier_part (dossier, compartment),
                CHECK (until > since)
            )
            """,
            """
            CREATE UNIQUE INDEX admission_is_given_once ON admission (dossier, compartment, organisation)
            WHERE ended_at IS NULL
            """,
            "CREATE INDEX admission_by_organisation ON admission (organisation, dossier) WHERE ended_at IS NULL",
            "CREATE INDEX admission_by_end ON admission (until) WHERE ended_at IS NULL"),
        Migration(
            "collaboration 2 a task has one responsible organisation and, while open, one duty",
            """
            CREATE TABLE dossier_task (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('action', 'consultation', 'meeting', 'transfer')),
                dossier TEXT REFERENCES dossier(id),
                compartment TEXT,
                meeting TEXT REFERENCES dossier_task(id),
                asker TEXT NOT NULL REFERENCES organisation(id),
                responsible TEXT NOT NULL REFERENCES organisation(id),
                state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'withdrawn')),
                asked_at BIGINT NOT NULL,
                held_at BIGINT,
                ended_at BIGINT,
                warm_until BIGINT,
                basis TEXT,
                version BIGINT NOT NULL DEFAULT 1,
                parties BYTEA NOT NULL,
                duty TEXT UNIQUE,
                FOREIGN KEY (duty, responsible) REFERENCES duty (id, organisation) ON UPDATE CASCADE,
                CHECK ((state = 'open') = (duty IS NOT NULL)),
                CHECK ((state = 'open') = (ended_at IS NULL)),
                CHECK (kind <> 'transfer' OR (dossier IS NOT NULL AND asker <> responsible)),
                CHECK (kind <> 'meeting' OR held_at IS NOT NULL)
            )
            """,
            "CREATE INDEX dossier_task_of_dossier ON dossier_task (dossier, asked_at)",
            "CREATE INDEX dossier_task_of_meeting ON dossier_task (meeting)",
            "CREATE INDEX dossier_task_by_asker ON dossier_task (asker, asked_at) WHERE state = 'open'",
            "CREATE INDEX dossier_task_by_responsible ON dossier_task (responsible, asked_at)",
            "CREATE UNIQUE INDEX transfer_is_offered_once ON dossier_task (dossier) WHERE kind = 'transfer' AND state = 'open'",
            """
            CREATE TABLE meeting_party (
                meeting TEXT NOT NULL REFERENCES dossier_task(id),
                organisation TEXT NOT NULL REFERENCES organisation(id),
                PRIMARY KEY (meeting, organisation)
            )
            """,
            "CREATE INDEX meeting_by_party ON meeting_party (organisation)"),
        Migration(
            "collaboration 3 nothing is destroyed by one person alone",
            """
            CREATE TABLE destruction (
                id TEXT PRIMARY KEY,
                dossier TEXT NOT NULL REFERENCES dossier(id),
                record TEXT REFERENCES record(id),
                organisation TEXT NOT NULL REFERENCES organisation(id),
                reason TEXT NOT NULL,
                proposed_by TEXT NOT NULL REFERENCES member(id),
                proposed_at BIGINT NOT NULL,
                ended_by TEXT REFERENCES member(id),
                ended_at BIGINT,
                done SMALLINT NOT NULL DEFAULT 0,
                CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
                CHECK (done = 0 OR (ended_by IS NOT NULL AND ended_by <> proposed_by))
            )
            """,
            """
            CREATE UNIQUE INDEX destruction_is_proposed_once ON destruction (dossier, coalesce(record, ''))
            WHERE ended_at IS NULL
            """,
            "CREATE INDEX destruction_by_organisation ON destruction (organisation, proposed_at)"),
        Migration(
            "collaboration 4 a proposal to destroy carries the server's word",
            "ALTER TABLE destruction ADD COLUMN word BYTEA"),
        Migration(
            "collaboration 5 a search looks only where something is not findable yet",
            """
            CREATE TABLE dossier_unindexed (
                organisation TEXT NOT NULL REFERENCES organisation(id),
                dossier TEXT NOT NULL REFERENCES dossier(id),
                PRIMARY KEY (organisation, dossier)
            )
            """,
            "CREATE INDEX dossier_unindexed_by_dossier ON dossier_unindexed (dossier)",
            """
            INSERT INTO dossier_unindexed (organisation, dossier)
            SELECT coordinator, id FROM dossier WHERE destroyed_at IS NULL
            UNION SELECT organisation, dossier FROM admission WHERE ended_at IS NULL
            UNION SELECT keeper, dossier FROM dossier_part
            """),
        Migration(
            "collaboration 6 a dossier owes its work and another look at safety at the same time",
            """
            UPDATE debt SET due_at = (SELECT d.step_due FROM dossier d WHERE d.id = debt.object)
            WHERE step IN ('begin', 'act', 'lookAgain') AND object IN (SELECT id FROM dossier)
            """,
            """
            INSERT INTO debt (object, step, due_at)
            SELECT d.id, CASE WHEN d.state = 'watched' THEN 'lookAgain' ELSE 'act' END, d.step_due
            FROM dossier d JOIN duty u ON u.id = d.duty WHERE u.step IN ('review', 'awaitAcceptance')
            """,
            """
            INSERT INTO debt (object, step, due_at) SELECT d.id, 'review', d.review_by
            FROM dossier d JOIN duty u ON u.id = d.duty WHERE d.review_by IS NOT NULL AND u.step <> 'review'
            """,
            """
            UPDATE duty SET due_at = (SELECT min(b.due_at) FROM debt b WHERE b.object = duty.object),
            step = (SELECT b.step FROM debt b WHERE b.object = duty.object ORDER BY b.due_at, b.step LIMIT 1)
            WHERE object IN (SELECT id FROM dossier)
            """,
            "ALTER TABLE dossier DROP COLUMN step_due"),
        Migration(
            "collaboration 7 of the end of a share is told a week before and a day before, each once",
            "ALTER TABLE admission ADD COLUMN foretold SMALLINT NOT NULL DEFAULT 0"),
        Migration(
            "collaboration 8 who is invited to a meeting says whether they come",
            "ALTER TABLE meeting_party ADD COLUMN comes SMALLINT"),
        WithdrawalStorage.migration,
        Migration(
            "collaboration 9 letters and numbers are folded otherwise, so that every dossier is indexed anew",
            """
            INSERT INTO dossier_unindexed (organisation, dossier)
            SELECT r.organisation, r.dossier FROM (
                SELECT coordinator AS organisation, id AS dossier FROM dossier
                UNION SELECT organisation, dossier FROM admission WHERE ended_at IS NULL
                UNION SELECT keeper, dossier FROM dossier_part
            ) r JOIN dossier d ON d.id = r.dossier WHERE d.destroyed_at IS NULL
            ON CONFLICT DO NOTHING
            """),
        RetentionStorage.migration,
        Migration(
            "collaboration 11 the server vouches for a dossier's envelope and for the reports that it goes on with",
            "ALTER TABLE dossier ADD COLUMN word BYTEA",
            "ALTER TABLE dossier_report ADD COLUMN word BYTEA"),
    ]

    /// The envelope and what decides about it; who coordinates and who reads is the ``Roster``.
    static let vouched = VouchedColumns(
        "dossier", table: "dossier",
        columns: """
            id, state, urgency, age, forms, municipality, opened_at, closed_at, result, review_by, destroyed_at
            """)

    /// Changes a dossier's envelope; how many rows the change found.
    @discardableResult
    static func change(
        _ id: DossierID, _ set: SQL, where condition: SQL = "1 = 1", _ vouching: Vouching, in tx: any Transaction
    ) throws -> Int {
        try vouched.changing(id.text, vouching, in: tx) {
            try tx.execute("UPDATE dossier SET \(fragment: set) WHERE id = \(id) AND \(fragment: condition)")
        }
    }

    /// The dossiers whose envelope somebody else wrote or changed, that the journal tells of and that are gone, or that
    /// nobody opened.
    static func changed(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        let opened = Act.dossierOpened.code
        let rows = try tx.rows(
            """
            SELECT e.object AS id FROM journal_entry e WHERE e.act = \(opened)
                AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = e.object)
            UNION SELECT d.id FROM dossier d WHERE NOT EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = d.id AND e.act = \(opened))
            ORDER BY id
            """)
        return try vouched.unvouched(vouching, in: tx) + rows.map { try $0.get("id") }
    }

    static let columns: SQL = """
        d.id, d.state, d.urgency, d.age, d.forms, d.municipality, d.coordinator, d.opened_at, d.closed_at, d.result,
        d.version
        """

    static func envelope(_ row: Row) throws -> DossierEnvelope {
        DossierEnvelope(
            id: try row.get("id"), state: try row.get("state"), urgency: try row.get("urgency"),
            age: try row.get("age"), forms: try forms(row.get("forms")), municipality: try row.get("municipality"),
            coordinator: try row.get("coordinator"), openedAt: try row.get("opened_at"),
            closedAt: try row.get("closed_at"), result: try row.get("result"), version: try row.get("version"))
    }

    /// Throws ``DossierAbsent``.
    static func envelope(of id: DossierID, in tx: any Transaction) throws -> DossierEnvelope {
        guard
            let row = try tx.row(
                "SELECT \(fragment: columns) FROM dossier d WHERE d.id = \(id) AND d.destroyed_at IS NULL")
        else { throw DossierAbsent() }
        return try envelope(row)
    }

    static func raiseVersion(of id: DossierID, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier SET version = version + 1 WHERE id = \(id)")
    }

    /// Forms are kept as their codes, sorted, with a comma between.
    static func text(_ forms: Set<ExploitationForm>) -> String { forms.map(\.rawValue).sorted().joined(separator: ",") }

    private static func forms(_ text: String) throws -> Set<ExploitationForm> {
        Set(
            try text.split(separator: ",").map { code in
                guard let form = ExploitationForm(rawValue: String(code)) else { throw StorageError.malformed("forms") }
                return form
            })
    }
}
