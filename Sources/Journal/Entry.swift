public import Terms

/// One act or one look, as the journal remembers it (NEN 7513: who, in which role, what, on what, when, why).
///
/// It holds ids, codes and digests, never contents.
public struct Entry: Sendable, Hashable {
    public let id: EntryID
    /// When it was recorded. For a report's submission this is the date of receipt.
    public let at: Instant
    public let actor: Actor
    /// The organisation whose work it is: the actor's own, or the owner of the report; nil where there is none.
    public let organisation: OrganisationID?
    /// The role that allowed it.
    public let role: Role?
    public let act: Act
    /// The id of what it was done to.
    public let object: String
    /// The code of the legal basis (Dutch: grondslag), where the act needs one.
    public let basis: String?
    /// The SHA-256 of the sealed record that the entry is about: it can be compared, not opened.
    public let digest: [UInt8]?

    /// All fields in one unambiguous form; the entry's seal (an HMAC) is made over these bytes.
    public var canonical: [UInt8] { EntryColumns(self).canonical }
}

/// The part of an entry that a proof shows to whoever holds it, and that is enough to compute the entry's leaf.
///
/// Actor, organisation, role and basis are left out. The seal stands for them: it is an HMAC over the whole entry under a
/// key of the installation, so it binds them and tells nothing of them to who has not that key.
public struct EntryOutline: Sendable, Hashable {
    public let id: EntryID
    /// When the entry was recorded; for a report's submission the date of receipt.
    public let at: Instant
    public let act: Act
    public let object: String
    public let digest: [UInt8]?
    /// The entry's HMAC.
    public let seal: [UInt8]

    /// The data of this entry's leaf in the tree (the `d(n)` of RFC 9162 section 2.1.1).
    var leafData: [UInt8] {
        EntryColumns.leafData(
            id: id.text, at: at.milliseconds, act: act.code, object: object, digest: digest, seal: seal)
    }
}

/// An entry with its place in the tree.
public struct PlacedEntry: Sendable, Hashable {
    /// Counted from zero, without gaps.
    public let position: Int64
    public let entry: Entry
}
