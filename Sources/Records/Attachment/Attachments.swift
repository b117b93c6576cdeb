public import Storage
public import Terms
public import Vault

/// A file being taken in: sealed chunk by chunk, never whole in memory and never in clear in the database.
public struct AttachmentWriter: Sendable {
    public let id: AttachmentID
    /// Opens the file; it travels in the sealed record, or in the visitor's sealed form until then.
    public let key: ContentKey
    /// How many bytes were sealed so far.
    public private(set) var bytes = 0
    let header: [UInt8]
    private var digest = RunningDigest()
    private var sealer: StreamSealer
    private var place: Int64 = 0

    public init(_ chance: Randomness) {
        let id = AttachmentID(chance)
        let key = ContentKey()
        self.id = id
        self.key = key
        sealer = StreamSealer(key: key, Attachments.binding(id))
        header = sealer.header
    }

    /// Seals the next chunk, of at most ``Stream/chunkBytes`` bytes.
    public mutating func seal(_ chunk: [UInt8], last: Bool) throws -> SealedChunk {
        defer { place += 1 }
        bytes += chunk.count
        digest.add(chunk)
        return SealedChunk(attachment: id, place: place, sealed: try sealer.push(chunk, last: last), isLast: last)
    }
}

extension AttachmentWriter {
    /// The SHA-256 of everything sealed so far.
    public var sha256: [UInt8] { digest.sha256 }
}

/// One chunk of a file, sealed, with its place.
public struct SealedChunk: Sendable {
    let attachment: AttachmentID
    let place: Int64
    let sealed: [UInt8]
    let isLast: Bool

    /// What it takes in the database, in bytes.
    public var heldBytes: Int { sealed.count + Attachments.rowBytes }
}

/// Files in sealed chunks, as rows: one backup holds everything. A file is staged until the report or message that
/// it belongs to is sent; an abandoned one vanishes.
public struct Attachments: Sendable {
    /// What the rows of a file, or of a chunk, take beside what is sealed in them, in bytes; rounded up.
    public static let rowBytes = 512

    /// How long a file may be under way without anything of it coming in.
    public static let arrivalTerm = Term.hours(1)
    /// How long a whole file waits to be sent: as long as the form that holds its key lives.
    public static let stagingTerm = Term.hours(12)
    /// How long a file waits to be sent at most, however often its form goes on: the room for waiting files is shared.
    public static let longestStaging = Term.hours(24)

    let time: TimeSource

    public init(time: TimeSource) { self.time = time }

    /// - Parameter room: The name of the room whose bytes it takes until it is kept.
    public func begin(_ writer: AttachmentWriter, in room: String, _ tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO attachment (id, object, header, staged_until, staged_last, complete, room, held)
            VALUES (\(writer.id), NULL, \(writer.header), \(time.now() + Self.arrivalTerm),
                    \(time.now() + Self.longestStaging), 0, \(room), \(Self.rowBytes))
            """)
    }

    /// What the files of a room that were not kept yet hold together, in bytes.
    public func staged(in room: String, _ tx: any Transaction) throws -> Int {
        try tx.value(
            """
            SELECT CAST(coalesce(sum(held), 0) AS BIGINT) FROM attachment WHERE staged_until > 0 AND room = \(room)
            """, as: Int.self) ?? 0
    }

    /// Stores the next chunks. Throws ``AttachmentGone`` when nothing came in for too long and the file was swept.
    public func add(_ chunks: [SealedChunk], in tx: any Transaction) throws {
        for chunk in chunks {
            let until = time.now() + (chunk.isLast ? Self.stagingTerm : Self.arrivalTerm)
            guard
                try tx.execute(
                    """
                    UPDATE attachment SET complete = \(chunk.isLast), staged_until = \(until),
                        held = held + \(chunk.heldBytes)
                    WHERE id = \(chunk.attachment) AND object IS NULL AND complete = 0
                    """) == 1
            else { throw AttachmentGone() }
            try tx.execute(
                """
                INSERT INTO attachment_chunk (attachment, place, sealed)
                VALUES (\(chunk.attachment), \(chunk.place), \(chunk.sealed))
                """)
        }
    }

    /// Lets staged files wait anew, up to their longest, because the form that holds their keys goes on. Tells which are still there; one
    /// that was kept meanwhile is.
    public func renew(_ ids: [AttachmentID], in tx: any Transaction) throws -> Set<AttachmentID> {
        let until = time.now() + Self.stagingTerm
        var there: Set<AttachmentID> = []
        for id in ids where try tx.row("SELECT id FROM attachment WHERE id = \(id) AND complete = 1") != nil {
            there.insert(id)
            try tx.execute(
                """
                UPDATE attachment
                SET staged_until = CASE WHEN staged_last < \(until) THEN staged_last ELSE \(until) END
                WHERE id = \(id) AND object IS NULL
                """)
        }
        return there
    }

    /// Ties staged files to what they were sent with. Throws ``AttachmentGone`` when one vanished or is not whole.
    public func keep(_ ids: [AttachmentID], with object: String, in tx: any Transaction) throws {
        for id in ids {
            guard
                try tx.execute(
                    """
                    UPDATE attachment SET object = \(object), staged_until = NULL
                    WHERE id = \(id) AND object IS NULL AND complete = 1
                    """) == 1
            else { throw AttachmentGone() }
        }
    }

    /// Removes staged files that somebody changed their mind about.
    public func discard(_ ids: [AttachmentID], in tx: any Transaction) throws {
        for id in ids { try tx.execute("DELETE FROM attachment WHERE id = \(id) AND object IS NULL") }
    }

    /// Removes some files of an object, when the record that named them is destroyed.
    public func destroy(_ ids: [AttachmentID], of object: String, in tx: any Transaction) throws {
        for id in ids { try tx.execute("DELETE FROM attachment WHERE id = \(id) AND object = \(object)") }
    }

    /// Removes every file of an object, when it is destroyed.
    public func destroyAll(of object: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM attachment WHERE object = \(object)")
    }

    /// Removes staged files of abandoned forms; tells how many.
    public func sweep(in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM attachment WHERE object IS NULL AND staged_until <= \(time.now())")
    }

    /// Where to begin reading a kept file of an object.
    public func opener(
        _ id: AttachmentID, of object: String, key: ContentKey, in tx: any Transaction
    ) throws -> StreamOpener {
        guard
            let header = try tx.value(
                "SELECT header FROM attachment WHERE id = \(id) AND object = \(object)", as: [UInt8].self)
        else { throw AttachmentGone() }
        return try StreamOpener(key: key, header: header, Self.binding(id))
    }

    /// The sealed chunks from a place on, at most `limit`.
    public func chunks(_ id: AttachmentID, from place: Int64, limit: Int, in tx: any Transaction) throws -> [[UInt8]] {
        try tx.rows(
            """
            SELECT sealed FROM attachment_chunk WHERE attachment = \(id) AND place >= \(place)
            ORDER BY place LIMIT \(limit)
            """
        ).map { try $0.get("sealed") }
    }

    static func binding(_ id: AttachmentID) -> Binding { Binding("attachment", id.text) }
}

/// The file is not there: it was abandoned too long, or never arrived whole.
public struct AttachmentGone: Error, Sendable {}
