import ArgumentParser
import Configuration
import Foundation

/// Reads the arguments of the process and does what they ask; whatever goes wrong is told in a sentence.
public func runBaken() async {
    do {
        var command = try Baken.parseAsRoot()
        if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
        guard let complaint = Complaint(error) else { Baken.exit(withError: error) }
        FileHandle.standardError.write(Data((complaint.text + "\n").utf8))
        exit(1)
    }
}

/// The command `baken`.
struct Baken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baken", abstract: "Reports of human trafficking reach the right place.",
        subcommands: [
            Init.self, Serve.self, Demo.self, OrganisationCommand.self, MemberCommand.self, Backup.self, Restore.self,
            Verify.self, VerifyReceipt.self, ConfigCommand.self, DirectoryCommand.self,
        ])
}

/// Where an installation keeps its things. What is given here is stronger than the environment and the file.
struct Place: ParsableArguments {
    @Option(help: "The folder with the server's secret and, unless another database is named, its database.")
    var data: String?

    @Option(help: "A PostgreSQL address instead of the SQLite file in the folder.")
    var database: String?

    @Option(help: "The file with settings. Without it, baken.json in the folder is read when it is there.")
    var config: String?

    /// The settings in force, with what else was given on the command line.
    func settings(with options: [Setting: ConfigContent] = [:]) throws -> Settings {
        var options = options
        options[.data] = data.map { .string($0) }
        options[.database] = database.map { .string($0) }
        return try Settings(commandLine: options, file: config)
    }

    /// The installation there. A folder named by mistake is not made one.
    func existing() async throws -> House { try await House.existing(try settings()) }
}
