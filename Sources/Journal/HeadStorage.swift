import Storage
import Terms

/// The statements on `journal_head` and on the lock of the sequencer.
struct HeadStorage {
    let tx: any Transaction

    /// A head's row; the head is nil when a column holds a value of another type.
    struct ReadHead {
        let size: Int64
        let head: TreeHead?

        init(_ row: Row) {
            head = try? HeadStorage.head(row)
            size = head?.size ?? (try? row.get("size")) ?? .max
        }
    }

    /// Lets only one sequencer in until the transaction ends; others wait, and begin anew after it.
    func lock() throws {
        guard try tx.execute("UPDATE journal_lock SET taken = taken + 1 WHERE id = 1") == 1 else {
            throw JournalError.broken
        }
    }

    func insert(_ head: TreeHead) throws {
        try tx.execute(
            """
            INSERT INTO journal_head (size, root, at_ms, signature)
            VALUES (\(head.size), \(head.root), \(head.at), \(head.signature))
            """)
    }

    func newest() throws -> TreeHead? {
        try tx.row("SELECT size, root, at_ms, signature FROM journal_head ORDER BY size DESC LIMIT 1")
            .map { try Self.head($0) }
    }

    /// Heads, largest first, smaller than the given size.
    func before(_ size: Int64, limit: Int) throws -> [ReadHead] {
        try tx.rows(
            """
            SELECT size, root, at_ms, signature FROM journal_head WHERE size < \(size) ORDER BY size DESC LIMIT \(limit)
            """
        ).map { ReadHead($0) }
    }

    /// Heads, smallest first, larger than the given size.
    func after(_ size: Int64, limit: Int) throws -> [ReadHead] {
        try tx.rows(
            """
            SELECT size, root, at_ms, signature FROM journal_head WHERE size > \(size) ORDER BY size LIMIT \(limit)
            """
        ).map { ReadHead($0) }
    }

    private static func head(_ row: Row) throws -> TreeHead {
        TreeHead(
            size: try row.get("size"), root: try row.get("root"), at: try row.get("at_ms"),
            signature: try row.get("signature"))
    }
}
