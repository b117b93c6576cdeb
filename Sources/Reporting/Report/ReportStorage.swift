public import Storage
import Terms
import Journal
import Organisations
import Records
import Vault

/// The rows of reports.
public enum ReportStorage {
    /// In the order in which they must be applied.
    public static let migrations = [
        Migration(
            "reporting 1 a report has one owner and, while open, one duty",
            """
            CREATE TABLE reception (
                organisation TEXT PRIMARY KEY REFERENCES organisation(id),
                subjects TEXT NOT NULL,
                ages TEXT NOT NULL,
                forms TEXT NOT NULL,
                reach TEXT NOT NULL,
                regions TEXT NOT NULL,
                place BIGINT NOT NULL,
                fallback SMALLINT NOT NULL,
                about_nl TEXT NOT NULL,
                about_en TEXT NOT NULL,
                point TEXT
            )
            """,
            "CREATE UNIQUE INDEX reception_has_one_fallback ON reception (fallback) WHERE fallback = 1",
            """
            CREATE TABLE report (
                id TEXT PRIMARY KEY,
                look_up BYTEA NOT NULL UNIQUE,
                reporter_key BYTEA NOT NULL,
                subject TEXT NOT NULL,
                role TEXT NOT NULL,
                age TEXT NOT NULL,
                forms TEXT NOT NULL,
                municipality TEXT,
                channel TEXT NOT NULL,
                urgency TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('received', 'inReview', 'inProgress', 'closed')),
                has_contact SMALLINT NOT NULL,
                received_at BIGINT NOT NULL,
                look_due_at BIGINT NOT NULL,
                looked_at BIGINT,
                closed_at BIGINT,
                closing TEXT,
                version BIGINT NOT NULL DEFAULT 1,
                owner TEXT NOT NULL REFERENCES organisation(id),
                parties BYTEA NOT NULL,
                duty TEXT UNIQUE,
                FOREIGN KEY (duty, owner) REFERENCES duty (id, organisation) ON UPDATE CASCADE,
                CHECK ((state = 'closed') = (duty IS NULL)),
                CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
                CHECK ((state = 'closed') = (closing IS NOT NULL))
            )
            """,
            "CREATE INDEX report_by_owner ON report (owner, received_at DESC)",
            """
            CREATE TABLE hand_over (
                id TEXT PRIMARY KEY,
                report TEXT NOT NULL REFERENCES report(id),
                sender TEXT NOT NULL REFERENCES organisation(id),
                receiver TEXT NOT NULL REFERENCES organisation(id),
                state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'refused', 'withdrawn')),
                offered_at BIGINT NOT NULL,
                answered_at BIGINT,
                CHECK ((state = 'offered') = (answered_at IS NULL)),
                CHECK (sender <> receiver)
            )
            """,
            "CREATE UNIQUE INDEX hand_over_is_offered_once ON hand_over (report) WHERE state = 'offered'",
            "CREATE INDEX hand_over_by_receiver ON hand_over (receiver, state)",
            "CREATE INDEX hand_over_by_sender ON hand_over (sender, offered_at DESC)",
            """
            CREATE TABLE report_link (
                organisation TEXT NOT NULL REFERENCES organisation(id),
                one TEXT NOT NULL REFERENCES report(id),
                other TEXT NOT NULL REFERENCES report(id),
                PRIMARY KEY (organisation, one, other),
                CHECK (one < other)
            )
            """,
            "CREATE INDEX report_link_by_other ON report_link (organisation, other)"),
        Migration(
            "reporting 2 a reporter's message is answered, or it is said why not",
            "ALTER TABLE report ADD COLUMN unanswered TEXT",
            // What waited for an answer behind another step is owed as well, no later than that step.
            """
            INSERT INTO debt (object, step, due_at)
            SELECT d.object, 'answer', d.due_at FROM duty d JOIN report r ON r.duty = d.id
            WHERE d.step <> 'answer' AND (SELECT max(e.at_ms) FROM record e WHERE e.object = r.id AND e.kind = 'message'
                AND e.author = 'reporter') >= coalesce((SELECT max(e.at_ms) FROM record e WHERE e.object = r.id
                AND e.kind = 'message' AND e.author <> 'reporter'), 0)
            """,
            // Work is always owed: what waited for an answer alone is to be done afterwards.
            """
            INSERT INTO debt (object, step, due_at)
            SELECT d.object, 'act', d.due_at FROM duty d JOIN report r ON r.duty = d.id
            WHERE d.step IN ('answer', 'awaitAcceptance')
            """),
        Migration(
            "reporting 3 the server vouches for what an organisation takes and for envelopes",
            "ALTER TABLE reception ADD COLUMN word BYTEA",
            "ALTER TABLE report ADD COLUMN word BYTEA"),
        Migration(
            "reporting 4 what an organisation takes is not put back to what it was",
            "ALTER TABLE reception ADD COLUMN turn BIGINT NOT NULL DEFAULT 0"),
    ]

    /// The envelope and what decides about it; owner and offer are ``Parties``.
    static let vouched = VouchedColumns(
        "envelope", table: "report",
        columns: """
            id, look_up, subject, role, age, forms, municipality, channel, urgency, state, has_contact, received_at,
            look_due_at, looked_at, closed_at, closing, unanswered
            """)

