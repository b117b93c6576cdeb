import GRDB

/// What SQLite's result codes mean to Baken. Source: sqlite.org/rescode.html.
enum SQLiteFault {
    static func translating<T>(_ work: () throws -> T) throws -> T {
        do { return try work() } catch { throw translate(error) }
    }

    static func translate(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        // The shared memory of the write-ahead log cannot grow on a full disk, and that is told as an I/O error.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return StorageError.full }
        switch error.resultCode {
        case .SQLITE_FULL: return StorageError.full
        case .SQLITE_READONLY: return StorageError.unwritable
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_INTERRUPT,
            .SQLITE_ABORT, .SQLITE_MISUSE:
            return StorageError.unavailable
        case .SQLITE_CONSTRAINT: return StorageError.constraint(constraint(error.message))
        case .SQLITE_ERROR: return StorageError.statement("SQLite: \(error.message ?? "error")")
        default: return StorageError.statement("SQLite: \(error.extendedResultCode)")
        }
    }

    /// "UNIQUE constraint failed: member.name" holds the name after the colon; a foreign key has none.
    private static func constraint(_ message: String?) -> String {
        guard let message else { return "" }
        return message.split(separator: " constraint failed: ", maxSplits: 1).last.map(String.init) ?? message
    }
}
