import Storage

/// The form of a backup: an engine-independent copy of a whole database in one file.
///
/// - The first line is JSON, the ``BackupHeader``.
/// - Then pieces, each with a letter in front: `T` a table (its name, the number of its columns, their names), `R` a row
///   of the table before it, a value for each column.
/// - A value is a byte for its type (0 null, 1 whole number, 2 text, 3 bytes), then 8 bytes of the number, or 4 bytes of
///   the length and what has it. Numbers begin with the largest byte.
/// - `E` and the ``BackupTrailer`` as JSON in a text end the file.
enum BackupFormat {
    static let name = "baken backup 1"
    static let table = UInt8(ascii: "T")
    static let row = UInt8(ascii: "R")
    static let end = UInt8(ascii: "E")

    /// Tables whose rows stay out: a session that ended since, or a form that was forgotten, must not come alive again with
    /// a backup.
    static let leftOut: Set<String> = ["session", "open_form"]
}

/// What stands at the head of a backup.
struct BackupHeader: Codable, Hashable {
    let format: String
    /// Milliseconds since 1970 UTC.
    let madeAt: Int64
    /// The fingerprint of the server's secret, in base64. The secret itself is kept apart.
    let secret: String
    let migrations: [MigrationMark]
}

/// What stands at the end of a backup, so that one that was cut or changed is refused.
struct BackupTrailer: Codable, Hashable {
    /// The number of rows of each table.
    let rows: [String: Int]
    /// SHA-256 of all bytes before `E`, in base64.
    let digest: String
    /// HMAC of the digest under a key of the server: whoever does not hold the secret makes no backup that is taken.
    let seal: String
}
