import CPostgres

/// What went wrong on a connection before anything was kept, so that the transaction may be run again.
enum PostgresFault: Error {
    /// Two transactions wanted what only one can have.
    case conflict
    /// The named rule about other rows was broken: what is unique is there already, or what is pointed at is not there.
    /// Another transaction may have done that meanwhile, after this one looked.
    case overtaken(String)
    /// The server or the line to it went away before the commit was asked for.
    case connectionLost

    /// What PostgreSQL's error codes mean to Baken. Source: postgresql.org/docs/15/errcodes-appendix.html.
    ///
    /// Only the code is told: the server's messages can hold values.
    static func translate(_ result: OpaquePointer?, _ connection: OpaquePointer) -> any Error {
        guard PQstatus(connection) == CONNECTION_OK, let result else { return connectionLost }
        guard let code = field(result, "C") else { return connectionLost }
        switch code {
        case "40001", "40P01": return conflict
        case "25006": return StorageError.readOnly
        case "53100": return StorageError.full
        case "23503", "23505": return overtaken(field(result, "n") ?? code)
        case let code where code.hasPrefix("23"): return StorageError.constraint(field(result, "n") ?? code)
        case let code where code.hasPrefix("08") || code.hasPrefix("53") || code.hasPrefix("57P"):
            return connectionLost
        case let code where code.hasPrefix("57") || code.hasPrefix("58"): return StorageError.unavailable
        default: return StorageError.statement("PostgreSQL: \(code)")
        }
    }

    private static func field(_ result: OpaquePointer, _ name: Character) -> String? {
        PQresultErrorField(result, Int32(name.asciiValue ?? 0)).map { String(cString: $0) }
    }
}
