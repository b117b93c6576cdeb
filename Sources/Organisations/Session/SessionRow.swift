import Journal
import Storage
import Terms
import Vault

/// A session's row. The server vouches for all of it: whoever can write to the database logs nobody in.
///
/// That it ended stands in the journal: its own end, and how often all of the member's sessions did. So one put back ends
/// nothing of that.
struct SessionRow: Sendable {
    /// Sessions from before end: who was logged in logs in again.
    static let migrations = [
        Migration(
            "organisations 5 a session bears the server's word",
            "DROP TABLE session",
            """
            CREATE TABLE session (
                token_hash BYTEA PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                member TEXT NOT NULL REFERENCES member(id),
                organisation TEXT NOT NULL REFERENCES organisation(id),
                wrapped_key BYTEA NOT NULL,
                begun_at BIGINT NOT NULL,
                used_at BIGINT NOT NULL,
                ends BIGINT NOT NULL,
                word BYTEA NOT NULL
            )
            """,
            "CREATE INDEX session_by_member ON session (member)")
    ]

    let tokenHash: [UInt8]
    let id: SessionID
    let member: MemberID
    let organisation: OrganisationID
    /// The member's private key under a key made from the cookie and the server's secret.
    let wrappedKey: [UInt8]
    let begunAt: Instant
    var usedAt: Instant
    /// How often all of the member's sessions had ended when it began.
    var ends: Int64
    /// Up to when its owner knows of log-ins elsewhere.
    var knownAt: Instant

    init(
        _ id: SessionID, token: SessionToken, member: Member, wrappedKey: [UInt8], at now: Instant, ends: Int64
    ) {
        self.id = id
        tokenHash = token.hash
        self.member = member.id
        organisation = member.organisation
        self.wrappedKey = wrappedKey
        begunAt = now
        usedAt = now
        knownAt = now
        self.ends = ends
    }

    private init(_ row: Row, _ vouching: Vouching) throws {
        tokenHash = try row.get("token_hash")
        id = try row.get("id")
        member = try row.get("member")
        organisation = try row.get("organisation")
        wrappedKey = try row.get("wrapped_key")
        begunAt = try row.get("begun_at")
        usedAt = try row.get("used_at")
        ends = try row.get("ends")
        knownAt = try row.get("known_at")
        guard vouching.gave(try row.get("word"), for: binding) else { throw VaultError.notOpened }
    }

    private var binding: Binding {
        Binding(
            "session", Crockford.encode(tokenHash), id.text, member.text, organisation.text,
            Crockford.encode(Digest.sha256(wrappedKey)), String(begunAt.milliseconds), String(usedAt.milliseconds),
            String(ends), String(knownAt.milliseconds))
    }

    private static let columns: SQL =
        "SELECT token_hash, id, member, organisation, wrapped_key, begun_at, used_at, ends, known_at, word FROM session"

    /// The row of a token's hash; absent when there is none, or somebody else wrote it.
    static func find(_ tokenHash: [UInt8], _ vouching: Vouching, in tx: any Transaction) throws -> SessionRow? {
        try tx.row("\(fragment: columns) WHERE token_hash = \(tokenHash)").flatMap { try? SessionRow($0, vouching) }
    }

    /// A member's rows, the newest first, but those that somebody else wrote.
    static func all(of member: MemberID, _ vouching: Vouching, in tx: any Transaction) throws -> [SessionRow] {
        try tx.rows("\(fragment: columns) WHERE member = \(member) ORDER BY begun_at DESC, id").compactMap {
            try? SessionRow($0, vouching)
        }
    }

    /// The sessions that somebody else wrote, or that ended and were put back.
    static func unvouched(_ membership: Membership, in tx: any Transaction) throws -> [String] {
        try tx.rows("\(fragment: columns) ORDER BY id").compactMap { stored in
            guard let row = try? SessionRow(stored, membership.vouching), try membership.goesOn(row, in: tx) else {
                return try stored.get("id", as: String.self)
            }
            return nil
        }
    }

    func insert(_ vouching: Vouching, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO session (token_hash, id, member, organisation, wrapped_key, begun_at, used_at, ends, known_at,
                                 word)
            VALUES (\(tokenHash), \(id), \(member), \(organisation), \(wrappedKey), \(begunAt), \(usedAt), \(ends),
                    \(knownAt), \(vouching.word(for: binding)))
            """)
    }

    func write(_ vouching: Vouching, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE session SET used_at = \(usedAt), ends = \(ends), known_at = \(knownAt), word = \(vouching.word(for: binding))
            WHERE token_hash = \(tokenHash)
            """)
    }
}

extension Membership {
    /// The id of the session that a one-time code opens: a code that opened one opens no other, whatever the row says of
    /// the code that was used last.
    func sessionID(of member: MemberID, step: Int64) -> SessionID {
        SessionID(of: vouching.word(for: Binding("session id", member.text, String(step))))
    }

    /// Whether the journal tells no end of a session.
    func goesOn(_ row: SessionRow, in tx: any Transaction) throws -> Bool {
        try journal.done([.loggedOut], on: row.id.text, in: tx).isEmpty
            && turns(of: row.member, in: tx).ends == row.ends
    }
}
