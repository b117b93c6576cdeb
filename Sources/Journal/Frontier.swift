/// The right edge of a growing tree: the roots of its full subtrees, largest first.
///
/// It is all that is needed to add leaves and to know the root, and it holds at most 63 hashes.
struct Frontier {
    /// A full subtree that will never change again: its height, its number from the left on that height, its hash.
    struct Node: Hashable {
        let level: Int
        let place: Int64
        let hash: [UInt8]
    }

    private(set) var size: Int64 = 0
    private var peaks: [Node] = []

    init() {}

    /// The frontier of a tree that exists, its full subtrees' hashes given by whoever stores them.
    init(size: Int64, hash: (_ level: Int, _ place: Int64) throws -> [UInt8]) rethrows {
        self.size = size
        peaks = try Self.subtrees(of: size).map { level, place in
            Node(level: level, place: place, hash: try hash(level, place))
        }
    }

    /// The full subtrees that make up a tree of this size, largest first: one for each bit that is set.
    static func subtrees(of size: Int64) -> [(level: Int, place: Int64)] {
        (0..<63).reversed().filter { size >> Int64($0) & 1 == 1 }.map { ($0, size >> Int64($0) - 1) }
    }

    /// Adds a leaf and returns the subtrees that became full by it, the leaf itself first.
    mutating func append(_ leaf: [UInt8]) -> [Node] {
        var node = Node(level: 0, place: size, hash: leaf)
        var filled = [node]
        while let left = peaks.last, left.level == node.level {
            peaks.removeLast()
            node = Node(level: node.level + 1, place: node.place >> 1, hash: MerkleTree.node(left.hash, node.hash))
            filled.append(node)
        }
        peaks.append(node)
        size += 1
        return filled
    }

    /// The Merkle tree hash of all leaves so far (RFC 9162 section 2.1.1).
    var root: [UInt8] {
        guard var root = peaks.last?.hash else { return MerkleTree.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = MerkleTree.node(peak.hash, root) }
        return root
    }
}
