import Foundation
import Storage
import Support
import Synchronization
import Terms
import Testing

private let shelf = [
  Migration(
    "a shelf with numbered things",
    "CREATE TABLE thing (id TEXT PRIMARY KEY, number BIGINT NOT NULL, note TEXT, body BYTEA, CHECK (number >= 0))",
    "CREATE TABLE part (id TEXT PRIMARY KEY, thing TEXT NOT NULL REFERENCES thing(id))")
]

/// Something that was done, seen from elsewhere.
private final class Mark: Sendable { let isSet = Mutex(false) }

@Suite("A transaction")
struct TransactionTests {
  @Test("keeps everything it wrote", arguments: Engine.allCases)
  func keeps(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      try await database.write { tx in
        try tx.execute(
          "INSERT INTO thing VALUES (\("a"), \(7), \(String?.none), \([1, 2, 0] as [UInt8]))")
      }
      let row = try #require(try await database.read { tx in try tx.row("SELECT * FROM thing") })
      let number: Int = try row.get("number")
      #expect(number == 7)
      let note: String? = try row.get("note")
      #expect(note == nil)
      let body: [UInt8] = try row.get("body")
      #expect(body == [1, 2, 0])
    }
  }

  @Test(
    "leaves nothing behind when it fails, even when the caller catches the error",
    arguments: Engine.allCases)
  func leavesNothing(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      await #expect(throws: StorageError.self) {
        try await database.write { tx in
          try tx.execute("INSERT INTO thing (id, number) VALUES ('a', 1)")
          do { try tx.execute("INSERT INTO thing (id, number) VALUES ('a', 2)") } catch {}
        }
      }
      let found = try await database.read {
        try $0.value("SELECT count(*) FROM thing", as: Int.self)
      }
      #expect(found == 0)
    }
  }

  @Test("that looked before another wrote the same looks again", arguments: Engine.allCases)
  func looksAgain(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      // Each looks for the part and then writes the thing, of which there can be one.
      let written = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try await database.write { tx in
              if try tx.row("SELECT id FROM part WHERE id = 'p'") != nil { return false }
              try tx.execute("INSERT INTO thing (id, number) VALUES ('a', 1)")
              try tx.execute("INSERT INTO part VALUES ('p', 'a')")
              return true
            }
          }
        }
        return try await group.reduce(into: 0) { if $1 { $0 += 1 } }
      }
      #expect(written == 1)
    }
  }

  @Test("that needs long is kept, however many quick ones write the same meanwhile", arguments: Engine.allCases)
  func isNotStarved(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      try await database.write { tx in try tx.execute("INSERT INTO thing (id, number) VALUES ('a', 0)") }
      let mark = Mark()
      let quick = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask {
            var written = 0
            while !mark.isSet.withLock({ $0 }) {
              try await database.write { tx in try tx.execute("UPDATE thing SET number = number + 1 WHERE id = 'a'") }
              written += 1
            }
            return written
          }
        }
        group.addTask {
          defer { mark.isSet.withLock { $0 = true } }
          try await database.write { tx in
            let number = try #require(try tx.value("SELECT number FROM thing WHERE id = 'a'", as: Int.self))
            usleep(100_000)
            try tx.execute("UPDATE thing SET number = \(number + 1), note = 'kept' WHERE id = 'a'")
          }
          return 1
        }
        return try await group.reduce(0, +)
      }
      let row = try #require(try await database.read { tx in try tx.row("SELECT number, note FROM thing") })
      #expect(try row.get("note", as: String.self) == "kept")
      #expect(try row.get("number", as: Int.self) == quick)
    }
  }

  @Test("is refused for the rule that it breaks", arguments: Engine.allCases)
  func constraints(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      let wrong: [SQL] = [
        "INSERT INTO thing (id, number) VALUES ('a', -1)",
        "INSERT INTO part VALUES ('p', 'nowhere')",
        "INSERT INTO thing (id, number) VALUES ('b', NULL)",
      ]
      for statement in wrong {
        do {
          try await database.write { tx in _ = try tx.execute(statement) }
          Issue.record("it was kept")
        } catch StorageError.constraint {}
      }
      let found = try await database.read {
        try $0.value("SELECT count(*) FROM thing", as: Int.self)
      }
      #expect(found == 0)
    }
  }

  @Test("loses no increment, however many write at once", arguments: Engine.allCases)
  func increments(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      try await database.write { tx in
        _ = try tx.execute("INSERT INTO thing (id, number) VALUES ('a', 0)")
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<60 {
          group.addTask {
            try await database.write { tx in
              let number =
                try tx.value("SELECT number FROM thing WHERE id = 'a'", as: Int.self) ?? 0
              try tx.execute("UPDATE thing SET number = \(number + 1) WHERE id = 'a'")
            }
          }
        }
        try await group.waitForAll()
      }
      let found = try await database.read { try $0.value("SELECT number FROM thing", as: Int.self) }
      #expect(found == 60)
    }
  }

  @Test("harms no neighbour when it fails", arguments: Engine.allCases)
  func neighbours(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      let kept = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<100 {
          group.addTask {
            do {
              try await database.write { tx in
                try tx.execute(
                  "INSERT INTO thing (id, number) VALUES (\("t\(number)"), \(number % 3 - 1))")
              }
              return true
            } catch { return false }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(kept == 66)
      let found = try await database.read {
        try $0.value("SELECT count(*) FROM thing", as: Int.self)
      }
      #expect(found == 66)
    }
  }

  @Test("that only reads cannot write", arguments: Engine.allCases)
  func readOnly(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      await #expect(throws: StorageError.readOnly) {
        try await database.read { tx in
          _ = try tx.execute("INSERT INTO thing (id, number) VALUES ('a', 1)")
        }
      }
    }
  }

  @Test("takes what looks like a statement as text", arguments: Engine.allCases)
  func injection(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      let nasty = "'); DROP TABLE thing; --"
      try await database.write { tx in
        try tx.execute("INSERT INTO thing (id, number, note) VALUES ('a', 1, \(nasty))")
      }
      let found = try await database.read { tx in
        try tx.rows("SELECT note FROM thing WHERE note IN \(list: [nasty, "x"])").map {
          try $0.get("note", as: String.self)
        }
      }
      #expect(found == [nasty])
      let none = try await database.read { tx in
        try tx.rows("SELECT note FROM thing WHERE note IN \(list: [String]())").count
      }
      #expect(none == 0)
    }
  }

  @Test("refuses text that one engine would cut off", arguments: Engine.allCases)
  func noNUL(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      await #expect(throws: StorageError.self) {
        try await database.write { tx in
          _ = try tx.execute("INSERT INTO thing (id, number) VALUES (\("a\0b"), 1)")
        }
      }
    }
  }

  @Test("adds whole numbers up on both engines alike", arguments: Engine.allCases)
  func sums(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      try await database.write { tx in
        for (index, number) in [10_000, 123_456_789_012, 0, 5].enumerated() {
          try tx.execute("INSERT INTO thing (id, number) VALUES (\("t\(index)"), \(number))")
        }
      }
      let sum = try await database.read {
        try $0.value("SELECT sum(number) FROM thing", as: Int.self)
      }
      #expect(sum == 123_456_799_017)
      let tens = try await database.read {
        try $0.value("SELECT sum(number) FROM thing WHERE id IN ('t0', 't2')", as: Int.self)
      }
      #expect(tens == 10_000)
    }
  }
}

