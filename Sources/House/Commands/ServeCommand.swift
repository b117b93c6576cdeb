import ArgumentParser
import Configuration
import Foundation
import Journal
import Organisations
import Reporting
import Storage
import Terms

/// Where an installation is reached.
struct Door: ParsableArguments {
    @Option(help: "The address to listen on (127.0.0.1 unless set).")
    var host: String?

    @Option(help: "The port to listen on (8080 unless set).")
    var port: Int?

    @Option(name: .customLong("public"), help: "The address under which people reach the site.")
    var publicAddress: String?

    @Option(help: "The port for health and figures, on 127.0.0.1 only (the port and 1000 unless set).")
    var operationsPort: Int?

    @Option(help: "What is logged: trace, debug, info, notice, warning, error or critical (info unless set).")
    var logLevel: String?

    var options: [Setting: ConfigContent] {
        var options: [Setting: ConfigContent] = [:]
        options[.host] = host.map { .string($0) }
        options[.port] = port.map { .int($0) }
        options[.publicAddress] = publicAddress.map { .string($0) }
        options[.operationsPort] = operationsPort.map { .int($0) }
        options[.logLevel] = logLevel.map { .string($0) }
        return options
    }
}

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a new installation: the folder, its secret and an empty database.")
    @OptionGroup var place: Place

    func run() async throws {
        let settings = try place.settings()
        guard !House.isThere(settings) else {
            throw House.Trouble(description: "There is an installation in \(settings.folder) already.")
        }
        let house = try await House.open(settings)
        await house.ground.database.close()
        say("Made: an installation in \(settings.folder). Keep a copy of \(SecretFile(folder: settings.folder).path) apart.")
        say("Next: baken organisation add --help")
    }
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the site.")
    @OptionGroup var place: Place
    @OptionGroup var door: Door

    func run() async throws {
        let house = try await House.existing(try place.settings(with: door.options))
        let (organisations, isBehind) = try await house.ground.database.read { [ground = house.ground] tx in
            (try ground.membership.organisations(in: tx), try ground.journal.isAhead(of: ground.time.now(), in: tx))
        }
        var news = house.settings.warnings.map { "Warning: " + $0 }
        if isBehind {
            news.append(
                "Warning: the journal has entries from the future. This machine's clock is slow, or was fast before: "
                    + "due times and log-ins go by it. Look whether it is right, and whether it is kept so (NTP).")
        }
        if organisations.isEmpty {
            news.append("No organisation is here yet, so nobody can report. Next: baken organisation add --help")
        } else if !organisations.contains(where: { $0.openedAt != nil }) {
            news.append(
                "No organisation is open for reports yet: it needs two members who can read them, and its recovery "
                    + "code typed back. See: baken organisation --help")
        }
        try await house.serve(news: news)
    }
}

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills an empty folder with seven fictional organisations, and serves the site.")
    @OptionGroup var place: Place
    @OptionGroup var door: Door

    func run() async throws {
        let house = try await House.open(try place.settings(with: door.options))
        let story = try Story(house: house)
        let logIns = house.folder + "/demo.json"
        if try await story.isEmpty() {
            say("The story of the demonstration is being told …")
            try await story.tell()
        } else if !FileManager.default.fileExists(atPath: logIns) {
            throw House.Trouble(
                description: "\(house.folder) holds an installation that is no demonstration, or one that was broken "
                    + "off. Serve it with baken serve, or give the demonstration a folder of its own.")
        }
        try await house.serve(news: [
            "Log-ins:      \(logIns)",
            "This is a demonstration: its organisations and people are invented. Never use it for real reports.",
        ])
    }
}
