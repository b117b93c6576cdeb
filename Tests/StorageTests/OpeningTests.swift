import Foundation
import Storage
import Support
import Testing

@Suite("A database that cannot be used")
struct OpeningTests {
  private let shelf = [Migration("a shelf", "CREATE TABLE thing (id TEXT PRIMARY KEY)")]

  private func reason(_ location: Database.Location) async -> String {
    do {
      let database = try await Database.open(location)
      await database.close()
      return "opened"
    } catch StorageError.cannotOpen(let why) { return why } catch { return "\(error)" }
  }

  @Test("because a PostgreSQL server was made read-only says so with every write, and goes on reading")
  func readOnlyServer() async throws {
    let url = try await PostgresServer.shared.freshDatabase()
    let before = try await Database.open(.postgres(url: url))
    try await before.migrate(shelf)
    #expect(await before.takesWrites())
    try await before.write { tx in
      try tx.execute(
        """
        DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$
        """)
    }
    await before.close()
    let database = try await Database.open(.postgres(url: url))
    await #expect(throws: StorageError.unwritable) {
      try await database.write { tx in try tx.execute("INSERT INTO thing (id) VALUES ('a')") }
    }
    await #expect(throws: StorageError.unwritable) { try await database.migrate(shelf) }
    #expect(await database.answers())
    #expect(await !database.takesWrites())
    await database.close()
  }

  @Test("because its SQLite file is not to be written says so when it is opened")
  func readOnlyFile() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/baken.sqlite"
    let before = try await Database.open(.sqlite(path: path))
    try await before.migrate(shelf)
    #expect(await before.takesWrites())
    // Its pages go from the log into the file.
    try await before.forget()
    await before.close()
    // The header of the file asks that this version only reads it (sqlite.org/fileformat.html, 1.3.3).
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: 18)
    try file.write(contentsOf: Data([9]))
    try file.close()
    await #expect(throws: StorageError.unwritable) {
      let database = try await Database.open(.sqlite(path: path))
      try await database.migrate(shelf)
    }
  }

  @Test("because it cannot hold every letter is refused at the start, with what to do")
  func encoding() async throws {
    let url = try await PostgresServer.shared.freshDatabase(
      "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    let why = await reason(.postgres(url: url))
    #expect(why.contains("LATIN1") && why.contains("UTF8") && why.contains("CREATE DATABASE"))
  }

  @Test("because it cannot be reached says why, and no password")
  func unreachable() async throws {
    let there = try await PostgresServer.shared.freshDatabase()
    let answers = [
      ("postgresql://baken:secret99@127.0.0.1:1/baken", "nothing answers"),
      ("postgresql://baken:secret99@nowhere.invalid/baken", "no machine of that name"),
      ("postgresql://baken:sec@ret99@127.0.0.1:1/baken", "no machine of that name"),
      ("postgresql://baken:secret99@/baken?host=/nowhere", "no server on this machine"),
      (there.replacing("baken@/", with: "nobody:secret99@/"), "no such user"),
      (there.replacing("/baken_", with: "/beacon_"), "no such database"),
    ]
    for (url, expected) in answers {
      let why = await reason(.postgres(url: url))
      #expect(why.contains(expected) && why.hasPrefix("PostgreSQL: "), "\(why)")
      #expect(!why.contains("secret99") && !why.contains("ret99"), "\(why)")
    }
  }
}
