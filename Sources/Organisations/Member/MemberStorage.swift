import Storage
import Terms
import Vault

/// The rows of members, their invitations and their sessions.
enum MemberStorage {
    static let migrations = [
        Migration(
            "organisations 2 a member logs in with a password and a one-time code",
            """
            CREATE TABLE member (
                id TEXT PRIMARY KEY,
                organisation TEXT NOT NULL REFERENCES organisation(id),
                name TEXT NOT NULL,
                log_in BYTEA UNIQUE,
                role TEXT NOT NULL,
                state TEXT NOT NULL,
                public_key BYTEA,
                salt BYTEA,
                passes BIGINT,
                memory_bytes BIGINT,
                wrapped_key BYTEA,
                second_factor BYTEA,
                last_step BIGINT NOT NULL DEFAULT 0,
                invited_at BIGINT NOT NULL,
                CHECK (state <> 'active' OR (log_in IS NOT NULL AND wrapped_key IS NOT NULL))
            )
            """,
            "CREATE INDEX member_by_organisation ON member (organisation)",
            """
            CREATE TABLE invitation (
                id TEXT PRIMARY KEY,
                member TEXT NOT NULL REFERENCES member(id),
                token_hash BYTEA NOT NULL UNIQUE,
                expires_at BIGINT NOT NULL,
                word BYTEA NOT NULL
            )
            """,
            "CREATE INDEX invitation_by_member ON invitation (member)",
            """
            CREATE TABLE session (
                token_hash BYTEA PRIMARY KEY,
                member TEXT NOT NULL REFERENCES member(id),
                wrapped_key BYTEA NOT NULL,
                begun_at BIGINT NOT NULL,
                used_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX session_by_member ON session (member)",
            """
            CREATE TABLE log_in_failure (
                counted BYTEA PRIMARY KEY,
                failures BIGINT NOT NULL,
                failed_at BIGINT NOT NULL
            )
            """)
    ]

    private static let select: SQL = """
        SELECT \(fragment: MemberRow.columns), o.epoch, k.sealed AS held
        FROM member m JOIN organisation o ON o.id = m.organisation
        LEFT JOIN organisation_key k ON k.organisation = o.id AND k.epoch = o.epoch AND k.holder = m.id
        """

    /// Throws `VaultError.notOpened` when somebody else wrote the row.
    static func member(_ row: Row, _ vouching: Vouching) throws -> Member {
        let stored = try MemberRow(row, vouching)
        let binding = OrganisationKeys.binding(stored.organisation, try row.get("epoch"), stored.id.text)
        return Member(
            id: stored.id, organisation: stored.organisation, name: stored.name, role: stored.role,
            state: stored.state,
            publicKey: try stored.publicKey.map {
                try vouching.key(
                    in: $0, PublicKeyBinding.member(stored.id, of: stored.organisation, as: stored.role))
            },
            // Who planted a row with a key let nobody in.
            isAdmitted: try row.get("held", as: [UInt8]?.self).map {
                (try? vouching.content(of: $0, binding)) != nil
            } ?? false, turn: stored.turn)
    }

    static func member(_ id: MemberID, _ vouching: Vouching, in tx: any Transaction) throws -> Member? {
        try tx.row("\(fragment: select) WHERE m.id = \(id)").map { try member($0, vouching) }
    }

    /// See ``Membership/row(_:in:)``, which asks the journal as well.
    static func row(_ id: MemberID, _ vouching: Vouching, in tx: any Transaction) throws -> MemberRow? {
        try tx.row("SELECT \(fragment: MemberRow.columns) FROM member m WHERE m.id = \(id)").map {
            try MemberRow($0, vouching)
        }
    }

    /// The row of the member who logs in with a name's blind token. Throws as ``member(_:_:)``.
    static func row(
        loggingInAs token: [UInt8], _ vouching: Vouching, in tx: any Transaction
    ) throws -> MemberRow? {
        try tx.row(
            "SELECT \(fragment: MemberRow.columns) FROM member m WHERE m.log_in = \(token) AND m.state = 'active'"
        ).map { try MemberRow($0, vouching) }
    }

    static func members(
        of id: OrganisationID, _ vouching: Vouching, in tx: any Transaction
    ) throws -> [Member] {
        try tx.rows("\(fragment: select) WHERE m.organisation = \(id) ORDER BY m.name, m.id").map {
            try member($0, vouching)
        }
    }

    /// What goes with a member who starts anew or leaves, besides what they logged in with.
    static func forget(_ id: MemberID, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM session WHERE member = \(id)")
        try FailedLogIns.forget(id, in: tx)
        try tx.execute("DELETE FROM notice_choice WHERE member = \(id)")
        // What was told of them, and to them: their work is somebody else's now, who is told of it.
        try tx.execute("DELETE FROM notice WHERE member = \(id) OR object = \(id)")
        try takeKeys(of: id, in: tx)
        try tx.execute("DELETE FROM invitation WHERE member = \(id)")
    }

    /// The organisation's keys go from a member, and from a link that they did not follow yet.
    static func takeKeys(of id: MemberID, in tx: any Transaction) throws {
        try tx.execute(
            """
            DELETE FROM organisation_key WHERE holder = \(id)
            OR holder IN (SELECT id FROM invitation WHERE member = \(id))
            """)
    }

    /// What the server vouches for of a link that is on its way goes with the member's new role. What was not vouched for
    /// as it was stays so.
    static func setRole(_ role: Role, inLinksOf member: Member, _ vouching: Vouching, in tx: any Transaction) throws {
        for row in try tx.rows("SELECT id, token_hash, expires_at, word FROM invitation WHERE member = \(member.id)") {
            let (id, until): (InvitationID, Instant) = (try row.get("id"), try row.get("expires_at"))
            let hash: [UInt8] = try row.get("token_hash")
            func binding(_ role: Role) -> Binding {
                InvitationToken.binding(id, for: member.id, of: member.organisation, as: role, until: until)
            }
            guard vouching.gave(try row.get("word"), for: binding(member.role), hash) else { continue }
            try tx.execute("UPDATE invitation SET word = \(vouching.word(for: binding(role), hash)) WHERE id = \(id)")
        }
    }
}
