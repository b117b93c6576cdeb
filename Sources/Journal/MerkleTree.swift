import Vault

/// The hashes of a Merkle tree and the checking of proofs (RFC 9162 section 2.1, which restates RFC 6962 section 2.1).
enum MerkleTree {
    static let hashBytes = 32

    /// The hash of a leaf: `HASH(0x00 || d)`. The first byte keeps leaves and nodes apart (RFC 9162 section 2.1.1).
    static func leaf(_ data: [UInt8]) -> [UInt8] { Digest.sha256([0x00] + data) }

    /// The hash of an inner node: `HASH(0x01 || left || right)`.
    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Digest.sha256([0x01] + left + right) }

    /// The root of the tree without leaves: `HASH()`.
    static let emptyRoot = Digest.sha256([])

    /// Where a list of so many leaves is split: the largest power of two smaller than the count.
    ///
    /// - Precondition: more than one leaf.
    static func split(_ count: Int64) -> Int64 {
        precondition(count > 1)
        return 1 << (63 - (count - 1).leadingZeroBitCount)
    }

    /// Whether the path leads from the leaf at this position to the root of the tree of this size
    /// (RFC 9162 section 2.1.3.2).
    static func includes(
        _ leaf: [UInt8], at position: Int64, size: Int64, path: [[UInt8]], root: [UInt8]
    ) -> Bool {
        guard 0 <= position, position < size else { return false }
        var first = position
        var last = size - 1
        var hash = leaf
        for sibling in path {
            guard last != 0, sibling.count == hashBytes else { return false }
            if first & 1 == 1 || first == last {
                hash = node(sibling, hash)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                hash = node(hash, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether the proof shows that the tree of one size and root is the beginning of another
    /// (RFC 9162 section 2.1.4.2).
    static func extends(
        from oldSize: Int64, root oldRoot: [UInt8], to newSize: Int64, root newRoot: [UInt8], proof: [[UInt8]]
    ) -> Bool {
        guard 0 < oldSize, oldSize <= newSize, proof.allSatisfy({ $0.count == hashBytes }) else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        // A whole subtree's root is known to who asks, so the proof does not repeat it (step 2).
        var rest = proof[...]
        if oldSize & (oldSize - 1) == 0 { rest = ([oldRoot] + proof)[...] }
        guard let start = rest.popFirst() else { return false }
        var first = oldSize - 1
        var last = newSize - 1
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        var old = start
        var new = start
        for hash in rest {
            guard last != 0 else { return false }
            if first & 1 == 1 || first == last {
                old = node(hash, old)
                new = node(hash, new)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                new = node(new, hash)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
