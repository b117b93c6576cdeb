import Storage
import Terms
import Vault

/// The rows of organisations, their key epochs and who holds which key.
enum OrganisationStorage {
    static let migrations = [
        Migration(
            "organisations 1 an organisation has a key pair per epoch",
            """
            CREATE TABLE organisation (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                epoch BIGINT NOT NULL,
                recovery_key BYTEA NOT NULL,
                recovery_confirmed_at BIGINT,
                opened_at BIGINT,
                founded_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE organisation_epoch (
                organisation TEXT NOT NULL REFERENCES organisation(id),
                epoch BIGINT NOT NULL,
                public_key BYTEA NOT NULL,
                begun_at BIGINT NOT NULL,
                PRIMARY KEY (organisation, epoch)
            )
            """,
            """
            CREATE TABLE organisation_key (
                organisation TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                holder TEXT NOT NULL,
                sealed BYTEA NOT NULL,
                PRIMARY KEY (organisation, epoch, holder),
                FOREIGN KEY (organisation, epoch) REFERENCES organisation_epoch (organisation, epoch)
            )
            """,
            "CREATE INDEX organisation_key_by_holder ON organisation_key (holder)")
    ]

    private static let columns: SQL = """
        \(fragment: OrganisationRow.columns), e.public_key
        FROM organisation o JOIN organisation_epoch e ON e.organisation = o.id AND e.epoch = o.epoch
        """

    /// The organisations of which the condition holds, by name.
    static func organisations(
        where condition: SQL, _ vouching: Vouching, in tx: any Transaction
    ) throws -> [Organisation] {
        var able: [String: Int] = [:]
        let holders = try tx.rows(
            """
            SELECT o.id, k.epoch, k.holder, k.sealed FROM organisation o
            JOIN organisation_key k ON k.organisation = o.id AND k.epoch = o.epoch
            JOIN member m ON m.id = k.holder WHERE m.state = 'active' AND \(fragment: condition)
            """)
        for row in holders {
            let id: OrganisationID = try row.get("id")
            let binding = OrganisationKeys.binding(id, try row.get("epoch"), try row.get("holder"))
            // Who planted a row with a key is nobody who can read.
            let isGenuine = (try? vouching.content(of: try row.get("sealed"), binding)) != nil
            if isGenuine { able[id.text, default: 0] += 1 }
        }
        return try tx.rows("SELECT \(fragment: columns) WHERE \(fragment: condition) ORDER BY o.name").map { row in
            try organisation(row, able: able[try row.get("id")] ?? 0, vouching)
        }
    }

    private static func organisation(_ row: Row, able: Int, _ vouching: Vouching) throws -> Organisation {
        let stored = try OrganisationRow(row, vouching)
        return Organisation(
            id: stored.id, name: stored.name, epoch: stored.epoch,
            publicKey: try vouching.key(
                in: try row.get("public_key"), PublicKeyBinding.organisation(stored.id, epoch: stored.epoch)),
            recoveryConfirmedAt: stored.recoveryConfirmedAt, openedAt: stored.openedAt, ableMembers: able)
    }

    static func insertEpoch(
        _ epoch: Int64, of id: OrganisationID, key: PublicKey, _ vouching: Vouching, at now: Instant,
        in tx: any Transaction
    ) throws {
        let vouched = vouching.vouch(for: key, PublicKeyBinding.organisation(id, epoch: epoch))
        try tx.execute(
            """
            INSERT INTO organisation_epoch (organisation, epoch, public_key, begun_at)
            VALUES (\(id), \(epoch), \(vouched), \(now))
            """)
    }

    /// - Parameter vouched: the sealed key with the server's word before it. It takes the place of a row that was there:
    ///   of the same key, or of one that somebody else wrote.
    static func insertKey(
        _ vouched: [UInt8], of id: OrganisationID, epoch: Int64, holder: String, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO organisation_key (organisation, epoch, holder, sealed)
            VALUES (\(id), \(epoch), \(holder), \(vouched))
            ON CONFLICT (organisation, epoch, holder) DO UPDATE SET sealed = excluded.sealed
            """)
    }

    static func keys(
        heldBy holder: String, of id: OrganisationID, _ vouching: Vouching, in tx: any Transaction
    ) throws -> [(Int64, [UInt8])] {
        try tx.rows(
            "SELECT epoch, sealed FROM organisation_key WHERE holder = \(holder) AND organisation = \(id) ORDER BY epoch"
        ).map { row in
            let epoch: Int64 = try row.get("epoch")
            let binding = OrganisationKeys.binding(id, epoch, holder)
            return (epoch, try vouching.content(of: try row.get("sealed"), binding))
        }
    }

    static func recoveryKey(
        of id: OrganisationID, _ vouching: Vouching, in tx: any Transaction
    ) throws -> PublicKey? {
        try OrganisationRow.find(id, vouching, in: tx).map {
            try vouching.key(in: $0.recoveryKey, PublicKeyBinding.recovery(of: id))
        }
    }

    /// Puts another recovery key in the place of the one there was, which holds nothing from now on.
    static func replaceRecovery(
        of id: OrganisationID, by key: PublicKey, _ vouching: Vouching, in tx: any Transaction
    ) throws {
        guard var row = try OrganisationRow.find(id, vouching, in: tx) else { throw StorageError.malformed("organisation") }
        row.recoveryKey = vouching.vouch(for: key, PublicKeyBinding.recovery(of: id))
        row.recoveryConfirmedAt = nil
        try row.write(vouching, in: tx)
        try tx.execute(
            "DELETE FROM organisation_key WHERE organisation = \(id) AND holder = \(OrganisationKeys.recoveryHolder)")
    }
}
