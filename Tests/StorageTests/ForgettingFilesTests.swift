import Foundation
import Storage
import Support
import Terms
import Testing

@Suite("What was deleted from SQLite")
struct ForgettingFilesTests {
    private static let migrations = [
        Migration("a drawer of keys", "CREATE TABLE drawer (id TEXT PRIMARY KEY, sealed BYTEA)")
    ]

    /// Whether any of the database's files holds these bytes.
    private func holds(_ bytes: [UInt8], _ folder: TemporaryFolder) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
            return data.range(of: Data(bytes)) != nil
        }
    }

    @Test("stands in none of its files any more, the write-ahead log included, once they were told to forget")
    func forgotten() async throws {
        let folder = try TemporaryFolder()
        let database = try await Database.open(.sqlite(path: folder.path + "/baken.sqlite"))
        try await database.migrate(Self.migrations)
        let (deleted, overwritten) = (Randomness.seeded(1).bytes(900), Randomness.seeded(2).bytes(900))
        try await database.write { tx in
            try tx.execute("INSERT INTO drawer (id, sealed) VALUES ('a', \(deleted)), ('b', \(overwritten))")
        }
        try await database.write { tx in
            try tx.execute("DELETE FROM drawer WHERE id = 'a'")
            try tx.execute("UPDATE drawer SET sealed = NULL WHERE id = 'b'")
        }
        #expect(try holds(deleted, folder) && holds(overwritten, folder), "the log keeps pages as they were")
        try await database.forget()
        #expect(try !holds(deleted, folder) && !holds(overwritten, folder))
        try await database.write { tx in try tx.execute("INSERT INTO drawer (id) VALUES ('c')") }
        await database.close()
    }
}
