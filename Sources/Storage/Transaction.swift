public import Terms

/// A running transaction, lent to a closure and useless after it.
///
/// A statement that fails fails the transaction: whatever the closure then does or returns, nothing is kept and the
/// caller gets that first error. So races are settled with `ON CONFLICT DO NOTHING` and the number of rows changed,
/// never by catching an error.
public protocol Transaction: AnyObject {
    /// Runs one statement and tells how many rows it inserted, changed or deleted.
    @discardableResult func execute(_ sql: SQL) throws -> Int
    /// All rows of the answer.
    func rows(_ sql: SQL) throws -> [Row]
}

extension Transaction {
    /// The first row of the answer.
    public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// The first column of the first row; `nil` when there is no row. Ask for an optional type where it may be null.
    public func value<T: Storable>(_ sql: SQL, as: T.Type = T.self) throws -> T? {
        try row(sql).map { try T(stored: $0.values[0]) }
    }

    /// The code in the first column of the first row; `nil` when there is no row.
    public func value<C: Coded>(_ sql: SQL, as: C.Type = C.self) throws -> C? {
        try row(sql).map { try decodedCode($0.values[0]) }
    }
}

/// A connection on which a transaction is running. Its two kinds are SQLite's and PostgreSQL's.
protocol Line: AnyObject {
    var dialect: Dialect { get }
    func run(_ sql: SQL) throws -> (rows: [Row], changed: Int)
    /// Gives the rows one by one without holding them all.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws
    /// Runs statements without values, parted by semicolons.
    func script(_ text: String) throws
}

/// The one transaction there is for both engines: it remembers the first failure and then does nothing more.
final class OpenTransaction: Transaction {
    let line: any Line
    private var failure: (any Error)?

    init(_ line: any Line) { self.line = line }

    @discardableResult func execute(_ sql: SQL) throws -> Int { try sound { try line.run(sql).changed } }

    func rows(_ sql: SQL) throws -> [Row] { try sound { try line.run(sql).rows } }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws { try sound { try line.each(sql, body) } }

    func script(_ text: String) throws { try sound { try line.script(text) } }

    /// Runs the body; the first failure of a statement wins over whatever the body makes of it.
    func run<T>(_ body: (OpenTransaction) throws -> T) throws -> T {
        defer { failure = StorageError.statement("the transaction is over") }
        do {
            let value = try body(self)
            if let failure { throw failure }
            return value
        } catch { throw failure ?? error }
    }

    private func sound<T>(_ statement: () throws -> T) throws -> T {
        if let failure { throw failure }
        do { return try statement() } catch {
            failure = error
            throw error
        }
    }
}
