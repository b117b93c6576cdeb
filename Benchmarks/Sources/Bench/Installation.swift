import Collaboration
import Foundation
import Organisations
import Reporting
import Site
import Storage
import Synchronization
import Terms
import Vault

/// A real installation in a folder of its own: SQLite on the disk, one organisation that is open to reports.
struct Installation: Sendable {
    let ground: Ground
    let organisation: OrganisationID
    let session: Session
    let cookie: String
    let clock: BenchClock
    private let folder: Folder

    init() async throws {
        let folder = try Folder()
        let clock = BenchClock()
        let database = try await Storage.Database.open(.sqlite(path: folder.path + "/baken.sqlite"))
        try await database.migrate(Ground.migrations + Collaboration.migrations)
        let ground = Ground(
            database: database, secret: try ServerSecret(Randomness.system.bytes(ServerSecret.byteCount)),
            desk: PasswordDesk(), cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source,
            chance: .system)
        let (founding, keys) = try await ground.database.write { tx in try ground.membership.found("Shelter", in: tx) }
        let workers = [
            try await Self.enrol("intake", at: founding.organisation, keys, ground),
            try await Self.enrol("coordinator", at: founding.organisation, keys, ground),
        ]
        try await ground.database.write { tx in
            try ground.membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            try ReceptionDesk(ground).set(Reception(organisation: founding.organisation, isFallback: true), in: tx)
        }
        clock.advance(by: .minutes(1))
        let proven = try await ground.membership.prove(
            LogInAttempt(
                name: "intake", password: Self.password,
                oneTimeCode: TOTP.code(workers[0], step: TOTP.step(at: clock.now)), device: nil), in: ground.database)
        let begun = try await ground.database.write { tx in
            let begun = try ground.membership.begin(proven, in: tx)
            return (begun.token.text, try ground.membership.session(begun.token, in: tx))
        }
        guard let session = begun.1 else { throw Connection.Broken() }
        self.folder = folder
        self.clock = clock
        self.ground = ground
        self.session = session
        organisation = founding.organisation
        cookie = "baken-session=" + begun.0
    }

    private static let password = "correct horse battery staple"

    private static func enrol(
        _ name: String, at organisation: OrganisationID, _ keys: FoundingKeys, _ ground: Ground
    ) async throws -> [UInt8] {
        let membership = ground.membership
        let invitation = try await ground.database.write { tx in
            try membership.invite(
                name, as: name == "intake" ? .intake : .coordinator, to: organisation, carrying: keys, in: tx)
        }
        let secret = TOTP.newSecret(ground.chance)
        guard let logIn = LogInName(name) else { throw Connection.Broken() }
        let credentials = try await membership.credentials(
            for: invitation.member, logIn: logIn, password: try NewPassword(password), secondFactor: secret,
            oneTimeCode: TOTP.code(secret, step: TOTP.step(at: ground.time.now())))
        _ = try await ground.database.write { tx in try membership.enrol(invitation.token, with: credentials, in: tx) }
        return secret
    }

    /// Serves the site on a free port, and gives new journal entries their places each second as Baken does.
    func serving<T: Sendable>(_ body: (Int) async throws -> T) async throws -> T {
        let sequencing = Task { [ground] in
            while !Task.isCancelled {
                _ = try await ground.database.write { tx in try ground.journal.sequence(in: tx) }
                try await Task.sleep(for: .seconds(1))
            }
        }
        defer { sequencing.cancel() }
        return try await bench.serving(
            { onRunning in
                Site(ground, settings: SiteSettings()).application(
                    host: "127.0.0.1", port: 0, logger: quiet, onRunning: onRunning)
            }, body)
    }
}

/// The machine's clock, and as much further as it was told to be.
final class BenchClock: Sendable {
    private let ahead = Mutex(Int64(0))

    var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + ahead.withLock { $0 }) }
    var source: TimeSource { TimeSource { self.now } }
    func advance(by term: Term) { ahead.withLock { $0 += term.milliseconds } }
}

/// A folder on the disk, beside the program and not in memory; gone when nobody holds it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.currentDirectoryPath + "/.build/bench-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
