/// What can go wrong with the database. No case ever holds a stored or bound value.
public enum StorageError: Error, Hashable {
    /// There is no room left on the disk, or it can no longer be written to. Nothing of the write remains.
    case full
    /// The database cannot be reached, is busy for too long, or too many are waiting for it. A write that threw this
    /// may or may not have been kept when the connection broke while it was being committed.
    case unavailable
    /// The write was tried again and again, and others were always in its way.
    case conflict
    /// The database refused the write for this rule: the constraint's name, or what the engine calls it.
    case constraint(String)
    /// What is stored is not what was asked for: the column and the types.
    case malformed(String)
    /// A statement that writes was used in a read.
    case readOnly
    /// The database takes no writes: its file, its disk or its server was made read-only.
    case unwritable
    /// The statement is wrong: the engine's code and, where it can hold no value, its message.
    case statement(String)
    /// The schema is not the one that the migrations make: something in it was put there, changed or taken away.
    case strangeSchema
    /// The database could not be opened, with the reason for whoever runs it; no password, no contents.
    case cannotOpen(String)

    /// The kind of error, for logs and counts.
    public var code: String {
        switch self {
        case .full: "full"
        case .unavailable: "unavailable"
        case .conflict: "conflict"
        case .constraint: "constraint"
        case .malformed: "malformed"
        case .readOnly: "readOnly"
        case .unwritable: "unwritable"
        case .statement: "statement"
        case .strangeSchema: "strangeSchema"
        case .cannotOpen: "cannotOpen"
        }
    }

    static func wanted(_ type: String, _ found: SQLValue) -> Self { .malformed("\(type) wanted, \(found.typeName) found") }
}