@Suite("The schema")
struct MigrationTests {
  @Test(
    "is brought up to date once, by however many start at the same time", arguments: Engine.allCases
  )
  func once(engine: Engine) async throws {
    try await withDatabase(on: engine) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await database.migrate(shelf) } }
        try await group.waitForAll()
      }
      let found = try await database.read {
        try $0.value("SELECT count(*) FROM thing", as: Int.self)
      }
      #expect(found == 0)
    }
  }

  @Test("refuses a step that was changed after it was released", arguments: Engine.allCases)
  func changed(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      let other = [Migration("a shelf with numbered things", "CREATE TABLE thing (id TEXT)")]
      await #expect(throws: MigrationChanged.self) { try await database.migrate(other) }
    }
  }
}

@Suite("A closed database")
struct ClosedDatabaseTests {
  @Test("answers that it is not available", arguments: Engine.allCases)
  func closed(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: shelf) { database in
      await database.close()
      await #expect(throws: StorageError.unavailable) {
        try await database.write { tx in _ = try tx.execute("DELETE FROM thing") }
      }
    }
  }
}

@Suite("A PostgreSQL server that falls over")
struct RestartTests {
  @Test("loses nothing that was acknowledged, and is used again when it is back")
  func restart() async throws {
    let server = PostgresServer()
    let database = try await Database.open(.postgres(url: try await server.freshDatabase()))
    try await database.migrate(shelf)
    let writers = Task {
      var kept: [Int] = []
      for number in 0..<400 {
        do {
          try await database.write { tx in
            try tx.execute("INSERT INTO thing (id, number) VALUES (\("t\(number)"), \(number))")
          }
          kept.append(number)
        } catch StorageError.unavailable {}
      }
      return kept
    }
    try await Task.sleep(for: .milliseconds(100))
    try await server.restart()
    let kept = try await writers.value
    let stored = try await database.read { tx in
      Set(try tx.rows("SELECT number FROM thing").map { try $0.get("number", as: Int.self) })
    }
    #expect(kept.contains(399))
    #expect(stored.isSuperset(of: kept))
    await database.close()
  }
}
