import ArgumentParser

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a consistent copy of everything but the secret to a file, also while the site is served.")
    @OptionGroup var place: Place

    @Option(help: "The file to write; there must be none of that name yet.")
    var to: String

    func run() async throws {
        let rows = try await House.existing(try place.settings()).backUp(to: to)
        say("Backed up: \(rows) rows in \(to). Keep the secret apart from it; without the secret it opens nothing.")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings a backup back into an empty database. Put the secret into the folder first.")
    @OptionGroup var place: Place

    @Option(help: "The file with the backup.")
    var from: String

    func run() async throws {
        let settings = try place.settings()
        let rows = try await House.restore(from: from, settings)
        say("Restored: \(rows) rows.")
        try await House.open(settings).tellFaults()
    }
}
