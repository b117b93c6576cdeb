import Storage
import Terms

/// Gives new entries their places. See ``Journal/sequence(in:limit:)``.
struct Sequencer {
    let journal: Journal
    let tx: any Transaction

    private static let batch = 1_000

    func run(limit: Int) throws -> TreeHead? {
        let entries = EntryStorage(tx: tx)
        // Looking before locking spares an idle installation one write a second. Should another process number entries
        // between the two, the engine lets this transaction begin anew.
        guard try entries.hasUnplaced() else { return nil }
        let heads = HeadStorage(tx: tx)
        try heads.lock()
        var frontier = try signedFrontier(heads.newest(), last: entries.lastPosition())
        let filled = try place(entries, on: &frontier, limit: limit)
        guard !filled.isEmpty else { return nil }
        try NodeStorage(tx: tx).insert(filled)
        let head = try TreeHead(
            size: frontier.size, root: frontier.root, at: journal.time.now(), with: journal.signing)
        try heads.insert(head)
        return head
    }

    /// The right edge of the stored tree, once it is certain that this is the tree which was signed last: a changed tree
    /// must never be signed again as if it were whole.
    private func signedFrontier(_ head: TreeHead?, last: Int64?) throws -> Frontier {
        guard let head else {
            guard last == nil else { throw JournalError.broken }
            return Frontier()
        }
        guard head.isSigned(under: journal.verifyingKey), last == head.size - 1 else { throw JournalError.broken }
        let frontier = try Frontier(size: head.size, hash: NodeStorage(tx: tx).hash)
        guard frontier.root == head.root else { throw JournalError.broken }
        return frontier
    }

    /// Places whatever bears a fitting seal, oldest first, and passes over the rest.
    private func place(_ entries: EntryStorage, on frontier: inout Frontier, limit: Int) throws -> [Frontier.Node] {
        var filled: [Frontier.Node] = []
        var room = limit
        var last: (at: Int64, id: String)? = (.min, "")
        while room > 0, let after = last {
            let wanted = min(room, Self.batch)
            let found = try entries.unplaced(after: after.at, after.id, limit: wanted)
            for case let entry? in found.map(\.stored) where journal.isSealed(entry) {
                guard try entries.place(entry.columns.id, at: frontier.size) else { throw JournalError.broken }
                filled += frontier.append(entry.leaf)
                room -= 1
            }
            last = found.count == wanted ? found.last?.cursor : nil
        }
        return filled
    }
}
