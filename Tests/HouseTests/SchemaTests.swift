import Configuration
import Foundation
import Organisations
import Reporting
import Support
import Terms
import Testing
import Vault

@testable import House
@testable import Storage

/// Changes the schema on a line of its own, as somebody does who has the database's file or password.
private func meddle(_ location: Database.Location, _ script: String) async throws {
    let other = try await Database.open(location)
    try await other.engine.alone { tx in try tx.script(script) }
    await other.close()
}

@Suite("A schema that somebody changed")
struct SchemaTests {
    private static let triggers: [Support.Engine: String] = [
        .sqlite: "CREATE TRIGGER spy AFTER INSERT ON journal_entry BEGIN DELETE FROM journal_entry; END",
        .postgres: """
            CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN DELETE FROM journal_entry; RETURN NULL; END';
            CREATE TRIGGER spy AFTER INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION spy()
            """,
    ]

    private func location(_ engine: Support.Engine, in folder: TemporaryFolder) async throws -> Database.Location {
        switch engine {
        case .sqlite: .sqlite(path: folder.path + "/baken.sqlite")
        case .postgres: .postgres(url: try await PostgresServer.shared.freshDatabase())
        }
    }

    private func strangers(_ location: Database.Location) async throws -> [String] {
        let database = try await Database.open(location)
        let found = try await database.strangers(beside: House.migrations)
        await database.close()
        return found
    }

    @Test("is named, whatever was put there, changed or taken away, and refuses the start", arguments: Support.Engine.allCases)
    func named(engine: Support.Engine) async throws {
        let folder = try TemporaryFolder()
        let location = try await location(engine, in: folder)
        let database = try await Database.open(location)
        try await database.migrate(House.migrations)
        await database.close()
        #expect(try await strangers(location).isEmpty)
        var changes = [
            (Self.triggers[engine] ?? "", "DROP TRIGGER spy" + (engine == .postgres ? " ON journal_entry; DROP FUNCTION spy" : "")),
            ("CREATE TABLE spy (id TEXT)", "DROP TABLE spy"),
            ("CREATE VIEW spy AS SELECT id FROM member", "DROP VIEW spy"),
            ("CREATE INDEX spy ON member (name)", "DROP INDEX spy"),
            ("DROP INDEX reception_has_one_fallback",
             "CREATE UNIQUE INDEX reception_has_one_fallback ON reception (fallback) WHERE fallback = 1"),
            ("ALTER TABLE member ADD COLUMN spy TEXT", "ALTER TABLE member DROP COLUMN spy"),
        ]
        if engine == .postgres {
            changes += [
                ("ALTER TABLE session DISABLE TRIGGER ALL", "ALTER TABLE session ENABLE TRIGGER ALL"),
                ("ALTER TABLE member ALTER COLUMN name DROP NOT NULL", "ALTER TABLE member ALTER COLUMN name SET NOT NULL"),
                ("CREATE RULE spy AS ON DELETE TO session DO INSTEAD NOTHING", "DROP RULE spy ON session"),
                ("ALTER TABLE session ENABLE ROW LEVEL SECURITY", "ALTER TABLE session DISABLE ROW LEVEL SECURITY"),
            ]
        }
        for (change, back) in changes {
            try await meddle(location, change)
            #expect(try await !strangers(location).isEmpty, "\(change)")
            let opened = try await Database.open(location)
            await #expect(throws: StrangeSchema.self, "\(change)") { try await opened.migrate(House.migrations) }
            await opened.close()
            try await meddle(location, back)
            #expect(try await strangers(location).isEmpty, "\(back)")
        }
    }

    @Test("while the program runs stops every read and write until it is ours again")
    func whileRunning() async throws {
        let folder = try TemporaryFolder()
        let location = Database.Location.sqlite(path: folder.path + "/baken.sqlite")
        let database = try await Database.open(location)
        try await database.migrate(House.migrations)
        try await meddle(location, Self.triggers[.sqlite] ?? "")
        await #expect(throws: StorageError.strangeSchema) {
            try await database.write { tx in try tx.execute("UPDATE journal_lock SET taken = 1") }
        }
        await #expect(throws: StorageError.strangeSchema) {
            try await database.read { tx in try tx.rows("SELECT id FROM member") }
        }
        try await meddle(location, "DROP TRIGGER spy")
        try await database.write { tx in try tx.execute("UPDATE journal_lock SET taken = 0") }
        await database.close()
    }

    @Test("does nothing by itself on SQLite: no trigger runs, and no view answers")
    func asleep() async throws {
        let folder = try TemporaryFolder()
        let location = Database.Location.sqlite(path: folder.path + "/baken.sqlite")
        let database = try await Database.open(location)
        try await database.engine.alone { tx in
            try tx.script(
                """
                CREATE TABLE thing (id TEXT); CREATE TABLE seen (id TEXT); CREATE VIEW all_things AS SELECT id FROM thing;
                CREATE TRIGGER spy AFTER INSERT ON thing BEGIN INSERT INTO seen VALUES (new.id); END
                """)
        }
        try await database.write { tx in try tx.execute("INSERT INTO thing VALUES ('a')") }
        let seen = try await database.read { tx in try tx.value("SELECT count(*) FROM seen", as: Int.self) }
        #expect(seen == 0)
        await #expect(throws: StorageError.self) {
            try await database.read { tx in try tx.rows("SELECT id FROM all_things") }
        }
        await database.close()
    }

    @Test("is not the one of the role's or the database's settings on PostgreSQL")
    func searchPath() async throws {
        let url = try await PostgresServer.shared.freshDatabase()
        let database = try await Database.open(.postgres(url: url))
        try await database.migrate(House.migrations)
        await database.close()
        try await meddle(.postgres(url: url), "CREATE SCHEMA baken; CREATE TABLE baken.member (id TEXT)")
        #expect(try await strangers(.postgres(url: url)).isEmpty, "a schema of the role's name is not the one worked in")
    }

    @Test("is named by verify, which opens it to look only", arguments: Support.Engine.allCases)
    func verify(engine: Support.Engine) async throws {
        let folder = try TemporaryFolder()
        var options: [Setting: String] = [.data: folder.path]
        if engine == .postgres { options[.database] = try await PostgresServer.shared.freshDatabase() }
        let settings = try Settings(commandLine: options.mapValues { .string($0) }, environment: [:])
        let cost = Password.Cost(passes: 1, memoryBytes: 8_192)
        let house = try await House.open(settings, cost: cost)
        await house.ground.database.close()
        try await meddle(settings.location, Self.triggers[engine] ?? "")
        await #expect(throws: StrangeSchema.self) { _ = try await House.existing(settings) }
        let looking = try await House.existing(settings, evenStrange: true)
        let faults = try await looking.faults()
        #expect(faults.contains("schema: trigger spy"))
        await looking.ground.database.close()
    }
}
