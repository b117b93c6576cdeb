import Support
import Terms
import Vault

@testable import Journal
@testable import Storage

/// A journal on a fresh database: heads of 4, 7 and 11 entries, and two entries that have no place yet.
struct Installation: Sendable {
    static let sizes: [Int64] = [4, 7, 11]

    let database: Database
    let journal: Journal
    let clock: TestClock

    /// What came of a change: the database would not have it, or the replay was asked.
    enum Outcome: Sendable {
        case refused
        case found([Fault])

        var faults: [Fault] { if case .found(let faults) = self { faults } else { [] } }
        var isNoticed: Bool { if case .found(let faults) = self { !faults.isEmpty } else { true } }
    }

    private struct Looked: Error { let faults: [Fault] }

    /// What the replay says after the change, which is undone again.
    func outcome(
        against witness: TreeHead? = nil, of change: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> Outcome {
        do {
            try await database.write { tx in
                try change(tx)
                throw Looked(faults: try journal.verify(in: tx, against: witness))
            }
            return .found([])
        } catch let looked as Looked {
            return .found(looked.faults)
        } catch StorageError.constraint {
            return .refused
        }
    }

    func outcome(of statements: SQL...) async throws -> Outcome {
        try await outcome { tx in for statement in statements { try tx.execute(statement) } }
    }

    /// All rows of a table, each with its values by column.
    func rows(_ table: Table) async throws -> [[String: SQLValue]] {
        try await database.read { tx in
            try tx.rows(SQL(trusted: "SELECT * FROM \(table.rawValue) ORDER BY \(table.key.joined(separator: ", "))"))
                .map { row in Dictionary(uniqueKeysWithValues: zip(row.columns.names, row.values)) }
        }
    }

    func heads() async throws -> [TreeHead] {
        try await database.read { tx in try HeadStorage(tx: tx).after(.min, limit: 100).compactMap(\.head) }
    }

    /// The journal's tables.
    enum Table: String, CaseIterable, Sendable {
        case entry = "journal_entry"
        case node = "journal_node"
        case head = "journal_head"

        var key: [String] {
            switch self {
            case .entry: ["id"]
            case .node: ["level", "place"]
            case .head: ["size"]
            }
        }

        /// The condition that a row is this one.
        func isRow(_ row: [String: SQLValue]) -> SQL {
            key.reduce("WHERE 1 = 1") { "\(fragment: $0) AND \(fragment: SQL(trusted: $1)) = \(row[$1] ?? .null)" }
        }

        func update(_ column: String, to value: SQLValue, in row: [String: SQLValue]) -> SQL {
            let set = SQL(trusted: "UPDATE \(rawValue) SET \(column) =")
            return "\(fragment: set) \(value) \(fragment: isRow(row))"
        }

        var deleteAll: SQL { SQL(trusted: "DELETE FROM \(rawValue)") }

        func delete(_ row: [String: SQLValue]) -> SQL {
            "\(fragment: deleteAll) \(fragment: isRow(row))"
        }
    }
}

func withInstallation(on engine: Support.Engine, _ body: (Installation) async throws -> Void) async throws {
    try await withDatabase(on: engine, migrations: Journal.migrations) { database in
        let clock = TestClock()
        let secret = try ServerSecret([UInt8](repeating: 4, count: ServerSecret.byteCount))
        let journal = Journal(secret: secret, time: clock.source, chance: .seeded(21))
        let installation = Installation(database: database, journal: journal, clock: clock)
        var done: Int64 = 0
        for size in Installation.sizes + [13] {
            let count = size - done
            try await database.write { tx in
                for index in 0..<count { try installation.record(Int(index), in: tx) }
                if size != 13 { _ = try journal.sequence(in: tx) }
            }
            done = size
            clock.advance(by: .seconds(1))
        }
        try await body(installation)
    }
}

extension Installation {
    /// An entry that fills every column, and one that leaves open what may be left open.
    @discardableResult
    func record(_ index: Int, in tx: any Transaction) throws -> EntryID {
        clock.advance(by: .seconds(1))
        guard index.isMultiple(of: 2) else {
            return try journal.record(Act("test.done"), by: .system, on: "thing", in: tx)
        }
        return try journal.record(
            Act("test.seen"), by: .member(MemberID(.seeded(UInt64(index)))), of: OrganisationID(.seeded(3)),
            as: .intake, on: "thing:\(index)", basis: "law.1", digest: Digest.sha256([UInt8(index)]), in: tx)
    }
}
