import Configuration
import Foundation
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import House

/// An installation of the tests, in a folder of its own.
private struct Installation {
    let folder: TemporaryFolder
    let settings: Settings

    init(on engine: Engine) async throws {
        folder = try TemporaryFolder()
        var options: [Setting: String] = [.data: folder.path]
        if engine == .postgres { options[.database] = try await PostgresServer.shared.freshDatabase() }
        settings = try Settings(commandLine: options.mapValues { .string($0) }, environment: [:])
    }

    func open() async throws -> House {
        try await House.open(settings, cost: Password.Cost(passes: 1, memoryBytes: 8_192))
    }

    /// An installation of the tests with four organisations, one that was told a report.
    func tell() async throws -> (house: House, receipt: Receipt) {
        let house = try await open()
        try await Story(house: house).tell()
        return (house, try await send("A word from before", in: house))
    }

    func logIns() throws -> Story.LogIns {
        try JSONDecoder().decode(
            Story.LogIns.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path + "/demo.json")))
    }

    func take(_ file: String, from other: Installation) throws {
        try FileManager.default.copyItem(atPath: other.folder.path + "/" + file, toPath: folder.path + "/" + file)
    }
}

@discardableResult
private func send(_ words: String, in house: House) async throws -> Receipt {
    let receipt = Receipt(house.ground.chance)
    _ = try await Submission(house.ground).submit(
        try NewReport(
            subject: .victim, role: .bystander, directDanger: true, age: .minor, forms: [.sexual], municipality: nil,
            contents: ReportContents(words: words), contact: nil),
        receipt: receipt, place: nil)
    return receipt
}

private func trouble(_ work: () async throws -> Void) async -> String? {
    do {
        try await work()
        return nil
    } catch { return (error as? House.Trouble)?.description ?? "\(error)" }
}

/// The bytes of a one-time code's secret (RFC 4648).
private func bytes(base32 text: String) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var bits = 0
    var count = 0
    var bytes: [UInt8] = []
    for digit in text {
        bits = (bits << 5 | (digits.firstIndex(of: digit) ?? 0)) & 0xFFFF
        count += 5
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
    }
    return bytes
}

private let pairs = Engine.allCases.flatMap { one in Engine.allCases.map { (one, $0) } }

