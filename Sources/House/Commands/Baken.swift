import ArgumentParser
import Foundation
import Journal
import Logging
import Organisations
import Records
import Reporting
import Site
import Storage
import Terms
import Vault

/// Reads the arguments of the process and does what they ask.
public func runBaken() async { await Baken.main(nil) }

/// The command `baken`.
struct Baken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baken", abstract: "Reports of human trafficking reach the right place.",
        subcommands: [Serve.self, Demo.self, OrganisationCommand.self, Verify.self, VerifyReceipt.self])
}

/// Where an installation keeps its things.
struct Place: ParsableArguments {
    @Option(help: "The folder with the server's secret and, unless another database is named, its database.")
    var data: String

    @Option(help: "A PostgreSQL address instead of the SQLite file in the folder.")
    var database: String?

    func open() async throws -> House { try await House.open(folder: data, database: database) }
}

/// Where an installation is reached.
struct Door: ParsableArguments {
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8080

    @Option(name: .customLong("public"), help: "The address under which people reach the site.")
    var publicAddress: String?

    func serve(_ house: House) async throws {
        LoggingSystem.bootstrap { label in StreamLogHandler.standardError(label: label) }
        var settings = SiteSettings()
        settings.publicAddress = publicAddress
        try await house.serve(host: host, port: port, settings: settings, logger: Logger(label: "baken"))
    }
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the site.")
    @OptionGroup var place: Place
    @OptionGroup var door: Door

    func run() async throws { try await door.serve(try await place.open()) }
}

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills an empty folder with four fictional organisations, and serves the site.")
    @OptionGroup var place: Place
    @OptionGroup var door: Door

    func run() async throws {
        let house = try await place.open()
        let story = Story(house: house)
        if try await story.isEmpty() { try await story.tell() }
        print("Log-ins of the fictional organisations: \(house.folder)/demo.json")
        try await door.serve(house)
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays the journal and finds what was changed, removed, reordered or planted.")
    @OptionGroup var place: Place

    func run() async throws {
        let house = try await place.open()
        let ground = house.ground
        let witness = try Witness(folder: house.folder).read()
        let found = try await ground.database.read { tx in
            let journal = try ground.journal.verify(in: tx, against: witness).map { "journal: \($0)" }
            let records = try ground.recordReplay.verify(in: tx).map { "record: \($0)" }
            return try journal + records + ground.unvouched(in: tx).map { "not written by this installation: \($0)" }
        }
        for fault in found { print(fault) }
        guard found.isEmpty else { throw ExitCode(1) }
        print("The journal is whole.")
    }
}

struct VerifyReceipt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-receipt", abstract: "Checks a proof of receipt that somebody saved or typed over.")

    @Argument(help: "The file with the proof.")
    var file: String

    @Option(help: "The folder of the installation that should have given it; without, the proof is checked in itself.")
    var data: String?

    func run() async throws {
        let proof = try InclusionProof(text: try String(contentsOfFile: file, encoding: .utf8))
        var key: VerifyingKey?
        if let data {
            key = try SecretFile(path: data + "/secret").read(mayMake: false).signingKey.verifyingKey
        }
        guard proof.verify(key: key) else {
            print("This proof is not genuine.")
            throw ExitCode(1)
        }
        print("Genuine: \(proof.entry.object) was received at \(proof.entry.at.milliseconds) ms since 1970 UTC.")
    }
}
