public import Storage
public import Terms
public import Vault

/// A file being taken in: sealed chunk by chunk, never whole in memory and never in clear in the database.
public struct AttachmentWriter: Sendable {
    public let id: AttachmentID
    /// Opens the file; it travels in the sealed record, or in the visitor's sealed form until then.
    public let key: ContentKey
    let header: [UInt8]
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
        return SealedChunk(attachment: id, place: place, sealed: try sealer.push(chunk, last: last), isLast: last)
    }
}

/// One chunk of a file, sealed, with its place.
public struct SealedChunk: Sendable {
    let attachment: AttachmentID
    let place: Int64
    let sealed: [UInt8]
    let isLast: Bool
}

/// Files in sealed chunks, as rows: one backup holds everything. A file is staged until the report or message that
/// it belongs to is sent; an abandoned one vanishes.
public struct Attachments: Sendable {
    /// How long a staged file waits to be sent.
    public static let stagingTerm = Term.hours(2)

    let time: TimeSource

    public init(time: TimeSource) { self.time = time }

    public func begin(_ writer: AttachmentWriter, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO attachment (id, object, header, staged_until, complete)
            VALUES (\(writer.id), NULL, \(writer.header), \(time.now() + Self.stagingTerm), 0)
            """)
    }

    public func add(_ chunks: [SealedChunk], in tx: any Transaction) throws {
        for chunk in chunks {
            try tx.execute(
                """
                INSERT INTO attachment_chunk (attachment, place, sealed)
                VALUES (\(chunk.attachment), \(chunk.place), \(chunk.sealed))
                """)
            if chunk.isLast { try tx.execute("UPDATE attachment SET complete = 1 WHERE id = \(chunk.attachment)") }
        }
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
