import ArgumentParser
import Foundation

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Tells which settings are in force.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells each setting with its value and where that comes from; leaves with 1 when one is wrong.",
            discussion: "The files of the directory's folder are read as well, when one is set.")
        @OptionGroup var place: Place
        @OptionGroup var door: Door

        func run() throws {
            let settings = try place.settings(with: door.options)
            let lines = settings.lines
            let names = lines.map(\.name.count).max() ?? 0
            let values = lines.map(\.value.count).max() ?? 0
            for line in lines {
                say(
                    line.name.padding(toLength: names + 2, withPad: " ", startingAt: 0)
                        + line.value.padding(toLength: values + 2, withPad: " ", startingAt: 0) + line.origin)
            }
            for warning in settings.warnings { say("Warning: " + warning) }
            _ = try settings.readDirectory()
        }
    }
}
