import ArgumentParser
import Signpost
import Terms
import Words

/// The directory of reporting points: for whoever edits its files.
struct DirectoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory", abstract: "Looks after the directory of reporting points.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explains every mistake by file and line; leaves with 1 when there is one.")

        @Option(
            help: "A folder whose files overlay the directory; without it, the one that comes with Baken is checked.")
        var directory: String?

        @Option(help: "The language in which mistakes are explained: nl or en.")
        var language: Language = .en

        func run() throws {
            do {
                let checked = try directory.map { try Directory(folder: $0) } ?? .embedded
                say(checked.told(in: .of(language)))
            } catch let mistakes as Mistakes {
                for mistake in mistakes.all { say(mistake.told(in: .of(language))) }
                throw ExitCode(1)
            }
        }
    }
}

extension Mistake {
    /// A line as compilers write them, so that editors lead to the place.
    func told(in words: Words) -> String {
        "\(file):\(line): " + words(Key("directory", "mistake", code.rawValue), values)
    }
}

extension Directory {
    /// How much there is of everything.
    func told(in words: Words) -> String {
        let counts = self.counts
        return words(
            "directory.whole",
            [
                "points": words.number(counts.points), "branches": words.number(counts.branches),
                "regions": words.number(counts.regions), "municipalities": words.number(counts.municipalities),
                "rules": words.number(counts.rules),
            ])
    }
}
