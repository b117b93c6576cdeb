public import Journal
import Storage
public import Terms

/// A version of a record as its row tells it; what it says stays sealed.
public struct RecordVersion: Sendable {
    public let id: RecordID
    public let object: String
    public let kind: RecordKind
    public let author: Actor
    public let at: Instant
    /// The version that this one took the place of.
    public let replaces: RecordID?
    public let digest: [UInt8]
    public let isEmpty: Bool

    init(_ row: Row) throws {
        id = try row.get("id")
        object = try row.get("object")
        kind = RecordKind(try row.get("kind"))
        author = try Actor(text: try row.get("author"))
        at = try row.get("at_ms")
        replaces = try row.get("replaces")
        digest = try row.get("digest")
        isEmpty = try row.get("destroyed_at", as: Instant?.self) != nil
    }
}
