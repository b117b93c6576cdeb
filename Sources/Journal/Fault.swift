public import Terms

/// Something that the replay found wrong with the journal. It names entries and places, never contents.
public enum Fault: Hashable, Sendable {
    /// An entry as far as it can still be named: by its id, its place, or both.
    public struct Subject: Hashable, Sendable {
        public let entry: EntryID?
        public let position: Int64?
    }

    /// A placed entry is not as it was recorded.
    case changed(Subject)
    /// The entries at these places are gone.
    case removed(ClosedRange<Int64>)
    /// An entry, itself whole, stands at a place where the signed tree has another.
    case reordered(Subject)
    /// An entry that this installation did not record: without a place, beyond the newest head, or at a place twice.
    case planted(Subject)
    /// A recorded entry has a place beyond the newest signed head: the head that placed it is gone.
    case unsigned(Subject)
    /// A stored hash is missing, changed or too many: the subtree at this level, counted from the left.
    case node(level: Int, place: Int64)
    /// The head of this size is not signed by this installation, or the entries do not come to its root.
    /// When several heads in a row do not agree with the entries, the first is named.
    case head(size: Int64)
    /// The witness is larger than the journal: it was put back to an earlier state.
    case rolledBack(witness: Int64)
    /// The journal's first entries are not those that the witness stands for: it was rewritten.
    case rewritten(witness: Int64)
    /// The head that was given as a witness is not signed by this installation.
    case foreignWitness
    /// More faults were found than are listed.
    case more

    /// A stable code for logs and catalogues.
    public var code: String {
        switch self {
        case .changed: "changed"
        case .removed: "removed"
        case .reordered: "reordered"
        case .planted: "planted"
        case .unsigned: "unsigned"
        case .node: "node"
        case .head: "head"
        case .rolledBack: "rolled_back"
        case .rewritten: "rewritten"
        case .foreignWitness: "foreign_witness"
        case .more: "more"
        }
    }
}
