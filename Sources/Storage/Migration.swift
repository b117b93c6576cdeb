/// A step of the schema. Once released it never changes; a next step is added instead.
public struct Migration: Sendable {
    /// A sentence, such as "journal 1 entries are kept in order".
    public let name: String
    let statements: [SQL]

    /// The statements are run in order, on both engines alike. Types are TEXT, BIGINT, SMALLINT and BYTEA.
    public init(_ name: String, _ statements: SQL...) {
        self.name = name
        self.statements = statements
    }

    /// A fingerprint of the statements (FNV-1a, 64 bits): it finds a change made by mistake, not a forgery.
    var checksum: Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in statements.flatMap({ String(describing: $0.pieces).utf8 }) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return Int64(bitPattern: hash)
    }
}

/// A migration that was already run has been changed since, so this program and this database do not belong together.
public struct MigrationChanged: Error, Hashable {
    public let name: String
}
