import Storage

/// The statements on `journal_node`: the hashes of all full subtrees, level 0 being the leaves.
struct NodeStorage {
    let tx: any Transaction

    /// So many nodes go into one statement.
    private static let batch = 64

    /// Stores subtrees that became full.
    ///
    /// - Throws: `JournalError.broken` when one is there already.
    func insert(_ nodes: [Frontier.Node]) throws {
        for start in stride(from: 0, to: nodes.count, by: Self.batch) {
            let part = nodes[start..<min(start + Self.batch, nodes.count)]
            if part.count == Self.batch { try insert(together: part) } else { for node in part { try insert(together: [node]) } }
        }
    }

    private func insert(together nodes: ArraySlice<Frontier.Node>) throws {
        var values: SQL = ""
        for node in nodes {
            let row: SQL = "(\(node.level), \(node.place), \(node.hash))"
            values = node == nodes.first ? row : "\(fragment: values), \(fragment: row)"
        }
        let stored = try tx.execute(
            "INSERT INTO journal_node (level, place, hash) VALUES \(fragment: values) ON CONFLICT DO NOTHING")
        guard stored == nodes.count else { throw JournalError.broken }
    }

    /// The hash of one full subtree.
    ///
    /// - Throws: `JournalError.broken` when it is missing.
    func hash(_ level: Int, _ place: Int64) throws -> [UInt8] {
        let stored = try tx.row("SELECT hash FROM journal_node WHERE level = \(level) AND place = \(place)")
        guard let hash: [UInt8] = try? stored?.get("hash") else { throw JournalError.broken }
        return hash
    }

    /// The stored tree as far as its first leaves.
    func tree(size: Int64) -> StoredTree { StoredTree(size: size, hash: hash) }

    /// The subtrees of one level in their order, from a place on.
    func row(of level: Int, from place: Int64, limit: Int) throws -> [(place: Int64, hash: [UInt8]?)] {
        try tx.rows(
            """
            SELECT place, hash FROM journal_node WHERE level = \(level) AND place >= \(place)
            ORDER BY place LIMIT \(limit)
            """
        ).compactMap { row in (try? row.get("place", as: Int64.self)).map { ($0, try? row.get("hash")) } }
    }

    /// Whether some leaf of the stored tree has this hash.
    func isLeaf(_ hash: [UInt8]) throws -> Bool {
        try tx.row("SELECT place FROM journal_node WHERE level = 0 AND hash = \(hash) LIMIT 1") != nil
    }

    /// Stored subtrees that a tree of this size does not have.
    func superfluous(size: Int64, limit: Int) throws -> [(level: Int, place: Int64)] {
        try tx.rows(
            """
            SELECT level, place FROM journal_node
            WHERE level < 0 OR level > 62 OR place < 0 OR place >= (\(size) >> level) ORDER BY level, place LIMIT \(limit)
            """
        ).map { (try $0.get("level"), try $0.get("place")) }
    }
}
