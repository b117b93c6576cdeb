import API
import Collaboration
import Foundation
import Logging
import Metrics
import Reporting
import ServiceLifecycle
import Signpost
import Site
import Storage
import Terms
import UnixSignals
import Vault
import Web

/// The composition root: a folder with the server's secret, a database beside it or elsewhere, and everything wired.
struct House: Sendable {
    /// Why the house does not open, in a sentence for whoever runs it.
    struct Trouble: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// Requests in flight may take so long to finish when the program is told to stop.
    static let longestFarewell = Duration.seconds(60)

    let ground: Ground
    let settings: Settings
    /// What deriving a key from a password costs here.
    let passwordCost: Password.Cost
    var folder: String { settings.folder }

    var directory: Directory {
        get throws { try settings.readDirectory() }
    }

    /// Every migration of every room, in order.
    static let migrations = Ground.migrations + Collaboration.migrations

    /// Opens the house, bringing the database's schema up to date. The folder and the secret in it are made when they
    /// are not there and the database holds nothing.
    ///
    /// - Parameter evenStrange: whether to open a database whose schema somebody else changed, as it is, to look only.
    static func open(
        _ settings: Settings, cost: Password.Cost = .standard, evenStrange: Bool = false
    ) async throws -> House {
        try makeFolder(settings.folder)
        let opened = try await Database.open(settings.location)
        let strangers = evenStrange ? try await opened.strangers(beside: migrations) : []
        let looksOnly = !strangers.isEmpty
        if !looksOnly { try await opened.migrate(migrations) }
        let hasReports = try await opened.read { tx in try tx.row("SELECT id FROM organisation LIMIT 1") != nil }
        let secret = try SecretFile(folder: settings.folder).read(mayMake: !hasReports)
        let clock = TimeSource { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
        let ground = Ground(
            database: opened, secret: secret, desk: PasswordDesk(), cost: cost,
            escalation: settings.escalationTerms, time: clock, chance: .system)
        if !looksOnly { try await adopt(ground, settings.folder, looksOn: evenStrange) }
        return House(ground: ground, settings: settings, passwordCost: cost)
    }

    /// Gives the server's word to rows from before it vouched for them: see ``Ground/adopt(_:against:)``.
    ///
    /// - Parameter looksOn: whether one that must not be given it is left as it is, to be looked at.
    private static func adopt(_ ground: Ground, _ folder: String, looksOn: Bool) async throws {
        let witness = Witness(folder: folder)
        do {
            let head = try await ground.adopt(Collaboration.adoptions(ground), against: try witness.read())
            if let head { try await witness.follow(to: head, in: ground) }
        } catch is AdoptionRefused where looksOn {
        } catch is AdoptionRefused {
            throw Trouble(
                description: "The journal is not whole, so this program does not take on trust what was written before it "
                    + "vouched for it. What is wrong: baken verify --data \(folder). If an older database was put back on "
                    + "purpose, move \(witness.path) elsewhere first.")
        }
    }

    /// Whether a folder holds an installation: its secret, and its database unless that is elsewhere.
    static func isThere(_ settings: Settings) -> Bool {
        let files = FileManager.default
        return files.fileExists(atPath: SecretFile(folder: settings.folder).path)
            && (settings.database != nil || files.fileExists(atPath: settings.folder + "/baken.sqlite"))
    }

    /// Opens a house that is there already: a folder named by mistake is not made one.
    static func existing(_ settings: Settings, evenStrange: Bool = false) async throws -> House {
        guard isThere(settings) else {
            throw Trouble(
                description: "There is no installation in \(settings.folder). Is that the right folder? A new installation "
                    + "is made by: baken init --data \(settings.folder)")
        }
        return try await open(settings, evenStrange: evenStrange)
    }

    /// Makes the folder, for its owner only.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Trouble(description: "The folder \(path) cannot be made.")
        }
    }

    /// Serves until the process is told to stop; requests in flight finish first.
    ///
    /// - Parameter news: What is said beside the addresses once the site answers.
    func serve(news: [String]) async throws {
        let measurements = Measurements()
        LoggingSystem.bootstrap { [settings] label in JSONLines(label: label, level: settings.logLevel) }
        MetricsSystem.bootstrap(measurements)
        let logger = Logger(label: "baken")
        let directory = try directory
        let api = API(ground, directory: directory)
        let site = Site(
            ground,
            settings: SiteSettings(
                publicAddress: settings.publicAddress, intakeTerms: settings.intakeTerms, directory: directory,
                stagedMegabytes: settings.stagedMegabytes, fileReserve: settings.fileReserve, mailsNotices: settings.noticesFrom != nil,
                allowsPlain: settings.allowsPlain))
        let dossiers = Dossiers(ground, intake: settings.intakeTerms)
        let figures = Figures(measurements, of: ground)
        let operations = OperationsSite(ground) { await figures.text() }
        let courier = settings.noticesFrom.map { from in
            Courier(
                ground: ground, sendmail: Sendmail(path: settings.sendmailPath, from: from),
                site: settings.publicAddress, logger: logger)
        }
        let services: [any Service] = [courier].compactMap { $0 } + [
            Clockwork(ground: ground, sharing: Sharing(dossiers), folder: folder, logger: logger),
            Listener(
                host: OperationsSite.host, port: settings.operationsPort, option: "--operations-port",
                isNeeded: settings.isOperationsPortSet, logger: logger,
                server: { [settings] running in
                    operations.application(port: settings.operationsPort, logger: logger, onRunning: running)
                },
                onRunning: { port in
                    say("Operations:   http://\(OperationsSite.host):\(port)/ healthz, readyz, metrics")
                }),
            Listener(
                host: settings.host, port: settings.port, option: "--port", isNeeded: true, logger: logger,
                server: { [settings] running in
                    site.application(
                        host: settings.host, port: settings.port, logger: logger, beside: [api.neighbour()],
                        onRunning: running)
                },
                onRunning: { [settings] port in
                    say("The site:     http://\(settings.hostInAddresses):\(port)/")
                    say("Staff log in: http://\(settings.hostInAddresses):\(port)/nl/log-in")
                    for line in news { say(line) }
                    logger.notice("serving", metadata: ["port": "\(port)"])
                }),
        ]
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "baken.lifecycle"))
        configuration.maximumGracefulShutdownDuration = Self.longestFarewell
        try await ServiceGroup(configuration: configuration).run()
        await ground.database.close()
        logger.notice("stopped")
    }
}

extension Settings {
    /// The host as it stands in an address: IPv6 in brackets (RFC 3986, 3.2.2).
    var hostInAddresses: String { host.contains(":") ? "[\(host)]" : host }

    /// Where the database is.
    var location: Database.Location {
        database.map { .postgres(url: $0) } ?? .sqlite(path: folder + "/baken.sqlite")
    }

    /// The directory that comes with the program, overlaid by this installation's folder when it has one.
    func readDirectory() throws(Signpost.Mistakes) -> Directory {
        guard let directory else { return .embedded }
        return try Directory(folder: directory)
    }
}

/// Says a line to whoever started the program, at once.
func say(_ line: String) {
    print(line)
    fflush(nil)
}
