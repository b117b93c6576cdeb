import Collaboration
import Organisations
import Records
import Reporting
import Storage
import Terms
import Testing
import Vault
import Worlds

/// Everything that a database holds about some ids, whichever table it stands in: asked of the database's own catalogue,
/// so that a table that comes later is searched as well.
struct Leftovers: Sendable {
    struct Cell: Hashable, CustomStringConvertible {
        let table: String
        let column: String
        var description: String { table + "." + column }
    }

    /// The cells that hold something, in rows that name one of the ids.
    let cells: Set<Cell>
    var tables: Set<String> { Set(cells.map(\.table)) }

    /// - Parameter ids: of an object and of everything that belongs to it.
    init(of ids: Set<String>, in database: Database) async throws {
        cells = try await database.copy { snapshot in
            var found: Set<Cell> = []
            for table in snapshot.tables {
                try snapshot.rows(of: table) { values in
                    let isAbout = values.contains { value in
                        if case .text(let text) = value { ids.contains(text) } else { false }
                    }
                    guard isAbout else { return }
                    for (column, value) in zip(table.columns, values) where value != .null {
                        found.insert(Cell(table: table.name, column: column))
                    }
                }
            }
            return found
        }
    }

    /// What stands there although it is not on the list: `table` with its columns.
    func beyond(_ remains: [String: Set<String>]) -> Set<Cell> {
        cells.filter { !(remains[$0.table]?.contains($0.column) ?? false) }
    }

    /// The ids of objects, of the tasks of a dossier among them, and of their compartments, records and files.
    static func ids(of object: String, in database: Database) async throws -> Set<String> {
        try await database.read { tx in
            let tasks: [String] = try tx.rows("SELECT id FROM dossier_task WHERE dossier = \(object)").map {
                try $0.get("id")
            }
            let objects = [object] + tasks
            func ids(_ sql: SQL) throws -> [String] { try tx.rows(sql).map { try $0.get("id") } }
            return Set(
                try objects + ids("SELECT id FROM compartment WHERE object IN \(list: objects)")
                    + ids("SELECT id FROM record WHERE object IN \(list: objects)")
                    + ids("SELECT id FROM attachment WHERE object IN \(list: objects)"))
        }
    }
}

extension Case {
    /// How many records of an object open with these keys and the whole database.
    func opened(_ object: String, with keyring: Keyring) async throws -> Int {
        let ground = world.ground
        return try await ground.database.read { tx in
            let open = try ground.compartments.unlockAll(of: object, with: keyring, in: tx)
            return try ground.records.all(of: object, in: open, tx).count
        }
    }

    /// A file that waits to be sent.
    func file(_ name: String, bytes: [UInt8] = Array("contents".utf8)) async throws -> FileNote {
        var incoming = Staging(world.ground, room: StagingRoom(.visitors)).begin()
        try await incoming.add(bytes, last: true)
        return incoming.note(name: name, type: "text/plain")
    }

    /// What is wrong with the database.
    func faults() async throws -> [String] {
        try await world.ground.database.read { tx in
            try Collaboration.recordReplay(world.ground).verify(in: tx).map { "\($0)" }
                + world.ground.unvouched(in: tx) + Collaboration.unvouched(world.ground, in: tx)
        }
    }
}
