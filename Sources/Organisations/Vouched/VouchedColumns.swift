public import Storage
import Terms
public import Vault

/// Columns of a table for which the server vouches row by row: its word stands in the column `word`.
///
/// It stands beside what the journal tells, for what no entry repeats: `baken verify` names a row that somebody else
/// changed. What was not vouched for as it was stays so, whatever is done to the row afterwards.
public struct VouchedColumns: Sendable {
    private static let batch = 1_000

    private let purpose: String
    private let table: SQL
    private let list: SQL
    private let names: [String]

    /// - Parameters:
    ///   - purpose: of the binding.
    ///   - columns: with commas between them; the first is the row's id.
    public init(_ purpose: String, table: StaticString, columns: StaticString) {
        self.purpose = purpose
        self.table = SQL(stringLiteral: table)
        list = SQL(stringLiteral: columns)
        names = columns.description.split(separator: ",").map { name in
            String(name.filter { !$0.isWhitespace })
        }
    }

    /// The word for a row that is to be written, its values in the order of the columns.
    public func word(for values: [SQLValue], _ vouching: Vouching) -> [UInt8] {
        vouching.word(for: binding(values))
    }

    /// Vouches for a row as it stands, which the caller has just written.
    public func vouch(for id: String, _ vouching: Vouching, in tx: any Transaction) throws {
        guard let row = try row(id, in: tx) else { throw StorageError.malformed("word") }
        try tx.execute(
            "UPDATE \(fragment: table) SET word = \(word(for: try values(row), vouching)) WHERE id = \(id)")
    }

    /// Changes a row, and vouches for it afterwards unless somebody else had changed it before.
    @discardableResult
    public func changing<Change>(
        _ id: String, _ vouching: Vouching, in tx: any Transaction, _ change: () throws -> Change
    ) throws -> Change {
        let wasOurs = try row(id, in: tx).map { try isOurs($0, vouching) } ?? false
        let changed = try change()
        if wasOurs { try vouch(for: id, vouching, in: tx) }
        return changed
    }

    /// Whether the server vouched for these columns of a row, which were read with its word.
    public func isOurs(_ row: Row, _ vouching: Vouching) throws -> Bool {
        guard let word = try row.get("word", as: [UInt8]?.self) else { return false }
        return vouching.gave(word, for: binding(try values(row)))
    }

    /// The ids of the rows that somebody else wrote or changed.
    public func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        var found: [String] = []
        try each(where: "1 = 1", in: tx) { id, row in
            if (try? isOurs(row, vouching)) != true { found.append(id) }
        }
        // What has no id is passed over by whoever goes along the ids.
        let nameless = try tx.rows("SELECT 1 AS one FROM \(fragment: table) WHERE id IS NULL OR id = ''")
        return found + nameless.map { _ in purpose + " without an id" }
    }

    /// Vouches for the rows that have no word yet, as they stand. Whoever calls it makes sure that it happens once.
    public func adopt(_ vouching: Vouching, in tx: any Transaction) throws {
        try each(where: "word IS NULL", in: tx) { id, row in
            let word = word(for: try values(row), vouching)
            try tx.execute("UPDATE \(fragment: table) SET word = \(word) WHERE id = \(id)")
        }
    }

    private func each(where condition: SQL, in tx: any Transaction, _ body: (String, Row) throws -> Void) throws {
        var after = ""
        while true {
            let rows = try tx.rows(
                """
                SELECT \(fragment: list), word FROM \(fragment: table)
                WHERE id > \(after) AND \(fragment: condition) ORDER BY id LIMIT \(Self.batch)
                """)
            guard let last = rows.last else { return }
            for row in rows { try body(try row.get("id"), row) }
            after = try last.get("id")
        }
    }

    private func row(_ id: String, in tx: any Transaction) throws -> Row? {
        try tx.row("SELECT \(fragment: list), word FROM \(fragment: table) WHERE id = \(id)")
    }

    private func values(_ row: Row) throws -> [SQLValue] { try names.map { try row.get($0, as: SQLValue.self) } }

    /// Each value with its type: an absent one is told from an empty one, and a number from its digits.
    private func binding(_ values: [SQLValue]) -> Binding {
        Binding(
            purpose,
            values.map { value in
                switch value {
                case .null: "null"
                case .integer(let number): "number \(number)"
                case .text(let text): "text \(text)"
                case .blob(let bytes): "bytes " + Crockford.encode(bytes)
                }
            })
    }
}
