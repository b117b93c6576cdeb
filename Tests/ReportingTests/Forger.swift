import Organisations
import Records
import Reporting
import Support
import Terms
import Testing
import Vault
import Worlds

@testable import Storage

/// Somebody who writes to the database of an installation with the same software, and a secret of their own.
struct Forger {
    let world: World
    let clock = TestClock()
    let ground: Ground

    init(_ world: World) throws {
        self.world = world
        clock.advance(by: .days(1_000))
        ground = Ground(
            database: world.ground.database,
            secret: try ServerSecret([UInt8](repeating: 9, count: ServerSecret.byteCount)), desk: PasswordDesk(),
            cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source, chance: .seeded(99))
    }

    func write(_ sql: SQL) async throws { try await ground.database.write { tx in try tx.execute(sql) } }

    /// An organisation as one to seal to: public keys are no secret.
    func recipient(_ organisation: OrganisationID) async throws -> Recipient {
        try await ground.database.read { tx in
            try #require(try world.ground.membership.organisation(organisation, in: tx)).recipient
        }
    }

    /// The reporter as one to seal to.
    func reporter(of report: ReportID) async throws -> Recipient {
        let stored = try await ground.database.read { tx in
            try #require(
                try tx.value("SELECT reporter_key FROM report WHERE id = \(report)", as: [UInt8].self))
        }
        return Recipient(party: .reporter, epoch: 0, key: try PublicKey(Array(stored.suffix(PublicKey.byteCount))))
    }

    /// A compartment with a key that the forger knows, sealed to the right parties, and newer than all others.
    func plant(_ kind: String, of object: String, for recipients: [Recipient]) async throws -> String {
        let prepared = try ground.compartments.prepare(CompartmentKind(kind), of: object, for: recipients)
        try await ground.database.write { tx in try ground.compartments.open(prepared, in: tx) }
        return prepared.compartment.id.text
    }
}

func unvouched(_ world: World) async throws -> Set<String> {
    Set(try await world.ground.database.read { tx in try world.ground.unvouched(in: tx) })
}

/// A row as it stood once, to be put back later.
struct KeptRow: Sendable {
    let table: SQL
    /// So many of its first columns are its key.
    private let keyColumns: Int
    private let columns: [String]
    private let values: [SQLValue]

    /// The rows of a table of which a condition holds.
    static func all(
        _ table: SQL, key keyColumns: Int = 1, where condition: SQL, _ world: World
    ) async throws -> [KeptRow] {
        try await world.ground.database.read { tx in
            try tx.rows("SELECT * FROM \(fragment: table) WHERE \(fragment: condition)").map {
                KeptRow(table: table, keyColumns: keyColumns, columns: $0.columns.names, values: $0.values)
            }
        }
    }

    /// Every column with its value.
    var cells: [(column: String, value: SQLValue)] { Array(zip(columns, values)) }

    /// The condition that only this row meets.
    var condition: SQL {
        var sql = SQL(trusted: "1 = 1")
        for (column, value) in cells.prefix(keyColumns) {
            sql.pieces += [.text(" AND \(column) = "), .value(value)]
        }
        return sql
    }

    /// Puts the row where it was, whatever stands there now.
    func putBack(_ world: World) async throws {
        try await world.ground.database.write { tx in
            guard try tx.row("SELECT 1 AS one FROM \(fragment: table) WHERE \(fragment: condition)") != nil else {
                try tx.execute(insertion)
                return
            }
            var sql: SQL = "UPDATE \(fragment: table) SET "
            for (place, (column, value)) in cells.dropFirst(keyColumns).enumerated() {
                sql.pieces += [.text((place > 0 ? ", " : "") + "\(column) = "), .value(value)]
            }
            try tx.execute("\(fragment: sql) WHERE \(fragment: condition)")
        }
    }

    /// Gives one of its columns another value.
    func change(_ column: String, to value: SQLValue) -> SQL {
        var sql: SQL = "UPDATE \(fragment: table) SET "
        sql.pieces += [.text("\(column) = "), .value(value)]
        return "\(fragment: sql) WHERE \(fragment: condition)"
    }

    private var insertion: SQL {
        var sql: SQL = "INSERT INTO \(fragment: table) "
        sql.pieces.append(.text("(" + columns.joined(separator: ", ") + ") VALUES ("))
        for (place, value) in values.enumerated() {
            if place > 0 { sql.pieces.append(.text(", ")) }
            sql.pieces.append(.value(value))
        }
        sql.pieces.append(.text(")"))
        return sql
    }
}