@Suite("A backup")
struct BackupTests {
    @Test(
        "taken under a load of reports comes back whole on either engine: codes open, members log in", arguments: pairs)
    func drill(from: Engine, to: Engine) async throws {
        let one = try await Installation(on: from)
        let (house, receipt) = try await one.tell()
        let path = one.folder.path + "/copy.backup"
        let rows = try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask { for turn in 0..<10 { try await send("Load \(number) \(turn)", in: house) } }
            }
            let rows = try await house.backUp(to: path)
            try await group.waitForAll()
            return rows
        }
        let kept = try FileManager.default.attributesOfItem(atPath: path)
        #expect(kept[.posixPermissions] as? Int == 0o600)
        let logIns = try one.logIns()
        await house.ground.database.close()

        let other = try await Installation(on: to)
        try other.take("secret", from: one)
        let restored = try await House.restore(from: path, other.settings)
        #expect(rows == restored && rows > 50)
        let again = try await other.open()
        let faults = try await again.faults()
        #expect(faults == [])
        let view = try await Dialogue(again.ground).open(receipt)
        #expect(view.contents?.words == "A word from before")
        let member = try #require(logIns.organisations[0].members.first { $0.role == .coordinator })
        let secret = bytes(base32: member.secret)
        _ = try await again.ground.membership.prove(
            LogInAttempt(
                name: member.logIn, password: member.password,
                oneTimeCode: TOTP.code(secret, step: TOTP.step(at: again.ground.time.now()) + 1), device: nil),
            in: again.ground.database)
        // Life goes on: what comes now is received.
        let next = try await send("A word from after", in: again)
        let after = try await Dialogue(again.ground).open(next)
        #expect(after.contents?.words == "A word from after")
        await again.ground.database.close()
    }

    @Test("that was cut or changed anywhere is refused, and nothing of it is kept", arguments: Engine.allCases)
    func damage(engine: Engine) async throws {
        let one = try await Installation(on: engine)
        let (house, _) = try await one.tell()
        let path = one.folder.path + "/copy.backup"
        _ = try await house.backUp(to: path)
        await house.ground.database.close()
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let dice = Dice(5)
        let other = try await Installation(on: engine)
        try other.take("secret", from: one)
        let broken = one.folder.path + "/broken.backup"
        for attempt in 0..<24 {
            var bytes = whole
            let place = attempt == 0 ? whole.count - 1 : dice.below(whole.count)
            switch attempt % 3 {
            case 0: bytes.removeSubrange(place...)
            case 1: bytes[place] ^= UInt8(1 << dice.below(8))
            default: bytes.insert(bytes[place], at: place)
            }
            try Data(bytes).write(to: URL(fileURLWithPath: broken))
            let told = await trouble { _ = try await House.restore(from: broken, other.settings) }
            #expect(told != nil, "attempt \(attempt) at \(place)")
        }
        // The database was left empty each time, so the whole one goes in.
        #expect(try await House.restore(from: path, other.settings) > 0)
        let told = await trouble { _ = try await House.restore(from: path, other.settings) }
        #expect(told?.contains("empty") == true)
    }

    @Test("holds no secret and no session, and opens with the right secret only", arguments: Engine.allCases)
    func secrets(engine: Engine) async throws {
        let one = try await Installation(on: engine)
        let (house, _) = try await one.tell()
        let path = one.folder.path + "/copy.backup"
        let session = [UInt8]((100..<132))
        try await house.ground.database.write { tx in
            try tx.execute(
                """
                INSERT INTO session
                    (token_hash, id, member, organisation, wrapped_key, begun_at, used_at, ends, word)
                SELECT \(session), 'ses_a', min(id), min(organisation), \(session), 1, 1, 0, \(session)
                FROM member WHERE state = 'active'
                """)
        }
        _ = try await house.backUp(to: path)
        let there = await trouble { _ = try await house.backUp(to: path) }
        #expect(there?.contains("already") == true)
        await house.ground.database.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let secret = try Data(contentsOf: URL(fileURLWithPath: one.folder.path + "/secret"))
        #expect(bytes.range(of: secret) == nil && bytes.range(of: secret.base64EncodedData()) == nil)
        #expect(bytes.range(of: Data("A word from before".utf8)) == nil)
        #expect(bytes.range(of: Data(session)) == nil && bytes.range(of: Data("organisation_key".utf8)) != nil)

        let other = try await Installation(on: engine)
        let missing = await trouble { _ = try await House.restore(from: path, other.settings) }
        #expect(missing?.contains("secret is missing") == true)
        try Data(repeating: 1, count: 32).write(to: URL(fileURLWithPath: other.folder.path + "/secret"))
        let wrong = await trouble { _ = try await House.restore(from: path, other.settings) }
        #expect(wrong?.contains("not the one that this backup was made with") == true)
    }

    @Test("made up by somebody without the secret is refused, whatever its own digest says")
    func forged() async throws {
        let one = try await Installation(on: .sqlite)
        let (house, _) = try await one.tell()
        let (path, forged) = (one.folder.path + "/copy.backup", one.folder.path + "/forged.backup")
        _ = try await house.backUp(to: path)
        await house.ground.database.close()
        let other = try await Installation(on: .sqlite)
        try other.take("secret", from: one)
        let header = try BackupReader(path).header()
        let strangers = BackupKeys(try ServerSecret([UInt8](repeating: 1, count: ServerSecret.byteCount)))
        let writer = try BackupWriter(forged)
        try writer.begin(header)
        #expect(try writer.finish(strangers) == 0)
        let told = await trouble { _ = try await House.restore(from: forged, other.settings) }
        #expect(told?.contains("not whole") == true)
    }

    @Test("is written to no file that lay in wait, and leaves nothing else behind")
    func lyingInWait() async throws {
        let one = try await Installation(on: .sqlite)
        let house = try await one.open()
        let (path, victim) = (one.folder.path + "/copy.backup", one.folder.path + "/victim")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: victim))
        try FileManager.default.createSymbolicLink(atPath: path + ".part", withDestinationPath: victim)
        _ = try await house.backUp(to: path)
        await house.ground.database.close()
        #expect(FileManager.default.contents(atPath: victim) == Data("mine".utf8))
        let parts = try FileManager.default.contentsOfDirectory(atPath: one.folder.path).filter {
            $0.hasSuffix(".part")
        }
        #expect(parts == ["copy.backup.part"])
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test("of a folder without an installation is refused, and makes none")
    func nothing() async throws {
        let folder = try TemporaryFolder()
        let settings = try Settings(commandLine: [.data: .string(folder.path)], environment: [:])
        let told = await trouble { _ = try await House.existing(settings) }
        #expect(told?.contains("no installation") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        let none = await trouble { _ = try BackupReader(folder.path + "/none").header() }
        #expect(none?.contains("cannot be read") == true)
    }
}
