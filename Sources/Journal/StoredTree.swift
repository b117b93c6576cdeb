/// A tree of a given size whose full subtrees are stored somewhere: makes proofs by reading O(log n) of them.
struct StoredTree {
    let size: Int64
    /// The stored hash of a full subtree.
    let hash: (_ level: Int, _ place: Int64) throws -> [UInt8]

    /// The inclusion proof of the leaf at a position: `PATH(m, D_n)` of RFC 9162 section 2.1.3.1.
    ///
    /// - Precondition: 0 ≤ position < size.
    func path(to position: Int64) throws -> [[UInt8]] {
        precondition(0 <= position && position < size)
        var path: [[UInt8]] = []
        var start: Int64 = 0
        var count = size
        while count > 1 {
            let left = MerkleTree.split(count)
            if position < start + left {
                path.append(try root(from: start + left, count: count - left))
                count = left
            } else {
                path.append(try root(from: start, count: left))
                start += left
                count -= left
            }
        }
        return path.reversed()
    }

    /// The consistency proof from an earlier size: `PROOF(m, D_n)` of RFC 9162 section 2.1.4.1.
    ///
    /// - Precondition: 0 < oldSize ≤ size.
    func consistency(from oldSize: Int64) throws -> [[UInt8]] {
        precondition(0 < oldSize && oldSize <= size)
        var proof: [[UInt8]] = []
        var start: Int64 = 0
        var count = size
        while oldSize - start != count {
            let left = MerkleTree.split(count)
            if oldSize <= start + left {
                proof.append(try root(from: start + left, count: count - left))
                count = left
            } else {
                proof.append(try root(from: start, count: left))
                start += left
                count -= left
            }
        }
        // When all of the old tree is this one subtree, whoever asks knows its root.
        if start > 0 { proof.append(try root(from: start, count: count)) }
        return proof.reversed()
    }

    /// The hash of the subtree over so many leaves from `start` on, a multiple of the power of two not below the count.
    private func root(from start: Int64, count: Int64) throws -> [UInt8] {
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try hash(level, start >> Int64(level))
        }
        let left = MerkleTree.split(count)
        return MerkleTree.node(try root(from: start, count: left), try root(from: start + left, count: count - left))
    }
}
