public import Vault

/// The proof that an entry stands in the journal, to be kept and printed by whom it concerns: with it nobody can say that
/// a report never arrived (RFC 9162 section 2.1.3).
///
/// It says nothing but the entry's id, time, act, object, digest and place, and the head of the tree. It is checked
/// without the database and without the installation.
public struct InclusionProof: Sendable, Hashable {
    /// What the proof is about; `entry.at` is the date of receipt.
    public let entry: EntryOutline
    /// The entry's place, counted from zero.
    public let position: Int64
    public let head: TreeHead
    /// The hashes beside the way from the leaf to the root, from below.
    public let path: [[UInt8]]
    /// The key that the head verifies under. Compare it with the one that the installation publishes.
    public let verifyingKey: VerifyingKey

    init(entry: EntryOutline, position: Int64, head: TreeHead, path: [[UInt8]], verifyingKey: VerifyingKey) {
        self.entry = entry
        self.position = position
        self.head = head
        self.path = path
        self.verifyingKey = verifyingKey
    }

    /// Reads a proof from its printed form. Line ends may be of either kind and the last one may be missing; for the
    /// rest every character counts.
    public init(text: String) throws(ProofUnreadable) {
        self = try ProofText.read(text)
    }

    /// The printed form: ASCII, lines of at most 76 characters.
    public var text: String { ProofText.write(self) }

    /// Whether the head is signed and the path leads from this entry to its root.
    ///
    /// - Parameter key: the installation's key as known from elsewhere. Nil trusts the key in the proof itself, which
    ///   shows only that the proof is whole, not whose it is.
    public func verify(key: VerifyingKey?) -> Bool {
        guard key == nil || key == verifyingKey, head.isSigned(under: verifyingKey) else { return false }
        return MerkleTree.includes(
            MerkleTree.leaf(entry.leafData), at: position, size: head.size, path: path, root: head.root)
    }
}

/// What was read is no proof of receipt, or not the whole of one, or it was changed.
public struct ProofUnreadable: Error, Hashable {}
