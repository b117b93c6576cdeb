@testable import Journal

/// A tree in memory, grown leaf by leaf as the sequencer grows the stored one.
struct GrownTree {
    struct NoSuchSubtree: Error {}

    private(set) var frontier = Frontier()
    private var nodes: [[Int64]: [UInt8]] = [:]

    init(_ leaves: [[UInt8]] = []) {
        for leaf in leaves { append(leaf) }
    }

    mutating func append(_ leaf: [UInt8]) {
        for node in frontier.append(leaf) { nodes[[Int64(node.level), node.place]] = node.hash }
    }

    var root: [UInt8] { frontier.root }
    var stored: StoredTree { stored(frontier.size) }

    /// The tree as far as its first leaves.
    func stored(_ size: Int64) -> StoredTree {
        StoredTree(size: size) { [nodes] level, place in
            guard let hash = nodes[[Int64(level), place]] else { throw NoSuchSubtree() }
            return hash
        }
    }
}

/// The Merkle tree hash as RFC 9162 section 2.1.1 defines it, by recursion and nothing else.
func definedRoot(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    guard leaves.count > 1 else { return leaves.first ?? MerkleTree.emptyRoot }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return MerkleTree.node(definedRoot(leaves[..<middle]), definedRoot(leaves[middle...]))
}
