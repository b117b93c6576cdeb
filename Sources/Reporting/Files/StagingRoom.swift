import Storage
public import Terms

/// How much the files that were not sent yet may hold together, so that what is uploaded and left behind cannot fill the
/// disk (Dutch: plaats voor klaargezette bestanden).
///
/// One number in the database says how many of their pieces there are at most. Taking in adds to it; what was sent,
/// discarded or swept meanwhile is only seen when it says that there is no room, because then the pieces are counted
/// anew. So there are never more than it says, and it never says more than the bound.
public struct StagingRoom: Sendable {
    /// There is no room for these pieces now; nothing of them was stored.
    public struct Full: Error, Sendable {}

    /// As much as forty reports with all the files that one may have.
    public static let standardMegabytes = 2_000
    /// How small and how large the room may be: at least two such reports.
    public static let bounds = 100...1_000_000
    /// When it was counted so short ago, it is believed.
    public static let trust = Term.seconds(10)

    private let pieces: Int

    public init(megabytes: Int = standardMegabytes) {
        pieces = megabytes * 1_000_000 / IncomingFile.pieceBytes
    }

    /// Takes room for pieces in the transaction that stores them, each as a whole one. False when there is none: then
    /// nothing is to be stored, and that it was counted is to be kept.
    func take(_ more: Int, at now: Instant, in tx: any Transaction) throws -> Bool {
        let taken = try tx.execute(
            """
            INSERT INTO staging_room (id, pieces, counted_at) VALUES (1, \(more), 0)
            ON CONFLICT (id) DO UPDATE SET pieces = staging_room.pieces + \(more)
            WHERE staging_room.pieces + \(more) <= \(pieces)
            """)
        return try taken == 1 || recount(taking: more, at: now, in: tx)
    }

    private func recount(taking more: Int, at now: Instant, in tx: any Transaction) throws -> Bool {
        let last = try tx.value("SELECT counted_at FROM staging_room", as: Instant.self)
        guard let last, now >= last + Self.trust else { return false }
        let there =
            try tx.value(
                """
                SELECT count(*) FROM attachment a JOIN attachment_chunk c ON c.attachment = a.id
                WHERE a.staged_until > 0
                """, as: Int.self) ?? 0
        let fits = there + more <= pieces
        try tx.execute("UPDATE staging_room SET pieces = \(there + (fits ? more : 0)), counted_at = \(now)")
        return fits
    }

    static let migrations = [
        Migration(
            "staging 1 the pieces of files that were not sent yet are counted",
            """
            CREATE TABLE staging_room (
                id BIGINT PRIMARY KEY CHECK (id = 1), pieces BIGINT NOT NULL, counted_at BIGINT NOT NULL)
            """)
    ]
}
