import ArgumentParser
import Configuration
import Foundation
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing
import Words

@testable import House

@Suite("An installation's own directory files, checked")
struct DirectoryTests {
    @Test("each mistake is a line with file, line and a sentence, in the language that was asked for")
    func told() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/rules.yaml"
        try "- id: own\n  when: {age: old}\n".write(toFile: path, atomically: true, encoding: .utf8)
        let mistakes = #expect(throws: Mistakes.self) { try Directory(folder: folder.path) }
        for language in Language.allCases {
            let lines = try #require(mistakes).all.map { $0.told(in: .of(language)) }
            #expect(lines.contains { $0.hasPrefix("\(path):2: when.age ") && $0.contains("minor") })
            #expect(lines.allSatisfy { !$0.contains("{") && !$0.contains("«") })
        }
    }

    @Test("the command leaves with 1 when something is wrong, and with 0 when all is well")
    func command() throws {
        let folder = try TemporaryFolder()
        let words = ["directory", "check", "--directory", folder.path, "--language", "nl"]
        var check = try Baken.parseAsRoot(words)
        try check.run()
        try "- nothing\n".write(toFile: folder.path + "/points.yaml", atomically: true, encoding: .utf8)
        check = try Baken.parseAsRoot(words)
        #expect(throws: ExitCode(1)) { try check.run() }
    }

    @Test("a house with such files begins with them")
    func setting() async throws {
        let folder = try TemporaryFolder()
        try "- {id: X1, kind: province, name: Atlantis}\n"
            .write(toFile: folder.path + "/regions.yaml", atomically: true, encoding: .utf8)
        let house = try await House.open(
            try Settings(
                commandLine: [.data: .string(folder.path + "/data"), .directory: .string(folder.path)], environment: [:]))
        #expect(try house.directory.counts.regions == Directory.embedded.counts.regions + 1)
        await house.ground.database.close()
    }
}
