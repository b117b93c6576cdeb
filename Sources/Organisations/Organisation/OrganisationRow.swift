import Storage
import Terms
import Vault

/// An organisation's row. The server vouches for all of it: whoever can write to the database neither opens an
/// organisation for reports, nor goes back to an earlier key epoch of it, nor gives it another's name.
struct OrganisationRow: Sendable {
    static let columns: SQL = """
        o.id, o.name, o.epoch, o.recovery_key, o.recovery_confirmed_at, o.opened_at, o.founded_at, o.word
        """

    let id: OrganisationID
    let name: String
    var epoch: Int64
    /// With the server's word before it.
    var recoveryKey: [UInt8]
    var recoveryConfirmedAt: Instant?
    var openedAt: Instant?
    let foundedAt: Instant

    init(_ id: OrganisationID, name: String, epoch: Int64, recoveryKey: [UInt8], foundedAt: Instant) {
        self.id = id
        self.name = name
        self.epoch = epoch
        self.recoveryKey = recoveryKey
        self.foundedAt = foundedAt
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
            try row.get("id"), name: try row.get("name"), epoch: try row.get("epoch"),
            recoveryKey: try row.get("recovery_key"), foundedAt: try row.get("founded_at"))
        recoveryConfirmedAt = try row.get("recovery_confirmed_at")
        openedAt = try row.get("opened_at")
    }

    private var binding: Binding {
        Binding(
            "organisation", id.text, name, String(epoch), Crockford.encode(Digest.sha256(recoveryKey)),
            recoveryConfirmedAt.map { String($0.milliseconds) } ?? "", openedAt.map { String($0.milliseconds) } ?? "",
            String(foundedAt.milliseconds))
    }

    /// Throws as ``init(_:_:)``.
    static func find(_ id: OrganisationID, _ vouching: Vouching, in tx: any Transaction) throws -> OrganisationRow? {
        try tx.row("SELECT \(fragment: columns) FROM organisation o WHERE o.id = \(id)").map {
            try OrganisationRow($0, vouching)
        }
    }

    /// Writes a new organisation's row; false when there is one of that name.
    func insert(_ vouching: Vouching, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO organisation (id, name, epoch, recovery_key, founded_at, word)
            VALUES (\(id), \(name), \(epoch), \(recoveryKey), \(foundedAt), \(vouching.word(for: binding)))
            ON CONFLICT (name) DO NOTHING
            """) == 1
    }

    func write(_ vouching: Vouching, in tx: any Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE organisation SET epoch = \(epoch), recovery_key = \(recoveryKey),
            recovery_confirmed_at = \(recoveryConfirmedAt), opened_at = \(openedAt),
            word = \(vouching.word(for: binding)) WHERE id = \(id)
            """)
        guard changed == 1 else { throw StorageError.malformed("organisation") }
    }
}
