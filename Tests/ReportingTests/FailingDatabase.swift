import Synchronization

@testable import Storage

/// A database on which one statement fails: the n-th from when it was armed, counted over all transactions.
///
/// The engine beneath is the real one, and so is what it undoes. Only the answer to the statement is withheld.
struct FailingDatabase {
    let database: Database
    private let fuse: Fuse

    init(_ real: Database) {
        fuse = Fuse()
        database = Database(FailingEngine(real: real.engine, fuse: fuse))
    }

    /// Lets the n-th statement from here on fail; nil lets none fail.
    func arm(_ n: Int?, after: Bool = false) { fuse.arm(n, after: after) }

    /// Whether the statement that was to fail came.
    var hasBlown: Bool { fuse.hasBlown }
}

private final class Fuse: Sendable {
    private let state = Mutex((left: Int?.none, after: false, hasBlown: false))

    func arm(_ n: Int?, after: Bool) { state.withLock { $0 = (n, after, false) } }
    var hasBlown: Bool { state.withLock { $0.hasBlown } }

    /// Runs the statement unless it is the one that fails; that one is done first when the fuse is set so.
    func passing<T>(_ statement: () throws -> T) throws -> T {
        let fails = state.withLock { state -> (now: Bool, after: Bool) in
            guard let left = state.left else { return (false, false) }
            state.left = left > 1 ? left - 1 : nil
            if left == 1 { state.hasBlown = true }
            return (left == 1, state.after)
        }
        if fails.now, fails.after { _ = try statement() }
        if fails.now { throw StorageError.unavailable }
        return try statement()
    }
}

private struct FailingEngine: Storage.Engine {
    let real: any Storage.Engine
    let fuse: Fuse

    func read<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await real.read { try body(OpenTransaction(FailingLine(real: $0.line, fuse: fuse))) }
    }

    func write<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await real.write { try OpenTransaction(FailingLine(real: $0.line, fuse: fuse)).run(body) }
    }

    func alone<T: Sendable>(_ body: @escaping Body<T>) async throws -> T { try await real.alone(body) }

    func reference(_ migrations: [Migration]) async throws -> Set<SchemaObject> { try await real.reference(migrations) }

    func watch(for reference: Set<SchemaObject>?) async { await real.watch(for: reference) }

    func forget() async throws { try await real.forget() }

    func freeBytes() async throws -> Int? { try await real.freeBytes() }

    func size() async throws -> Int { try await real.size() }

    func close() async { await real.close() }
}

private final class FailingLine: Line {
    private let real: any Line
    private let fuse: Fuse

    init(real: any Line, fuse: Fuse) {
        self.real = real
        self.fuse = fuse
    }

    var dialect: Dialect { real.dialect }
    func run(_ sql: SQL) throws -> (rows: [Row], changed: Int) { try fuse.passing { try real.run(sql) } }
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws { try fuse.passing { try real.each(sql, body) } }
    func script(_ text: String) throws { try fuse.passing { try real.script(text) } }
}

extension Database {
    /// Everything that is stored: each row of each table as text, sorted.
    func everything() async throws -> [String] {
        try await read { tx in
            guard let dialect = (tx as? OpenTransaction)?.line.dialect else { return [] }
            let tables: SQL =
                switch dialect {
                case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                case .postgres: "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = 'public'"
                }
            return try tx.rows(tables).map { try $0.get("name", as: String.self) }.flatMap { table in
                try tx.rows(SQL(trusted: "SELECT * FROM \(table)")).map { "\(table): \($0.values)" }
            }.sorted()
        }
    }
}
