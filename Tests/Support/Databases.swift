import Foundation
public import Storage

/// The engines that every storage test runs on.
public enum Engine: String, CaseIterable, Sendable {
    case sqlite, postgres
}

/// Lends a fresh database of an engine, with these migrations run, and takes it away afterwards.
@discardableResult
public func withDatabase<T>(
    on engine: Engine, migrations: [Migration] = [], _ body: (Database) async throws -> T
) async throws -> T {
    let folder = try TemporaryFolder()
    let location: Database.Location =
        switch engine {
        case .sqlite: .sqlite(path: folder.path + "/baken.sqlite")
        case .postgres: .postgres(url: try await PostgresServer.shared.freshDatabase())
        }
    let database = try await Database.open(location)
    do {
        try await database.migrate(migrations)
        let outcome = try await body(database)
        await database.close()
        return outcome
    } catch {
        await database.close()
        throw error
    }
}

/// A folder that is gone when nobody holds it any more.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        path = NSTemporaryDirectory() + "baken-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
