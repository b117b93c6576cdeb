import ArgumentParser
import Configuration
import Duties
import Foundation
import Logging
import Reporting
import Signpost
import Support
import Terms
import Testing

@testable import House

@Suite("Settings: read from one place, checked, and explained")
struct SettingsTests {
    private func settings(
        _ commandLine: [Setting: ConfigContent] = [:], _ environment: [String: String] = [:], file: String? = nil
    ) throws -> Settings {
        try Settings(commandLine: commandLine, environment: environment, file: file)
    }

    private func mistakes(
        _ commandLine: [Setting: ConfigContent] = [:], _ environment: [String: String] = [:], file: String? = nil
    ) -> [String] {
        do {
            _ = try settings(commandLine, environment, file: file)
            return []
        } catch let mistakes as Settings.Mistakes { return mistakes.sentences } catch { return ["\(error)"] }
    }

    private func file(_ text: String, in folder: TemporaryFolder, _ name: String = "baken.json") throws -> String {
        let path = folder.path + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("without anything but a folder, everything has its standard value, and that is said")
    func standards() throws {
        let settings = try settings([.data: "/srv/baken"])
        #expect(settings.folder == "/srv/baken" && settings.database == nil && settings.publicAddress == nil)
        #expect(settings.host == "127.0.0.1" && settings.port == 8_080 && settings.operationsPort == 9_080)
        #expect(!settings.isOperationsPortSet && settings.logLevel == .info)
        #expect(settings.intakeTerms == IntakeTerms() && settings.stagedMegabytes == 2_000)
        #expect(settings.lines.map(\.name) == Setting.allCases.map(\.rawValue))
        #expect(settings.lines.dropFirst().allSatisfy { $0.origin == "standard" })
        #expect(settings.lines.first?.origin == "the command line")
    }

    @Test("the command line is stronger than the environment, and the environment than the file")
    func order() throws {
        let folder = try TemporaryFolder()
        let path = try file(#"{"port": 1, "host": "10.0.0.1", "log": {"level": "debug"}}"#, in: folder)
        let settings = try settings(
            [.data: .string(folder.path), .port: 3], ["BAKEN_PORT": "2", "BAKEN_HOST": "10.0.0.2"])
        #expect(settings.port == 3 && settings.host == "10.0.0.2" && settings.logLevel == .debug)
        func origin(_ name: String) -> String? { settings.lines.first { $0.name == name }?.origin }
        #expect(origin("port") == "the command line" && origin("host") == "BAKEN_HOST" && origin("log.level") == path)
    }

    @Test("a named file may name the folder; every setting can stand in the file and in the environment")
    func everywhere() throws {
        let folder = try TemporaryFolder()
        let path = try file(
            """
            {"data": "/srv/baken", "database": "postgresql://db/baken", "directory": "/srv/points", "host": "::1", "port": 80,
             "public": "https://meld.example.nl", "plain": true, "operations": {"port": 81}, "log": {"level": "error"},
             "terms": {"look": {"danger": 0.5, "urgent": 4, "normal": 72},
                       "escalation": {"danger": 0.25, "urgent": 2, "normal": 24}}, "files": {"staged": 500, "reserve": 300, "largest": 9000},
             "notices": {"from": "baken@meld.example.nl", "sendmail": "/usr/sbin/sendmail"}}
            """, in: folder, "other.json")
        let fromFile = try settings(file: path)
        #expect(fromFile.lines.allSatisfy { $0.origin == path })
        let terms = IntakeTerms(danger: .minutes(30), urgent: .hours(4), normal: .hours(72))
        #expect(fromFile.intakeTerms == terms && fromFile.escalationTerms.terms[.danger] == .minutes(15))
        #expect(fromFile.stagedMegabytes == 500 && fromFile.lines.first { $0.name == "files.staged" }?.value == "500 MB")
        #expect(fromFile.fileReserve == Reserve(megabytes: 300, largest: 9_000))
        #expect(fromFile.folder == "/srv/baken" && fromFile.operationsPort == 81 && fromFile.isOperationsPortSet)
        let variables = [
            "BAKEN_DATA": "/srv/baken", "BAKEN_DATABASE": "postgresql://db/baken", "BAKEN_HOST": "::1",
            "BAKEN_DIRECTORY": "/srv/points",
            "BAKEN_PORT": "80", "BAKEN_PUBLIC": "https://meld.example.nl", "BAKEN_PLAIN": "true", "BAKEN_OPERATIONS_PORT": "81",
            "BAKEN_LOG_LEVEL": "error", "BAKEN_TERMS_LOOK_DANGER": "0.5", "BAKEN_TERMS_LOOK_URGENT": "4",
            "BAKEN_TERMS_LOOK_NORMAL": "72", "BAKEN_TERMS_ESCALATION_DANGER": "0.25",
            "BAKEN_TERMS_ESCALATION_URGENT": "2", "BAKEN_TERMS_ESCALATION_NORMAL": "24",
            "BAKEN_FILES_STAGED": "500", "BAKEN_FILES_RESERVE": "300", "BAKEN_FILES_LARGEST": "9000",
            "BAKEN_NOTICES_FROM": "baken@meld.example.nl",
            "BAKEN_NOTICES_SENDMAIL": "/usr/sbin/sendmail",
        ]
        #expect(Set(variables.keys) == Set(Setting.allCases.map(\.variable)))
        let fromVariables = try settings([:], variables)
        #expect(fromVariables.lines.map(\.value) == fromFile.lines.map(\.value))
        #expect(fromVariables.lines.map(\.origin) == Setting.allCases.map(\.variable))
    }

    @Test("an impossible value is refused by name, place and what was expected; all mistakes are told at once")
    func impossible() throws {
        let folder = try TemporaryFolder()
        let path = try file(
            #"{"port": "eighty", "terms": {"look": {"danger": 0}}, "colour": "blue", "log": {"levle": "info"}}"#,
            in: folder)
        let found = mistakes(
            [.data: .string(folder.path), .publicAddress: "meld.example.nl"],
            ["BAKEN_LOG_LEVEL": "loud", "BAKEN_DATABASE": "mysql://secret@db", "BAKEN_PROT": "81"])
        #expect(
            Set(found) == [
                "BAKEN_PROT in the environment: there is no such setting.",
                "colour in \(path): there is no such setting.",
                "log.levle in \(path): there is no such setting.",
                "port in \(path): expected is \(Setting.port.expected).",
                "terms.look.danger in \(path): expected is \(Setting.lookDanger.expected).",
                "public in the command line: expected is \(Setting.publicAddress.expected).",
                "log.level in BAKEN_LOG_LEVEL: expected is \(Setting.logLevel.expected).",
                "database in BAKEN_DATABASE: expected is \(Setting.database.expected).",
            ])
    }

    @Test(
        "values outside their bounds are refused",
        arguments: [
            (Setting.port, "65536"), (.port, "-1"), (.operationsPort, "1e9"), (.lookNormal, "8761"),
            (.lookNormal, "-2"), (.escalationUrgent, "soon"), (.publicAddress, "https://meld.example.nl/"),
            (.publicAddress, "ftp://meld.example.nl"), (.logLevel, ""), (.host, ""), (.data, ""), (.stagedFiles, "99"),
            (.stagedFiles, "1000001"), (.stagedFiles, "2 GB"), (.fileReserve, "-1"), (.largestDatabase, "0"), (.plain, "perhaps"), (.publicAddress, "http://::1:8080"),
        ])
    func bounds(setting: Setting, value: String) {
        #expect(!mistakes(setting == .data ? [:] : [.data: "/srv"], [setting.variable: value]).isEmpty)
    }

    @Test("no folder, one port for two things, and a file that is none or not there are mistakes")
    func others() throws {
        #expect(mistakes().count == 1)
        #expect(mistakes([.data: "/srv", .port: 90, .operationsPort: 90]).count == 1)
        #expect(mistakes([.data: "/srv"], file: "/nowhere/baken.json").count == 1)
        let folder = try TemporaryFolder()
        for text in ["", "[]", "{", #"{"port": {"a": 1}}"#, #"{"port": null, "colour": null}"#] {
            let path = try file(text, in: folder)
            #expect(mistakes([.data: "/srv"], file: path).count == 1, "\(text)")
        }
    }

    @Test("an IPv6 address is taken bare and in brackets, and stands in brackets in an address")
    func sixes() throws {
        for host in ["::1", "[::1]"] {
            let settings = try settings([.data: "/srv", .host: .string(host), .publicAddress: "http://[2001:db8::5]:8080"])
            #expect(settings.host == "::1" && settings.hostInAddresses == "[::1]")
            #expect(settings.publicAddress == "http://[2001:db8::5]:8080")
        }
        #expect(try settings([.data: "/srv"]).hostInAddresses == "127.0.0.1")
    }

    @Test(
        "no password is told",
        arguments: [
            ("postgresql://baken:s3cret@db/baken", "postgresql://baken:(withheld)@db/baken"),
            ("postgresql://baken:s3c@ret@db/baken?x=1", "postgresql://baken:(withheld)@db/baken?x=1"),
            ("postgresql:///baken?user=a&password=s3cret&x=1", "postgresql:///baken?user=a&password=(withheld)&x=1"),
            ("postgresql://db/b?sslpassword=s3cret", "postgresql://db/b?sslpassword=(withheld)"),
            ("postgresql://baken@/postgres?host=/tmp/a", "postgresql://baken@/postgres?host=/tmp/a"),
        ])
    func withheld(address: String, told: String) throws {
        let lines = try settings([.data: "/srv", .database: .string(address)]).lines
        #expect(lines.first { $0.name == "database" }?.value == told)
    }

    @Test(
        "a host that others reach without a public address is warned of",
        arguments: [
            ("127.0.0.1", nil, 0), ("::1", nil, 0), ("localhost", nil, 0), ("0.0.0.0", nil, 1), ("::", nil, 1),
            ("10.0.0.1", nil, 1), ("0.0.0.0", "https://meld.example.nl", 0),
        ] as [(String, String?, Int)])
    func reachable(host: String, address: String?, warnings: Int) throws {
        var options: [Setting: ConfigContent] = [.data: "/srv", .host: .string(host)]
        options[.publicAddress] = address.map { .string($0) }
        #expect(try settings(options).warnings.count == warnings)
    }

    @Test("checking them reads the folder of the directory as well, and tells its mistakes")
    func directory() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/own", withIntermediateDirectories: true)
        _ = try file("{\"directory\": \"\(folder.path)/own\"}", in: folder)
        let words = ["config", "check", "--data", folder.path]
        var check = try Baken.parseAsRoot(words)
        try check.run()
        try "- nothing\n".write(toFile: folder.path + "/own/points.yaml", atomically: true, encoding: .utf8)
        check = try Baken.parseAsRoot(words)
        #expect(throws: Signpost.Mistakes.self) { try check.run() }
    }

    @Test("the operations port follows the public one, and stays within what a port can be")
    func neighbours() throws {
        #expect(try settings([.data: "/srv", .port: 65_000]).operationsPort == 64_000)
        #expect(try settings([.data: "/srv", .port: 0]).operationsPort == 0)
        #expect(try settings([.data: "/srv", .port: 443, .operationsPort: 9_000]).operationsPort == 9_000)
    }
}
