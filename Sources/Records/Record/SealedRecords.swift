import Foundation
public import Journal
import Organisations
public import Storage
public import Terms
public import Vault

/// What a record is: `report`, `message`, `note`… The code is stored and bound into the ciphertext.
public struct RecordKind: Hashable, Sendable {
    public let code: String

    public init(_ code: String) { self.code = code }
}

/// A record whose contents were opened.
public struct OpenedRecord: Sendable {
    public let id: RecordID
    public let kind: RecordKind
    public let compartment: CompartmentKind
    public let author: Actor
    public let at: Instant
    /// The version that this one takes the place of.
    public let replaces: RecordID?
    let body: [UInt8]

    /// The contents as the kind's value.
    public func decode<Body: Decodable>(_ type: Body.Type = Body.self) throws -> Body {
        try JSONDecoder().decode(type, from: Data(body))
    }
}

/// A record sealed outside a transaction, ready to be written.
public struct PreparedRecord: Sendable {
    public let id: RecordID
    let compartment: CompartmentID
    let object: String
    let kind: RecordKind
    let author: Actor
    let replaces: RecordID?
    let sealed: [UInt8]
}

/// Append-only contents: each a `Codable` value of one kind, sealed under its compartment's key.
///
/// The journal entry of each record holds the digest of its ciphertext, so that ``RecordReplay`` finds a record that was
/// planted, changed or removed in the database.
public struct SealedRecords: Sendable {
    let vouching: Vouching
    let journal: Journal
    let time: TimeSource
    let chance: Randomness

    public init(vouching: Vouching, journal: Journal, time: TimeSource, chance: Randomness) {
        self.vouching = vouching
        self.journal = journal
        self.time = time
        self.chance = chance
    }

    /// - Parameters:
    ///   - replaces: the version that this one takes the place of; the database holds one such at most.
    ///   - id: a chosen id, for what must not be stored twice; nil for a new one.
    public func prepare(
        _ body: some Encodable, _ kind: RecordKind, into compartment: OpenCompartment, by author: Actor,
        replacing replaces: RecordID? = nil, under id: RecordID? = nil
    ) throws -> PreparedRecord {
        let id = id ?? RecordID(chance, at: time.now())
        let bytes = Array(try JSONEncoder().encode(body))
        return PreparedRecord(
            id: id, compartment: compartment.id, object: compartment.object, kind: kind, author: author,
            replaces: replaces,
            sealed: try Seal.seal(
                bytes, under: compartment.key, Self.binding(id, kind, compartment, author, replaces)))
    }

    /// Writes a record and its journal entry.
    @discardableResult
    public func append(
        _ record: PreparedRecord, as act: Act, of organisation: OrganisationID?, role: Role? = nil,
        basis: String? = nil, in tx: any Transaction
    ) throws -> EntryID {
        let digest = Self.digest(record.id, record.sealed)
        let now = time.now()
        let word = RecordStorage.vouched.word(
            for: [
                record.id.stored, record.compartment.stored, record.object.stored, record.kind.code.stored,
                record.author.text.stored, now.stored, record.replaces.stored, digest.stored,
            ], vouching)
        try tx.execute(
            """
            INSERT INTO record (id, compartment, object, kind, author, at_ms, replaces, sealed, digest, word)
            VALUES (\(record.id), \(record.compartment), \(record.object), \(record.kind.code),
                    \(record.author.text), \(now), \(record.replaces), \(record.sealed), \(digest), \(word))
            """)
        return try journal.record(
            act, by: record.author, of: organisation, as: role, on: record.object, basis: basis,
            digest: digest, in: tx)
    }

    /// Whether something was stored under this id already.
    public func holds(_ id: RecordID, in tx: any Transaction) throws -> Bool {
        try tx.row("SELECT id FROM record WHERE id = \(id)") != nil
    }

    /// The version whose place a correction of a record takes, when no newer one holds anything: itself, or the last
    /// version after it that was emptied. Nil when the record is not of this kind, is empty, stands in none of the open
    /// compartments, or was corrected since.
    public func last(
        from id: RecordID, _ kind: RecordKind, in compartments: [OpenCompartment], _ tx: any Transaction
    ) throws -> RecordID? {
        guard
            try tx.row(
                """
                SELECT id FROM record WHERE id = \(id) AND kind = \(kind.code) AND sealed IS NOT NULL
                AND compartment IN \(list: compartments.map(\.id))
                """) != nil
        else { return nil }
        var last = id
        while let next = try tx.row("SELECT id, destroyed_at FROM record WHERE replaces = \(last)") {
            guard try next.get("destroyed_at", as: Instant?.self) != nil else { return nil }
            last = try next.get("id")
        }
        return last
    }

