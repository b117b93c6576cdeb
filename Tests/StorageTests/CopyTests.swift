import Storage
import Support
import Terms
import Testing

/// Tables that refer to one another in a circle and to themselves; a row is there from the beginning.
private let migrations = [
    Migration(
        "copy 1 shelves hold books",
        "CREATE TABLE shelf (id TEXT PRIMARY KEY, small SMALLINT NOT NULL)",
        """
        CREATE TABLE book (
            id TEXT PRIMARY KEY, shelf TEXT NOT NULL REFERENCES shelf(id) ON DELETE CASCADE,
            follows TEXT REFERENCES book(id), number BIGINT, bytes BYTEA)
        """,
        "ALTER TABLE shelf ADD COLUMN best TEXT REFERENCES book(id)",
        "INSERT INTO shelf (id, small, best) VALUES ('first', 0, NULL)")
]

private let later = migrations + [
    Migration("copy 2 books have colours", "ALTER TABLE book ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")
]

/// All rows of a database, sorted, as text.
private func everything(_ database: Database) async throws -> [String] {
    try await database.copy { snapshot in
        var rows: [String] = []
        for table in snapshot.tables {
            try snapshot.rows(of: table) { rows.append("\(table.name) \(table.columns) \($0)") }
        }
        return rows.sorted()
    }
}

/// Copies everything from one database to an empty one.
private func pour(_ from: Database, into: Database, as list: [Migration] = migrations) async throws {
    let (marks, rows) = try await from.copy { snapshot in
        var rows: [(Table, [SQLValue])] = []
        for table in snapshot.tables { try snapshot.rows(of: table) { rows.append((table, $0)) } }
        return (snapshot.migrations, rows)
    }
    try await into.fill(list, had: marks) { filling in
        for (table, values) in rows.reversed() { try filling.insert(values, into: table) }
    }
}

private let pairs = Engine.allCases.flatMap { one in Engine.allCases.map { (one, $0) } }

@Suite("A copy of a whole database")
struct CopyTests {
    private func write(_ database: Database) async throws {
        try await database.write { tx in
            try tx.execute("UPDATE shelf SET small = 7")
            try tx.execute("INSERT INTO shelf (id, small, best) VALUES ('x', -32768, NULL)")
            try tx.execute(
                "INSERT INTO book (id, shelf, follows, number, bytes) VALUES ('a', 'x', NULL, \(Int64.max), \([UInt8]()))")
            try tx.execute(
                """
                INSERT INTO book (id, shelf, follows, number, bytes)
                VALUES ('é 漢 "''', 'first', 'a', \(Int64.min), \([0, 255, 10, 34] as [UInt8]))
                """)
            try tx.execute("INSERT INTO book (id, shelf) VALUES ('', 'x')")
            try tx.execute("UPDATE shelf SET best = 'a' WHERE id = 'first'")
        }
    }

    @Test("is the same on either engine, whatever refers to whatever", arguments: pairs)
    func same(from: Engine, to: Engine) async throws {
        try await withDatabase(on: from, migrations: migrations) { source in
            try await write(source)
            try await withDatabase(on: to) { target in
                try await pour(source, into: target)
                let (one, other) = (try await everything(source), try await everything(target))
                #expect(one == other && one.count == 5)
                // The references are watched again.
                await #expect(throws: StorageError.self) {
                    try await target.write { tx in try tx.execute("UPDATE book SET shelf = 'nowhere' WHERE id = 'a'") }
                }
                try await target.write { tx in
                    try tx.execute("UPDATE shelf SET best = NULL")
                    try tx.execute("UPDATE book SET follows = NULL")
                    try tx.execute("DELETE FROM shelf WHERE id = 'x'")
                }
                let left = try await target.read { tx in try tx.value("SELECT count(*) FROM book", as: Int.self) }
                #expect(left == 1)
            }
        }
    }

    @Test("made by an earlier program is brought up to date afterwards", arguments: Engine.allCases)
    func earlier(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: migrations) { source in
            try await write(source)
            try await withDatabase(on: engine) { target in
                try await pour(source, into: target, as: later)
                try await target.migrate(later)
                let blue = try await target.read { tx in
                    try tx.value("SELECT count(*) FROM book WHERE colour = 'blue'", as: Int.self)
                }
                #expect(blue == 3)
            }
        }
    }

    @Test("made by a later program is refused", arguments: Engine.allCases)
    func unknown(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: later) { source in
            try await withDatabase(on: engine) { target in
                await #expect(throws: MigrationChanged.self) {
                    try await pour(source, into: target)
                }
            }
        }
    }

    @Test("goes into an empty database only", arguments: Engine.allCases)
    func empty(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: migrations) { source in
            try await write(source)
            try await withDatabase(on: engine, migrations: migrations) { target in
                let before = try await everything(target)
                await #expect(throws: DatabaseNotEmpty.self) { try await pour(source, into: target) }
                let after = try await everything(target)
                #expect(before == after)
            }
        }
    }

    @Test("that does not fit together leaves nothing behind", arguments: Engine.allCases)
    func whole(engine: Engine) async throws {
        struct Broken: Error {}
        try await withDatabase(on: engine, migrations: migrations) { source in
            try await write(source)
            let marks = try await source.copy { $0.migrations }
            try await withDatabase(on: engine) { target in
                let book = Table(name: "book", columns: ["id", "shelf", "follows", "number", "bytes"])
                await #expect(throws: Broken.self) {
                    try await target.fill(migrations, had: marks) { filling in
                        try filling.insert([.text("a"), .text("x"), .null, .null, .null], into: book)
                        throw Broken()
                    }
                }
                await #expect(throws: StorageError.self, "a book on no shelf") {
                    try await target.fill(migrations, had: marks) { filling in
                        try filling.insert([.text("a"), .text("x"), .null, .null, .null], into: book)
                    }
                }
                for strange in [
                    Table(name: "sheep", columns: ["id"]), Table(name: "book", columns: ["id"]),
                    Table(name: "shelf", columns: ["id", "small", "best\" --"]),
                ] {
                    await #expect(throws: StorageError.self) {
                        try await target.fill(migrations, had: marks) { filling in
                            try filling.insert(strange.columns.map { _ in .null }, into: strange)
                        }
                    }
                }
                // Empty still: the whole copy goes in.
                try await pour(source, into: target)
                let (one, other) = (try await everything(source), try await everything(target))
                #expect(one == other)
            }
        }
    }

    @Test("shows one moment, while others write", arguments: Engine.allCases)
    func moment(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: migrations) { source in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    // Each write keeps the number of books equal to what the shelf says.
                    for number in 1...200 {
                        try await source.write { tx in
                            try tx.execute("INSERT INTO book (id, shelf) VALUES (\("\(number)"), 'first')")
                            try tx.execute("UPDATE shelf SET small = small + 1")
                        }
                    }
                }
                var seen: Set<Int64> = []
                for _ in 0..<20 {
                    let (books, said) = try await source.copy { snapshot in
                        var books: Int64 = 0
                        var said: Int64 = -1
                        for table in snapshot.tables {
                            try snapshot.rows(of: table) { values in
                                if table.name == "book" { books += 1 } else if case .integer(let small) = values[1] { said = small }
                            }
                        }
                        return (books, said)
                    }
                    #expect(books == said)
                    seen.insert(books)
                }
                try await group.waitForAll()
                #expect(seen.count > 1, "nothing was written meanwhile")
            }
        }
    }
}
