import Foundation
import Logging
public import Reporting
import ServiceLifecycle
import Site
import Storage
import Terms
import UnixSignals
public import Vault

/// The composition root: a folder with the server's secret, a database beside it or elsewhere, and everything wired.
public struct House: Sendable {
    /// Why the house does not open, in a sentence for whoever runs it.
    public struct Trouble: Error, CustomStringConvertible {
        public let description: String
    }

    public let ground: Ground
    let folder: String

    /// Opens the house, bringing the database's schema up to date.
    ///
    /// - Parameters:
    ///   - folder: holds `secret`, made when it is not there, and the SQLite file unless a database is named.
    ///   - database: a PostgreSQL address; nil for SQLite in the folder.
    public static func open(folder: String, database: String?, cost: Password.Cost = .standard) async throws -> House {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let location: Database.Location = database.map { .postgres(url: $0) } ?? .sqlite(path: folder + "/baken.sqlite")
        let opened = try await Database.open(location)
        try await opened.migrate(Ground.migrations)
        let hasReports = try await opened.read { tx in try tx.row("SELECT id FROM organisation LIMIT 1") != nil }
        let secret = try SecretFile(path: folder + "/secret").read(mayMake: !hasReports)
        let clock = TimeSource { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
        return House(
            ground: Ground(
                database: opened, secret: secret, desk: PasswordDesk(), cost: cost, time: clock, chance: .system),
            folder: folder)
    }

    /// Serves until the process is told to stop; requests in flight finish first.
    func serve(host: String, port: Int, settings: SiteSettings, logger: Logger) async throws {
        let application = Site(ground, settings: settings).application(host: host, port: port, logger: logger) { port in
            print("Baken: http://\(host):\(port)/")
            fflush(nil)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [Clockwork(ground: ground, folder: folder, logger: logger), application],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        await ground.database.close()
    }
}
