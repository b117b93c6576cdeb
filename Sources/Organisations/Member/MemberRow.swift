import Journal
import Storage
import Terms
import Vault

/// A member's row: who they are, where they stand, and what they log in with.
///
/// The server vouches for the row as a whole, together with how often the journal tells that it changed. So whoever can
/// write to the database gives nobody a password, a second factor, a role or a state, and makes no one-time code unused
/// again; and a row put back that was genuine once is older than the journal.
struct MemberRow: Sendable {
    /// Rows from before the server vouched for them have no word until ``Membership/adopt(in:)``.
    static let migrations = [
        Migration(
            "organisations 6 the server vouches for a member's row and what an organisation stands for",
            "ALTER TABLE member ADD COLUMN turn BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE member ADD COLUMN word BYTEA",
            "ALTER TABLE organisation ADD COLUMN word BYTEA")
    ]

    static let columns: SQL = """
        m.id, m.organisation, m.name, m.role, m.state, m.invited_at, m.log_in, m.public_key, m.salt, m.passes,
        m.memory_bytes, m.wrapped_key, m.second_factor, m.last_step, m.turn, m.word
        """

    let id: MemberID
    let organisation: OrganisationID
    var name: String
    var role: Role
    var state = Member.State.invited
    let invitedAt: Instant
    /// The blind token of the log-in name.
    var logIn: [UInt8]?
    /// With the server's word before it.
    var publicKey: [UInt8]?
    var salt: [UInt8]?
    var passes: Int64?
    var memoryBytes: Int64?
    var wrappedKey: [UInt8]?
    var secondFactor: [UInt8]?
    /// The step of the one-time code that was used last; it outlives a reset.
    var lastStep: Int64 = 0
    /// How many acts that change this row the journal tells: ``MemberTurns/changes``.
    var turn: Int64

    /// Whether the member ever chose a password.
    var wasEverEnrolled: Bool { lastStep > 0 }

    init(
        _ id: MemberID, of organisation: OrganisationID, name: String, role: Role, invitedAt: Instant, turn: Int64
    ) {
        self.id = id
        self.organisation = organisation
        self.name = name
        self.role = role
        self.invitedAt = invitedAt
        self.turn = turn
    }

    /// The row that the server vouched for. Throws `VaultError.notOpened` for another.
    init(_ row: Row, _ vouching: Vouching) throws {
        try self.init(unchecked: row)
        guard let word = try row.get("word", as: [UInt8]?.self), vouching.gave(word, for: binding) else {
            throw VaultError.notOpened
        }
    }

    /// The row as it stands, whoever wrote it.
    init(unchecked row: Row) throws {
        self.init(
            try row.get("id"), of: try row.get("organisation"), name: try row.get("name"), role: try row.get("role"),
            invitedAt: try row.get("invited_at"), turn: try row.get("turn"))
        state = try row.get("state")
        logIn = try row.get("log_in")
        publicKey = try row.get("public_key")
        salt = try row.get("salt")
        passes = try row.get("passes")
        memoryBytes = try row.get("memory_bytes")
        wrappedKey = try row.get("wrapped_key")
        secondFactor = try row.get("second_factor")
        lastStep = try row.get("last_step")
    }

    /// What the server vouches for; what is absent is told from what is empty.
    var binding: Binding {
        func mark(_ bytes: [UInt8]?) -> String { bytes.map { "=" + Crockford.encode(Digest.sha256($0)) } ?? "" }
        return Binding(
            "member", id.text, organisation.text, name, role.rawValue, state.rawValue, String(invitedAt.milliseconds),
            mark(logIn), mark(publicKey), mark(salt), passes.map { String($0) } ?? "",
            memoryBytes.map { String($0) } ?? "", mark(wrappedKey), mark(secondFactor), String(lastStep), String(turn))
    }

    /// Takes what they logged in with.
    mutating func forget(state: Member.State) {
        self.state = state
        logIn = nil
        publicKey = nil
        salt = nil
        wrappedKey = nil
        secondFactor = nil
    }

    /// Writes a new member's row; false when there is one of that id.
    func insert(_ vouching: Vouching, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO member (id, organisation, name, role, state, invited_at, turn, word)
            VALUES (\(id), \(organisation), \(name), \(role), \(state), \(invitedAt), \(turn),
                    \(vouching.word(for: binding)))
            ON CONFLICT (id) DO NOTHING
            """) == 1
    }

    func write(_ vouching: Vouching, in tx: any Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE member SET name = \(name), role = \(role), state = \(state), log_in = \(logIn),
            public_key = \(publicKey), salt = \(salt), passes = \(passes), memory_bytes = \(memoryBytes),
            wrapped_key = \(wrappedKey), second_factor = \(secondFactor), last_step = \(lastStep), turn = \(turn),
            word = \(vouching.word(for: binding)) WHERE id = \(id)
            """)
        guard changed == 1 else { throw StorageError.malformed("member") }
    }
}

/// What the journal tells of a member's row: it decides, whatever was put back.
struct MemberTurns {
    /// The acts that change the row.
    private static let changing: [Act] = [
        .memberInvited, .memberEnrolled, .memberReset, .memberRemoved, .lastAbleMemberRemoved, .memberRenamed,
        .memberRoleChanged, .passwordChanged, .secondFactorRenewed,
    ]
    /// Those of them that end every session of the member, but for the one in which it was done.
    private static let ending = Set(changing).subtracting([.memberInvited, .memberRenamed])

    /// How often the row changed.
    let changes: Int64
    /// How often all sessions ended.
    let ends: Int64

    init(of id: MemberID, _ journal: Journal, in tx: any Transaction) throws {
        let done = try journal.done(Self.changing, on: id.text, in: tx)
        changes = Int64(done.count)
        ends = Int64(done.count { Self.ending.contains($0) })
    }
}

extension Membership {
    func turns(of id: MemberID, in tx: any Transaction) throws -> MemberTurns {
        try MemberTurns(of: id, journal, in: tx)
    }

    /// A member's row, to decide by or to change. Throws `VaultError.notOpened` when somebody else wrote it, or the journal
    /// tells of a newer one.
    func row(_ id: MemberID, in tx: any Transaction) throws -> MemberRow? {
        guard let row = try MemberStorage.row(id, vouching, in: tx) else { return nil }
        guard try turns(of: id, in: tx).changes == row.turn else { throw VaultError.notOpened }
        return row
    }

    /// A member whom the journal knows no better. Throws as ``row(_:in:)``.
    func current(_ id: MemberID, in tx: any Transaction) throws -> Member? {
        guard let member = try member(id, in: tx) else { return nil }
        guard try turns(of: id, in: tx).changes == member.turn else { throw VaultError.notOpened }
        return member
    }

    /// Changes a member's row, and journals the act that does so.
    ///
    /// - Parameter act: one that ``MemberTurns`` counts.
    func change(
        _ row: MemberRow, _ act: Act, by actor: Actor, acting: Role?, basis: String? = nil, in tx: any Transaction,
        _ body: (inout MemberRow) -> Void
    ) throws {
        var row = row
        body(&row)
        row.turn += 1
        try row.write(vouching, in: tx)
        try journal.record(act, by: actor, of: row.organisation, as: acting, on: row.id.text, basis: basis, in: tx)
    }
}
