import Storage
import Terms
import Vault

/// A compartment as its row tells it.
///
/// The server vouches for the row and for each grant: whoever can write to the database can neither plant a compartment
/// whose key they know, nor move one to another object or kind so that its key is shared with whoever reads that, nor
/// open a closed one again.
struct StoredCompartment: Sendable {
    let id: CompartmentID
    let object: String
    let kind: CompartmentKind
    let openedAt: Instant
    /// Since when nothing is written to it any more; it can be read as before.
    var closedAt: Instant?

    var binding: Binding {
        Binding(
            "compartment", id.text, object, kind.code, String(openedAt.milliseconds),
            closedAt.map { String($0.milliseconds) } ?? "")
    }
}

/// A compartment's key, sealed to one party (Dutch: toegang).
struct Grant: Sendable {
    let party: String
    let epoch: Int64
    let sealed: [UInt8]

    /// Where a grant belongs: what its key is sealed with, and what the server vouches for.
    static func binding(
        _ id: CompartmentID, of object: String, _ kind: CompartmentKind, to party: String, epoch: Int64
    ) -> Binding {
        Binding("compartment key", id.text, object, kind.code, party, String(epoch))
    }
}

/// The rows of compartments and their grants.
enum CompartmentStorage {
    private static let batch = 1_000
    private static let columns: SQL = "SELECT id, object, kind, opened_at, closed_at, word FROM compartment"

    static func insert(_ compartment: StoredCompartment, _ vouching: Vouching, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO compartment (id, object, kind, opened_at, word)
            VALUES (\(compartment.id), \(compartment.object), \(compartment.kind.code), \(compartment.openedAt),
                    \(vouching.word(for: compartment.binding)))
            """)
    }

    /// Nothing is written to it from now on.
    static func close(
        _ compartment: StoredCompartment, at now: Instant, _ vouching: Vouching, in tx: any Transaction
    ) throws {
        guard compartment.closedAt == nil else { return }
        var closed = compartment
        closed.closedAt = max(now, compartment.openedAt)
        try tx.execute(
            """
            UPDATE compartment SET closed_at = \(closed.closedAt), word = \(vouching.word(for: closed.binding))
            WHERE id = \(closed.id)
            """)
    }

    static func insert(
        _ grant: Grant, to id: CompartmentID, of object: String, _ kind: CompartmentKind, _ vouching: Vouching,
        in tx: any Transaction
    ) throws {
        let binding = Grant.binding(id, of: object, kind, to: grant.party, epoch: grant.epoch)
        try tx.execute(
            """
            INSERT INTO compartment_grant (compartment, party, epoch, sealed)
            VALUES (\(id), \(grant.party), \(grant.epoch), \(vouching.vouch(for: grant.sealed, binding)))
            ON CONFLICT (compartment, party, epoch) DO NOTHING
            """)
    }

    /// The compartments of an object, oldest first. Throws `VaultError.notOpened` when somebody else wrote one of them.
    static func all(of object: String, _ vouching: Vouching, in tx: any Transaction) throws -> [StoredCompartment] {
        try tx.rows("\(fragment: columns) WHERE object = \(object) ORDER BY opened_at, id").map {
            try vouched($0, vouching)
        }
    }

    /// The newest compartment of an object and kind. Throws as ``all(of:_:in:)``.
    static func newest(
        _ kind: CompartmentKind, of object: String, _ vouching: Vouching, in tx: any Transaction
    ) throws -> StoredCompartment? {
        try tx.row(
            """
            \(fragment: columns) WHERE object = \(object) AND kind = \(kind.code) ORDER BY opened_at DESC, id DESC LIMIT 1
            """
        ).map { try vouched($0, vouching) }
    }

    /// Who a compartment is sealed to. Throws `VaultError.notOpened` when somebody else wrote one of the grants.
    static func grants(
        of compartment: StoredCompartment, _ vouching: Vouching, in tx: any Transaction
    ) throws -> [Grant] {
        try tx.rows("SELECT party, epoch, sealed FROM compartment_grant WHERE compartment = \(compartment.id)").map {
            try grant($0, of: compartment, vouching)
        }
    }

    /// The compartments that somebody else wrote, moved, took from under their records, or put a grant to.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        var found = try tx.rows(
            """
            SELECT DISTINCT r.compartment FROM record r WHERE r.sealed IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM compartment c WHERE c.id = r.compartment) ORDER BY r.compartment
            """
        ).map { try $0.get("compartment", as: String.self) }
        var after = ""
        while true {
            let rows = try tx.rows("\(fragment: columns) WHERE id > \(after) ORDER BY id LIMIT \(batch)")
            guard let end = try rows.last?.get("id", as: String.self) else { return found }
            let grants = Dictionary(
                grouping: try tx.rows(
                    """
                    SELECT compartment, party, epoch, sealed FROM compartment_grant
                    WHERE compartment > \(after) AND compartment <= \(end)
                    """), by: { try? $0.get("compartment", as: CompartmentID.self) })
            for row in rows {
                let stored = try compartment(row)
                let isOurs = (try? vouched(row, vouching)) != nil
                let areOurs = grants[stored.id, default: []].allSatisfy { (try? grant($0, of: stored, vouching)) != nil }
                if !isOurs || !areOurs { found.append(stored.id.text) }
            }
            after = end
        }
    }

    private static func compartment(_ row: Row) throws -> StoredCompartment {
        StoredCompartment(
            id: try row.get("id"), object: try row.get("object"), kind: CompartmentKind(try row.get("kind")),
            openedAt: try row.get("opened_at"), closedAt: try row.get("closed_at"))
    }

    private static func vouched(_ row: Row, _ vouching: Vouching) throws -> StoredCompartment {
        let compartment = try compartment(row)
        guard vouching.gave(try row.get("word"), for: compartment.binding) else { throw VaultError.notOpened }
        return compartment
    }

    private static func grant(_ row: Row, of compartment: StoredCompartment, _ vouching: Vouching) throws -> Grant {
        let party: String = try row.get("party")
        let epoch: Int64 = try row.get("epoch")
        let binding = Grant.binding(compartment.id, of: compartment.object, compartment.kind, to: party, epoch: epoch)
        return Grant(
            party: party, epoch: epoch, sealed: try vouching.content(of: try row.get("sealed"), binding))
    }
}
