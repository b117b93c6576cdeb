/// What makes the journal stop. These are faults, not refusals: nobody at a screen can mend them.
public enum JournalError: Error, Hashable {
    /// The object or the basis has not the form of a code or an id, so it might be contents.
    case notACode
    /// A column holds what Baken would not have written; the column's name, never its value.
    case malformed(String)
    /// The stored tree is not the one that the newest head signed: nothing is added to it. See ``Journal/verify(in:against:)``.
    case broken
    /// A proof was asked for sizes that the signed tree never had.
    case noSuchSize
}
