import ArgumentParser
import Foundation
import Support
import Testing

@testable import House

@Suite("Commands")
struct CommandTests {
    @Test(
        "that only look or change make no installation in a folder that was named by mistake",
        arguments: [
            "organisation list", "organisation confirm Shelter", "organisation reception Shelter",
            "member list Shelter",
            "member invite Shelter Noor intake", "member change Shelter Noor --role analyst", "member remove Shelter Noor", "member reset Shelter Noor",
            "member recover Shelter Noor", "verify",
        ])
    func mistyped(words: String) async throws {
        let folder = try TemporaryFolder()
        let place = ["--data", folder.path + "/mistyped"]
        var command = try #require(
            try Baken.parseAsRoot(words.split(separator: " ").map(String.init) + place) as? any AsyncParsableCommand)
        await #expect(throws: House.Trouble.self) { try await command.run() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