    /// Changes a report's envelope.
    static func change(_ id: ReportID, _ set: SQL, _ vouching: Vouching, in tx: any Transaction) throws {
        try vouched.changing(id.text, vouching, in: tx) {
            try tx.execute("UPDATE report SET \(fragment: set) WHERE id = \(id)")
        }
    }

    /// The reports whose envelope somebody else wrote or changed, that the journal tells of and that are gone, that are there
    /// though nobody received them, or that tell of contact details otherwise than there are any.
    static func changed(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        let received = Act.reportReceived.code
        let rows = try tx.rows(
            """
            SELECT e.object AS id FROM journal_entry e WHERE e.act = \(received)
                AND NOT EXISTS (SELECT 1 FROM report r WHERE r.id = e.object)
            UNION SELECT r.id FROM report r WHERE NOT EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = r.id AND e.act = \(received))
            UNION SELECT r.id FROM report r WHERE (r.has_contact = 1) <> EXISTS (
                SELECT 1 FROM record c WHERE c.object = r.id AND c.kind = \(RecordKind.contact.code)
                AND c.sealed IS NOT NULL)
            ORDER BY id
            """)
        return try vouched.unvouched(vouching, in: tx) + rows.map { try $0.get("id") }
    }

    static let columns: SQL = """
        r.id, r.subject, r.role, r.age, r.forms, r.municipality, r.channel, r.urgency, r.state, r.owner,
        r.has_contact, r.received_at, r.closed_at, r.closing, r.unanswered
        """

    static func envelope(_ row: Row) throws -> Envelope {
        Envelope(
            id: try row.get("id"), subject: try row.get("subject"), role: try row.get("role"),
            age: try row.get("age"), forms: try forms(row.get("forms")),
            municipality: try row.get("municipality"), channel: try row.get("channel"),
            urgency: try row.get("urgency"), state: try row.get("state"), owner: try row.get("owner"),
            hasContact: try row.get("has_contact"), receivedAt: try row.get("received_at"),
            closedAt: try row.get("closed_at"), closing: try row.get("closing"),
            unanswered: try row.get("unanswered"))
    }

    /// Forms are kept as their codes, sorted, with a comma between.
    static func text(_ forms: Set<ExploitationForm>) -> String { forms.map(\.rawValue).sorted().joined(separator: ",") }

    static func forms(_ text: String) throws -> Set<ExploitationForm> {
        Set(
            try text.split(separator: ",").map { code in
                guard let form = ExploitationForm(rawValue: String(code)) else { throw StorageError.malformed("forms") }
                return form
            })
    }

    static func envelope(of id: ReportID, in tx: any Transaction) throws -> Envelope? {
        try tx.row("SELECT \(fragment: columns) FROM report r WHERE r.id = \(id)").map(envelope)
    }

    /// How often the report went on: every deed and everything that the reporter does raises it.
    static func version(of id: ReportID, in tx: any Transaction) throws -> Int64 {
        try tx.value("SELECT version FROM report WHERE id = \(id)", as: Int64.self) ?? 0
    }

    /// An organisation's own report by its reference, however it was typed; absent when there is none, or when it names
    /// several.
    static func report(
        named typed: String, of organisation: OrganisationID, in tx: any Transaction
    ) throws -> ReportID? {
        let digits = typed.filter { $0.isLetter || $0.isNumber }.lowercased()
        let found = try tx.rows(
            "SELECT id FROM report WHERE owner = \(organisation) AND substr(id, 5, 8) = \(digits) LIMIT 2"
        )
        return found.count == 1 ? try found[0].get("id") : nil
    }

    /// Whom the reporter's side of a report is sealed to.
    static func reporter(of id: ReportID, _ vouching: Vouching, in tx: any Transaction) throws -> Recipient {
        guard let key = try tx.value("SELECT reporter_key FROM report WHERE id = \(id)", as: [UInt8].self) else {
            throw ReportRefusal.noSuchReceipt
        }
        return Recipient(party: .reporter, epoch: 0, key: try vouching.key(in: key, binding(ofReporter: id)))
    }

    /// The reports whose reporter's key is not the one that came with the receipt.
    static func unvouchedKeys(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        var found: [String] = []
        var after = ""
        while true {
            let rows = try tx.rows("SELECT id, reporter_key FROM report WHERE id > \(after) ORDER BY id LIMIT 1000")
            guard let last = rows.last else { return found }
            for row in rows {
                let id: ReportID = try row.get("id")
                let stored: [UInt8] = try row.get("reporter_key")
                if (try? vouching.key(in: stored, binding(ofReporter: id))) == nil { found.append(id.text) }
            }
            after = try last.get("id", as: String.self)
        }
    }

    /// Whose the reporter's public key is, as the server vouches for it.
    static func binding(ofReporter id: ReportID) -> Binding { Binding("public key", "reporter", id.text) }

    /// The organisation to which a report is offered now.
    static func offeredTo(_ id: ReportID, in tx: any Transaction) throws -> OrganisationID? {
        try tx.value(
            "SELECT receiver FROM hand_over WHERE report = \(id) AND state = 'offered'", as: OrganisationID.self)
    }

    /// How many reports there are in the installation.
    public static func count(in tx: any Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM report") ?? 0
    }

    /// A short list kept in one column (`a,b,c`), which says more than ten columns would.
    static func list<C: Coded>(_ codes: Set<C>) -> String { codes.map(\.rawValue).sorted().joined(separator: ",") }
}