    /// Whether something of a kind stands in an object, in whatever compartment.
    public func holds(_ kind: RecordKind, of object: String, in tx: any Transaction) throws -> Bool {
        try tx.row(
            "SELECT 1 AS found FROM record WHERE object = \(object) AND kind = \(kind.code) AND sealed IS NOT NULL LIMIT 1"
        ) != nil
    }

    /// A record with every version that it took the place of or that took its place, oldest first.
    public func versions(of id: RecordID, in tx: any Transaction) throws -> [RecordVersion] {
        let rows = try tx.rows(
            """
            WITH RECURSIVE earlier (id, replaces) AS (
                SELECT id, replaces FROM record WHERE id = \(id)
                UNION SELECT r.id, r.replaces FROM record r JOIN earlier e ON r.id = e.replaces),
            later (id) AS (
                SELECT id FROM record WHERE id = \(id)
                UNION SELECT r.id FROM record r JOIN later l ON r.replaces = l.id)
            SELECT id, object, kind, author, at_ms, replaces, digest, destroyed_at FROM record
            WHERE id IN (SELECT id FROM earlier UNION SELECT id FROM later)
            """
        ).map(RecordVersion.init)
        var next = Dictionary(rows.map { ($0.replaces, $0) }) { first, _ in first }
        var ordered: [RecordVersion] = []
        while let version = next.removeValue(forKey: ordered.last?.id) { ordered.append(version) }
        return ordered
    }

    /// The records of which somebody else wrote or changed who wrote them, when, or where they belong.
    public func unvouched(in tx: any Transaction) throws -> [String] {
        try RecordStorage.vouched.unvouched(vouching, in: tx)
    }

    /// Vouches for records from before the server did. Whoever calls it makes sure that it happens once.
    public func adopt(in tx: any Transaction) throws { try RecordStorage.vouched.adopt(vouching, in: tx) }

    /// Empties one record for good; that it was there remains. Tells whether it was not empty yet.
    public func destroy(_ id: RecordID, of object: String, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE record SET sealed = NULL, destroyed_at = \(time.now())
            WHERE id = \(id) AND object = \(object) AND sealed IS NOT NULL
            """) == 1
    }

    /// Every record of an object that the open compartments hold, oldest first; replaced versions included.
    public func all(
        of object: String, in compartments: [OpenCompartment], _ tx: any Transaction
    ) throws -> [OpenedRecord] {
        let open = Dictionary(uniqueKeysWithValues: compartments.map { ($0.id, $0) })
        return try tx.rows(
            """
            SELECT id, compartment, object, kind, author, at_ms, replaces, sealed, digest, word FROM record
            WHERE object = \(object) AND sealed IS NOT NULL ORDER BY at_ms, id
            """
        ).compactMap { row in
            guard let compartment = open[try row.get("compartment")] else { return nil }
            guard try RecordStorage.vouched.isOurs(row, vouching) else { throw VaultError.notOpened }
            let id: RecordID = try row.get("id")
            let kind = RecordKind(try row.get("kind"))
            let author = try Actor(text: try row.get("author"))
            let replaces: RecordID? = try row.get("replaces")
            return OpenedRecord(
                id: id, kind: kind, compartment: compartment.kind, author: author, at: try row.get("at_ms"),
                replaces: replaces,
                body: try Seal.open(
                    try row.get("sealed"), under: compartment.key,
                    Self.binding(id, kind, compartment, author, replaces)))
        }
    }

    static func digest(_ id: RecordID, _ sealed: [UInt8]) -> [UInt8] {
        Digest.sha256(Array(id.text.utf8) + sealed)
    }

    private static func binding(
        _ id: RecordID, _ kind: RecordKind, _ compartment: OpenCompartment, _ author: Actor, _ replaces: RecordID?
    ) -> Binding {
        Binding(
            "record", id.text, kind.code, compartment.id.text, compartment.object, compartment.kind.code, author.text,
            replaces?.text ?? "")
    }
}
