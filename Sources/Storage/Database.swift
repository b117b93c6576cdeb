/// The database: reads and writes as closures on a ``Transaction``, over SQLite or PostgreSQL.
///
/// Closures are synchronous and run on threads of their own, never on Swift's cooperative ones.
public final class Database: Sendable {
    /// Where a database is.
    public enum Location: Sendable {
        /// A file, made when it is not there; its folder must exist.
        case sqlite(path: String)
        /// A database that is gone when it is closed.
        case memory
        /// A libpq address such as `postgresql://baken@db.example/baken?sslmode=verify-full`.
        case postgres(url: String)
    }

    let engine: any Engine

    init(_ engine: any Engine) { self.engine = engine }

    /// Opens the database and checks that what it commits is really kept.
    /// Throws ``StorageError/cannotOpen(_:)`` with the reason.
    public static func open(_ location: Location) async throws -> Database {
        switch location {
        case .sqlite(let path): Database(try await SQLiteEngine.open(path: path))
        case .memory: Database(try await SQLiteEngine.open(path: nil))
        case .postgres(let url): Database(try await PostgresEngine.open(url: url))
        }
    }

    /// Reads within one consistent snapshot; a statement that writes throws ``StorageError/readOnly``.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await engine.read { try body($0) }
    }

    /// Writes all or nothing; when it returns, the write survives a power cut.
    ///
    /// The body may be run more than once, after a conflict or because a neighbour failed, so it has no effects but
    /// on the transaction. Bodies see one another as if they ran one by one.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await engine.write { try body($0) }
    }

    /// Whether the database answers a read now.
    public func answers() async -> Bool {
        do { return try await read { tx in try tx.row("SELECT 1 AS one") != nil } } catch { return false }
    }

    /// Whether the database keeps a write now. It changes nothing.
    public func takesWrites() async -> Bool {
        do { try await write(Self.proveWritable) } catch { return false }
        return true
    }

    /// A write that changes nothing. Throws ``StorageError/unwritable`` where none is kept.
    static func proveWritable(in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE storage_migration SET at_ms = at_ms WHERE name = (SELECT min(m.name) FROM storage_migration m)
            """)
    }

    /// Takes out of the files of SQLite what was deleted or overwritten: until then the write-ahead log holds the pages as
    /// they were. Does nothing while somebody reads what was before, and nothing on PostgreSQL, which has its own ways.
    public func forget() async throws { try await engine.forget() }

    /// The bytes that are free on the disk of the database's files; nil when this machine cannot know.
    public func freeBytes() async throws -> Int? { try await engine.freeBytes() }

    /// The bytes that the database holds.
    public func size() async throws -> Int { try await engine.size() }

    /// Waits for what is running and closes; what comes after throws ``StorageError/unavailable``.
    public func close() async { await engine.close() }
}

/// The work of one transaction.
typealias Body<T> = @Sendable (OpenTransaction) throws -> T

/// What runs transactions. Its two kinds are SQLite's and PostgreSQL's.
protocol Engine: Sendable {
    func read<T: Sendable>(_ body: @escaping Body<T>) async throws -> T
    func write<T: Sendable>(_ body: @escaping Body<T>) async throws -> T
    /// A write that no other process runs beside another of its kind: for the schema and for a restore.
    func alone<T: Sendable>(_ body: @escaping Body<T>) async throws -> T
    /// The schema that these migrations make on an engine of this kind, in this order.
    func reference(_ migrations: [Migration]) async throws -> Set<SchemaObject>
    /// From now on reads and writes throw ``StorageError/strangeSchema`` while the schema is another than this;
    /// nil stops that.
    func watch(for reference: Set<SchemaObject>?) async
    /// See ``Database/forget()``.
    func forget() async throws
    /// See ``Database/freeBytes()``.
    func freeBytes() async throws -> Int?
    /// See ``Database/size()``.
    func size() async throws -> Int
    func close() async
}
