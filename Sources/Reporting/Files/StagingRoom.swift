import Records
import Storage
public import Terms

/// How much the files that were not sent yet may hold together, so that what is uploaded and left behind cannot fill the
/// disk (Dutch: plaats voor klaargezette bestanden). Visitors and members have a room each: no visitor can use up what
/// members need.
///
/// One number in the database says how many bytes they hold at most. Taking in adds to it; what was sent, discarded or
/// swept meanwhile is only seen when it says that there is no room, because then they are counted anew. So there are
/// never more than it says, and it never says more than the bound.
public struct StagingRoom: Sendable {
    /// There is no room for more now; nothing of it was stored.
    public struct Full: Error, Sendable {}

    /// Whose files a room is for. Its raw value is stored.
    public enum Owner: String, Sendable, CaseIterable { case visitors, members }

    /// As much as forty reports with all the files that one may have.
    public static let standardMegabytes = 2_000
    /// How small and how large the room may be: at least two such reports.
    public static let bounds = 100...1_000_000
    /// When it was counted so short ago, it is believed.
    public static let trust = Term.seconds(10)

    let owner: Owner
    private let bytes: Int

    public init(_ owner: Owner, megabytes: Int = standardMegabytes) {
        self.owner = owner
        bytes = megabytes * 1_000_000
    }

    /// Takes room for bytes in the transaction that stores them. False when there is none: then nothing is to be stored,
    /// and that it was counted is to be kept.
    func take(_ more: Int, _ ground: Ground, in tx: any Transaction) throws -> Bool {
        let taken = try tx.execute(
            """
            INSERT INTO staged_bytes (room, bytes, counted_at) VALUES (\(owner.rawValue), \(more), 0)
            ON CONFLICT (room) DO UPDATE SET bytes = staged_bytes.bytes + \(more)
            WHERE staged_bytes.bytes + \(more) <= \(bytes)
            """)
        return try taken == 1 || recount(taking: more, ground, in: tx)
    }

    private func recount(taking more: Int, _ ground: Ground, in tx: any Transaction) throws -> Bool {
        let now = ground.time.now()
        let last = try tx.value(
            "SELECT counted_at FROM staged_bytes WHERE room = \(owner.rawValue)", as: Instant.self)
        guard let last, now >= last + Self.trust else { return false }
        let there = try ground.attachments.staged(in: owner.rawValue, tx)
        let fits = there + more <= bytes
        try tx.execute(
            """
            UPDATE staged_bytes SET bytes = \(there + (fits ? more : 0)), counted_at = \(now)
            WHERE room = \(owner.rawValue)
            """)
        return fits
    }

    static let migrations = [
        Migration(
            "staging 1 the pieces of files that were not sent yet are counted",
            """
            CREATE TABLE staging_room (
                id BIGINT PRIMARY KEY CHECK (id = 1), pieces BIGINT NOT NULL, counted_at BIGINT NOT NULL)
            """),
        Migration(
            "staging 2 files that were not sent yet are counted in bytes, those of visitors and of members apart",
            """
            CREATE TABLE staged_bytes (room TEXT PRIMARY KEY, bytes BIGINT NOT NULL, counted_at BIGINT NOT NULL)
            """,
            """
            UPDATE attachment SET room = 'visitors', held = (
                SELECT coalesce(sum(length(c.sealed) + 512), 0) FROM attachment_chunk c WHERE c.attachment = attachment.id)
            WHERE object IS NULL
            """,
            "DROP TABLE staging_room"),
    ]
}
