import Journal
public import Records
import Storage
public import Terms
import Vault

/// That something was there and who wrote it withdrew it: who, what kind of thing, when (Dutch: teruggenomen). What it
/// said is gone for everybody.
public struct Withdrawn: Sendable {
    public let id: RecordID
    public let kind: RecordKind
    /// Absent for what was written with a question or a meeting.
    public let compartment: Compartment?
    public let author: Author
    /// When it was written.
    public let at: Instant
    /// The version that it had taken the place of; when nothing else did so since, that one stands again.
    public let replaces: RecordID?
    public let withdrawnBy: Author
    public let withdrawnAt: Instant

    init(_ withdrawal: Withdrawal, author: Author, by withdrawer: Author) {
        id = withdrawal.record
        kind = withdrawal.kind
        compartment = Compartment(rawValue: withdrawal.compartment.code)
        self.author = author
        at = withdrawal.at
        replaces = withdrawal.replaces
        withdrawnBy = withdrawer
        withdrawnAt = withdrawal.withdrawnAt
    }
}

/// A withdrawal as its row and the emptied record's tell it.
///
/// An emptied record has no ciphertext left that binds who wrote it and what it replaced, so the server vouches for both:
/// whoever can write to the database can neither put it in another's name nor hide another record behind it.
struct Withdrawal: Sendable {
    let record: RecordID
    let object: String
    let compartment: CompartmentKind
    let kind: RecordKind
    let author: Actor
    let at: Instant
    let replaces: RecordID?
    let member: MemberID
    let withdrawnAt: Instant

    init(_ version: RecordVersion, in compartment: CompartmentKind, by member: MemberID, at now: Instant) {
        record = version.id
        object = version.object
        self.compartment = compartment
        kind = version.kind
        author = version.author
        at = version.at
        replaces = version.replaces
        self.member = member
        withdrawnAt = now
    }

    init(_ row: Row) throws {
        record = try row.get("id")
        object = try row.get("object")
        compartment = CompartmentKind(try row.get("compartment_kind"))
        kind = RecordKind(try row.get("kind"))
        author = try Actor(text: try row.get("author"))
        at = try row.get("at_ms")
        replaces = try row.get("replaces")
        member = try row.get("member")
        withdrawnAt = try row.get("withdrawn_at")
    }

    var binding: Binding {
        Binding(
            "withdrawal", record.text, object, compartment.code, kind.code, author.text, String(at.milliseconds),
            replaces?.text ?? "", member.text, String(withdrawnAt.milliseconds))
    }
}

/// The rows of withdrawals.
enum WithdrawalStorage {
    static let migration = Migration(
        "collaboration 6 what its writer withdrew stays visible as withdrawn",
        """
        CREATE TABLE withdrawal (
            record TEXT PRIMARY KEY REFERENCES record(id),
            object TEXT NOT NULL,
            member TEXT NOT NULL REFERENCES member(id),
            withdrawn_at BIGINT NOT NULL,
            word BYTEA NOT NULL
        )
        """,
        "CREATE INDEX withdrawal_by_object ON withdrawal (object)")

    private static let rows: SQL = """
        SELECT r.id, w.object, r.compartment, c.kind AS compartment_kind, r.kind, r.author, r.at_ms, r.replaces, w.member,
        w.withdrawn_at, w.word FROM withdrawal w JOIN record r ON r.id = w.record JOIN compartment c ON c.id = r.compartment
        """

    static func insert(_ withdrawal: Withdrawal, _ vouching: Vouching, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO withdrawal (record, object, member, withdrawn_at, word)
            VALUES (\(withdrawal.record), \(withdrawal.object), \(withdrawal.member), \(withdrawal.withdrawnAt),
                    \(vouching.word(for: withdrawal.binding)))
            """)
    }

    static func holds(_ record: RecordID, in tx: any Transaction) throws -> Bool {
        try tx.row("SELECT record FROM withdrawal WHERE record = \(record)") != nil
    }

    /// What was withdrawn of an object in the open compartments, as it was written. What somebody else put there is left
    /// out, and named by ``unvouched(_:in:)``.
    static func withdrawals(
        of object: String, in compartments: [OpenCompartment], _ vouching: Vouching, _ tx: any Transaction
    ) throws -> [Withdrawal] {
        let open = Set(compartments.map(\.id))
        return try tx.rows("\(fragment: rows) WHERE w.object = \(object) ORDER BY r.at_ms, r.id").compactMap { row in
            guard open.contains(try row.get("compartment")) else { return nil }
            return try vouched(row, vouching)
        }
    }

    /// Nothing is told about an object any more.
    static func forget(_ object: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM withdrawal WHERE object = \(object)")
    }

    /// Nothing is told about what was withdrawn in one part of an object any more.
    static func forget(_ part: CompartmentKind, of object: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            DELETE FROM withdrawal WHERE record IN (
                SELECT r.id FROM record r JOIN compartment c ON c.id = r.compartment
                WHERE c.object = \(object) AND c.kind = \(part.code))
            """)
    }

    /// Withdrawals that somebody else wrote, and withdrawn records whose withdrawal somebody took out, so that nobody
    /// sees it any more.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        let planted: [String] = try tx.rows("\(fragment: rows) ORDER BY r.id").compactMap { row in
            try vouched(row, vouching) == nil ? row.get("id", as: String.self) : nil
        }
        let hidden: [String] = try tx.rows(
            """
            SELECT r.id FROM record r JOIN compartment c ON c.id = r.compartment
            JOIN journal_entry e ON e.object = r.object AND e.digest = r.digest
            WHERE e.act = \(Act.recordWithdrawn.code) AND r.sealed IS NULL
            AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.record = r.id)
            AND NOT EXISTS (
                SELECT 1 FROM journal_entry d WHERE d.object = r.object
                AND (d.act IN \(list: [Act.dossierDestroyed, .taskDestroyed].map(\.code))
                    OR (d.act = \(Act.partDestroyed.code) AND d.at_ms >= e.at_ms
                        AND substr(d.basis, 1, length(c.kind) + 1) = c.kind || '.')))
            ORDER BY r.id LIMIT 1000
            """
        ).map { try $0.get("id") }
        return planted + hidden
    }

    private static func vouched(_ row: Row, _ vouching: Vouching) throws -> Withdrawal? {
        let withdrawal = try Withdrawal(row)
        return vouching.gave(try row.get("word"), for: withdrawal.binding) ? withdrawal : nil
    }
}
