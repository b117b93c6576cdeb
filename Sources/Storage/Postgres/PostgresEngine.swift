import Foundation

/// PostgreSQL through libpq: several Baken processes may work on one database.
///
/// Every write is SERIALIZABLE, so bodies see one another as if they ran one by one; what conflicts is run again, and
/// what went on conflicting is run while nobody else writes, so that it is kept however many write at once.
final class PostgresEngine: Engine {
    /// How often a write is run before the conflict is told.
    static let mostAttempts = 24
    /// How often a write conflicts before it is run while nobody else writes.
    static let mostOvertaken = 6
    /// How often a write is run that breaks a rule about other rows: the second time it sees what was done meanwhile.
    static let mostOvertakings = 2
    /// How often a lost connection is replaced before the database counts as unavailable.
    static let mostReconnects = 4

    private let pool: PostgresPool
    private let url: String

    private init(_ pool: PostgresPool, url: String) {
        self.pool = pool
        self.url = url
    }

    static func open(url: String) async throws -> PostgresEngine {
        let pool = PostgresPool(url: url)
        do {
            try await pool.run { line in
                try line.checkDurable()
                try line.checkEncoding()
            }
        } catch PostgresFault.connectionLost {
            throw StorageError.cannotOpen("PostgreSQL: \(PostgresLine.trouble(with: url))")
        }
        return PostgresEngine(pool, url: url)
    }

    func read<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await repeated { line, _ in
            try line.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
        }
    }

    func write<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await repeated { line, conflicts in
            try line.writing(conflicts < Self.mostOvertaken ? .besideOthers : .alone, body)
        }
    }

    /// The lock is the session's and is taken before the transaction begins, so that it sees what the one before did.
    func alone<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await repeated { line, _ in
            try line.script("SET statement_timeout = 0; SELECT pg_advisory_lock(7310453)")
            defer { line.release("SELECT pg_advisory_unlock(7310453); SET statement_timeout = '60s'") }
            return try line.writing(.beforeMigrations, body)
        }
    }

    /// Made of temporary tables on a connection of its own, and undone: nobody else ever sees them.
    func reference(_ migrations: [Migration]) async throws -> Set<SchemaObject> {
        try await pool.run { [url] _ in
            try SchemaReference.of(migrations, .postgres) {
                let line = try PostgresLine(url: url)
                try line.script("SET search_path = pg_temp")
                return try line.tried { tx in
                    try Migration.run(migrations, in: tx)
                    return try Schema(tx: tx).objects()
                }
            }
        }
    }

    func watch(for reference: Set<SchemaObject>?) async { pool.schema.watch(for: reference) }

    func forget() async throws {}

    /// Its disk is its server's, of which it tells nothing.
    func freeBytes() async throws -> Int? { nil }

    func size() async throws -> Int {
        try await read { tx in
            try tx.value("SELECT pg_database_size(current_database()) AS size", as: Int.self) ?? 0
        }
    }

    func close() async { await pool.close() }

    /// Runs work that is told how often it conflicted before.
    private func repeated<T: Sendable>(_ work: @escaping @Sendable (PostgresLine, Int) throws -> T) async throws -> T {
        var attempts = 0
        var overtakings = 0
        var reconnects = 0
        while true {
            do { return try await pool.run { [attempts] in try work($0, attempts) } } catch PostgresFault.conflict {
                attempts += 1
                guard attempts < Self.mostAttempts else { throw StorageError.conflict }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...min(200, 2 << min(attempts, 7)))))
            } catch PostgresFault.overtaken(let rule) {
                overtakings += 1
                guard overtakings < Self.mostOvertakings else { throw StorageError.constraint(rule) }
            } catch PostgresFault.connectionLost {
                reconnects += 1
                guard reconnects < Self.mostReconnects else { throw StorageError.unavailable }
                try await Task.sleep(for: .milliseconds(100 * reconnects))
            }
        }
    }
}
