import Storage
import Terms

/// The replay of the whole journal. See ``Journal/verify(in:against:)``.
///
/// The tree is grown again from the entries. Where an entry is not whole, the stored hash of its leaf takes its place,
/// so that one change is told once and not again by every hash above it.
struct Replay {
    /// Faults listed at most; the next one is told as ``Fault/more``.
    static let mostFaults = 200
    private static let batch = 1_000

    private let journal: Journal
    private let entries: EntryStorage
    private let nodes: NodeStorage
    private let heads: HeadStorage
    private var faults: [Fault] = []
    private var frontier = Frontier()
    private var stored: StoredRows
    private var signed: SignedHeads
    private var lastHeadDisagreed = false

    init(journal: Journal, tx: any Transaction) {
        self.journal = journal
        entries = EntryStorage(tx: tx)
        nodes = NodeStorage(tx: tx)
        heads = HeadStorage(tx: tx)
        stored = StoredRows(NodeStorage(tx: tx))
        signed = SignedHeads(HeadStorage(tx: tx))
    }

    private var isFull: Bool { faults.count > Self.mostFaults }

    mutating func run(against witness: TreeHead?) throws -> [Fault] {
        let size = try heads.before(.max, limit: 1).first?.size ?? 0
        let trusted = judge(witness, size: size)
        try replayPlaced(size: size, trusted)
        try replayUnplaced()
        for node in try nodes.superfluous(size: size, limit: Self.mostFaults) {
            note(.node(level: node.level, place: node.place))
        }
        return faults
    }

    private mutating func note(_ fault: Fault) {
        if faults.count < Self.mostFaults { faults.append(fault) } else if !isFull { faults.append(.more) }
    }

    /// The witness when it can be compared with a root of this tree.
    private mutating func judge(_ witness: TreeHead?, size: Int64) -> TreeHead? {
        guard let witness else { return nil }
        guard witness.isSigned(under: journal.verifyingKey) else {
            note(.foreignWitness)
            return nil
        }
        guard witness.size <= size else {
            note(.rolledBack(witness: witness.size))
            return nil
        }
        return witness
    }

    private mutating func replayPlaced(size: Int64, _ witness: TreeHead?) throws {
        var after: (position: Int64, id: String)? = (.min, "")
        while let cursor = after, !isFull {
            let found = try entries.placed(after: cursor.position, cursor.id, limit: Self.batch)
            for entry in found { try replay(entry, size: size, witness) }
            after = found.count == Self.batch
                ? found.last.flatMap { last in last.position.flatMap { place in last.id.map { (place, $0) } } } : nil
        }
        try fill(to: size, witness)
    }

    private mutating func replay(_ entry: ReadEntry, size: Int64, _ witness: TreeHead?) throws {
        let isWhole = entry.stored.map(journal.isSealed) ?? false
        guard let position = entry.position, position >= frontier.size else { return note(.planted(entry.subject)) }
        guard position < size else { return note(isWhole ? .unsigned(entry.subject) : .planted(entry.subject)) }
        try fill(to: position, witness)
        let node = try stored.hash(level: 0, place: position)
        guard isWhole, let leaf = entry.stored?.leaf else {
            note(.changed(entry.subject))
            return try grow(by: node ?? MerkleTree.emptyRoot, witness)
        }
        guard leaf != node else { return try grow(by: leaf, witness) }
        if let node, try nodes.isLeaf(leaf) {
            note(.reordered(entry.subject))
            try grow(by: node, witness)
        } else {
            note(.node(level: 0, place: position))
            try grow(by: leaf, witness)
        }
    }

    /// Passes over places whose entries are gone; their leaves' stored hashes stand in for them.
    private mutating func fill(to position: Int64, _ witness: TreeHead?) throws {
        guard frontier.size < position else { return }
        note(.removed(frontier.size...(position - 1)))
        while frontier.size < position, !isFull {
            try grow(by: try stored.hash(level: 0, place: frontier.size) ?? MerkleTree.emptyRoot, witness)
        }
    }

    private mutating func grow(by leaf: [UInt8], _ witness: TreeHead?) throws {
        for node in frontier.append(leaf) where node.level > 0 {
            if try stored.hash(level: node.level, place: node.place) != node.hash {
                note(.node(level: node.level, place: node.place))
            }
        }
        while let head = try signed.next(upTo: frontier.size) {
            let agrees = head.head.map {
                $0.isSigned(under: journal.verifyingKey) && $0.size == frontier.size && $0.root == frontier.root
            } ?? false
            if !agrees, !lastHeadDisagreed { note(.head(size: head.size)) }
            lastHeadDisagreed = !agrees
        }
        if let witness, witness.size == frontier.size, witness.root != frontier.root {
            note(.rewritten(witness: witness.size))
        }
    }

    private mutating func replayUnplaced() throws {
        var after: (at: Int64, id: String)? = (.min, "")
        while let cursor = after, !isFull {
            let found = try entries.unplaced(after: cursor.at, cursor.id, limit: Self.batch)
            for entry in found where !(entry.stored.map(journal.isSealed) ?? false) { note(.planted(entry.subject)) }
            after = found.count == Self.batch ? found.last?.cursor : nil
        }
    }
}

/// The stored hashes of each level, read along in batches while the tree grows.
private struct StoredRows {
    private static let batch = 1_000
    private let nodes: NodeStorage
    private var rows: [Int: [Int64: [UInt8]]] = [:]
    private var readTo: [Int: Int64] = [:]

    init(_ nodes: NodeStorage) { self.nodes = nodes }

    /// Places are asked for in rising order, level by level; nil when there is no such hash.
    mutating func hash(level: Int, place: Int64) throws -> [UInt8]? {
        if place >= readTo[level, default: 0] {
            let found = try nodes.row(of: level, from: place, limit: Self.batch)
            rows[level] = Dictionary(found.map { ($0.place, $0.hash ?? []) }) { first, _ in first }
            readTo[level] = found.count == Self.batch ? (found.last?.place ?? place) + 1 : .max
        }
        return rows[level]?[place]
    }
}

/// The signed heads, smallest first, read in batches.
private struct SignedHeads {
    private static let batch = 1_000
    private let heads: HeadStorage
    private var read: ArraySlice<HeadStorage.ReadHead> = []
    private var after: Int64? = .min

    init(_ heads: HeadStorage) { self.heads = heads }

    /// The next head of at most this size.
    mutating func next(upTo size: Int64) throws -> HeadStorage.ReadHead? {
        if read.isEmpty, let from = after {
            read = try heads.after(from, limit: Self.batch)[...]
            after = read.count == Self.batch ? read.last?.size : nil
        }
        guard let first = read.first, first.size <= size else { return nil }
        return read.removeFirst()
    }
}
