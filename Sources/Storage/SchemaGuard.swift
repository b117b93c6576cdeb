import Synchronization

/// The database's schema holds something that the migrations did not make, or lacks something that they did.
public struct StrangeSchema: Error, Hashable {
    /// What differs, as in "trigger spy" or "column member.state".
    public let names: [String]
}

/// Something that a schema is made of, as the engine's own catalogue tells it: a table, an index, a trigger…
struct SchemaObject: Hashable, Sendable {
    /// The table in which the database remembers its migrations.
    static let memory = "table storage_migration"

    /// Its kind and name.
    let name: String
    /// All that it is, in the engine's words.
    let definition: String
}

/// The schemas that lists of migrations make, each worked out once.
enum SchemaReference {
    private static let made = Mutex<[String: Set<SchemaObject>]>([:])

    static func of(
        _ migrations: [Migration], _ dialect: Dialect, _ make: () throws -> Set<SchemaObject>
    ) throws -> Set<SchemaObject> {
        let key = migrations.reduce("\(dialect)") { "\($0) \($1.checksum) \($1.name)" }
        if let known = made.withLock({ $0[key] }) { return known }
        let reference = try make()
        made.withLock { $0[key] = reference }
        return reference
    }
}

/// What the schema should be, and up to when it is known to be so.
final class SchemaGuard: Sendable {
    private struct State {
        var reference: Set<SchemaObject>?
        /// A mark of the schema that was compared last: SQLite's count of changes.
        var sound: Int64?
        var comparedAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    func watch(for reference: Set<SchemaObject>?) { state.withLock { $0 = State(reference: reference) } }

    /// Compares the schema unless it is known by this mark. Throws ``StorageError/strangeSchema``.
    func check(mark: Int64, _ objects: () throws -> Set<SchemaObject>) throws {
        guard let reference = state.withLock({ $0.sound == mark ? nil : $0.reference }) else { return }
        guard try objects() == reference else { throw StorageError.strangeSchema }
        state.withLock { if $0.reference == reference { $0.sound = mark } }
    }

    /// Compares the schema unless it was compared within the pause. Throws ``StorageError/strangeSchema``.
    func check(every pause: Duration, evenSooner: Bool, _ objects: () throws -> Set<SchemaObject>) throws {
        let now = ContinuousClock.now
        let due = state.withLock { state in
            state.comparedAt.map { evenSooner || now - $0 > pause } ?? true ? state.reference : nil
        }
        guard let due else { return }
        guard try objects() == due else {
            state.withLock { $0.comparedAt = nil }
            throw StorageError.strangeSchema
        }
        state.withLock { $0.comparedAt = now }
    }
}
