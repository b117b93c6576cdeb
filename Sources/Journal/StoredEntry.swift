import Storage
import Terms

/// An entry as it stands in its row, with its seal and its place.
struct StoredEntry {
    let columns: EntryColumns
    let seal: [UInt8]
    /// Nil until the sequencer gave it one.
    let position: Int64?

    var leaf: [UInt8] { MerkleTree.leaf(columns.leafData(seal: seal)) }

    init(_ row: Row) throws {
        columns = EntryColumns(
            id: try row.get("id"), at: try row.get("at_ms"), actor: try row.get("actor"),
            organisation: try row.get("organisation"), role: try row.get("role"), act: try row.get("act"),
            object: try row.get("object"), basis: try row.get("basis"), digest: try row.get("digest"))
        seal = try row.get("mac")
        position = try row.get("position")
    }
}

/// What could be read of a row that somebody may have changed into nonsense.
///
/// SQLite keeps a text in a column of numbers when it is told to, so any column may fail.
struct ReadEntry {
    /// Nil when a column holds a value of another type.
    let stored: StoredEntry?
    let id: String?
    let at: Int64?
    let position: Int64?

    init(_ row: Row) {
        stored = try? StoredEntry(row)
        id = try? row.get("id")
        at = try? row.get("at_ms")
        position = try? row.get("position", as: Int64?.self)
    }

    /// Where reading unplaced entries goes on after this one; nil when it cannot be told.
    var cursor: (at: Int64, id: String)? {
        guard let at, let id else { return nil }
        return (at, id)
    }

    var subject: Fault.Subject {
        Fault.Subject(entry: id.flatMap { try? EntryID($0) }, position: position)
    }
}
