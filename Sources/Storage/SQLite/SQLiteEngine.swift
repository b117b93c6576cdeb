import CSQLite
import Dispatch
import Foundation
import GRDB

/// SQLite through GRDB: one file beside the program, or memory. Reads run side by side, writes in groups.
final class SQLiteEngine: Engine {
    private let file: any DatabaseWriter
    private let groups: GroupCommit
    private let schema = SchemaGuard()

    private init(_ file: any DatabaseWriter) {
        self.file = file
        groups = GroupCommit(file, schema)
    }

    /// Opens a file, or memory when there is no path.
    static func open(path: String?) async throws -> SQLiteEngine {
        try await onOwnThread {
            do {
                guard let path else { return SQLiteEngine(try DatabaseQueue(configuration: configuration)) }
                try createPrivate(path)
                let pool = try DatabasePool(path: path, configuration: configuration)
                try pool.writeWithoutTransaction { try makeDurable($0) }
                return SQLiteEngine(pool)
            } catch let error as DatabaseError {
                if error.resultCode == .SQLITE_READONLY { throw StorageError.unwritable }
                throw StorageError.cannotOpen("SQLite: \(error.resultCode)")
            }
        }
    }

    func read<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            file.asyncRead { [schema] opened in
                continuation.resume(
                    with: Result {
                        do {
                            let line = SQLiteLine(try opened.get(), mayWrite: false)
                            try line.check(schema)
                            return try OpenTransaction(line).run(body)
                        } catch {
                            throw SQLiteFault.translate(error)
                        }
                    })
            }
        }
    }

    func write<T: Sendable>(_ body: @escaping Body<T>) async throws -> T { try await groups.write(body) }

    /// The file's one write lock already keeps others out.
    func alone<T: Sendable>(_ body: @escaping Body<T>) async throws -> T { try await groups.write(body) }

    /// Made in memory, and let go.
    func reference(_ migrations: [Migration]) async throws -> Set<SchemaObject> {
        try await Self.onOwnThread {
            try SchemaReference.of(migrations, .sqlite) {
                try SQLiteFault.translating {
                    try DatabaseQueue(configuration: Self.configuration).write { connection in
                        try OpenTransaction(SQLiteLine(connection, mayWrite: true)).run { tx in
                            try Migration.run(migrations, in: tx)
                            return try Schema(tx: tx).objects()
                        }
                    }
                }
            }
        }
    }

    func watch(for reference: Set<SchemaObject>?) async { schema.watch(for: reference) }

    /// Deleted bytes are overwritten with zeros in the pages that go into the file (`secure_delete`); then the log is cut.
    /// With what is free inside the file, since it does not shrink.
    func freeBytes() async throws -> Int? {
        var disk = statvfs()
        guard !file.path.isEmpty, file.path != ":memory:", statvfs(file.path, &disk) == 0 else { return nil }
        return Int(disk.f_bavail) * Int(disk.f_frsize) + (try await bytes(of: "SELECT freelist_count AS count FROM pragma_freelist_count"))
    }

    func size() async throws -> Int {
        try await bytes(of: "SELECT p.page_count - f.freelist_count AS count FROM pragma_page_count p, pragma_freelist_count f")
    }

    private func bytes(of pages: SQL) async throws -> Int {
        try await read { tx in
            let size = try tx.value("SELECT page_size FROM pragma_page_size", as: Int.self) ?? 0
            return try size * (tx.value(pages, as: Int.self) ?? 0)
        }
    }

    func forget() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            file.asyncWriteWithoutTransaction { line in
                continuation.resume(
                    with: Result {
                        try SQLiteFault.translating {
                            // Nobody waits for it: the next time will do.
                            try line.execute(sql: "PRAGMA busy_timeout = 0")
                            _ = try GRDB.Row.fetchAll(line, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                            try line.execute(sql: "PRAGMA busy_timeout = 5000")
                        }
                    })
            }
        }
    }

    func close() async {
        await groups.close()
        // An error here leaves nothing undone: every write that was answered is already on the disk.
        _ = try? await Self.onOwnThread { [file] in try file.close() }
    }

    static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { line in
            guard let connection = line.sqliteConnection, csqlite_harden(UnsafeMutableRawPointer(connection)) == 0 else {
                throw StorageError.cannotOpen("SQLite does not switch off what a file could do by itself")
            }
            // What a savepoint may have to undo is kept in memory: in a file beside it, it doubled what is written.
            try line.execute(sql: "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// GRDB's pool puts its writer at NORMAL after opening, with which a power cut loses the last commits. Ids are random,
    /// so a commit touches pages all over the indexes: 16 MB of them are kept at hand.
    static func makeDurable(_ line: GRDB.Database) throws {
        try line.execute(sql: "PRAGMA cache_size = -16000")
        try line.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(line, sql: "PRAGMA synchronous") == 2 else {
            throw StorageError.cannotOpen("SQLite does not keep synchronous=FULL")
        }
    }

    /// Makes the file readable for nobody but its owner; SQLite gives its companions the same rights.
    private static func createPrivate(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError.cannotOpen("\(path): \(String(cString: strerror(errno)))") }
        Foundation.close(descriptor)
    }

    private static func onOwnThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "baken.storage").async { continuation.resume(with: Result { try work() }) }
        }
    }
}
