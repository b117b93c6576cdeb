import ArgumentParser
import Configuration
import Foundation
import Support
import Testing

@testable import House

@Suite("Commands")
struct CommandTests {
    @Test(
        "that look, change or serve make no installation in a folder that was named by mistake",
        arguments: [
            "serve", "organisation add Shelter --administrator A --coordinator B --intake C",
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

    @Test("init makes an installation, and none where there is one")
    func initialise() async throws {
        let folder = try TemporaryFolder()
        let place = ["--data", folder.path + "/new"]
        var made = try #require(try Baken.parseAsRoot(["init"] + place) as? any AsyncParsableCommand)
        try await made.run()
        let secret = FileManager.default.contents(atPath: folder.path + "/new/secret")
        #expect(secret?.count == 32)
        var list = try #require(try Baken.parseAsRoot(["organisation", "list"] + place) as? any AsyncParsableCommand)
        try await list.run()
        var again = try #require(try Baken.parseAsRoot(["init"] + place) as? any AsyncParsableCommand)
        await #expect(throws: House.Trouble.self) { try await again.run() }
        #expect(FileManager.default.contents(atPath: folder.path + "/new/secret") == secret)
    }

    @Test("says how a new installation is made when there is none")
    func told() async throws {
        let folder = try TemporaryFolder()
        let settings = try Settings(commandLine: [.data: .string(folder.path + "/mistyped")], environment: [:])
        do {
            _ = try await House.existing(settings)
            Issue.record("it opened")
        } catch let trouble as House.Trouble {
            #expect(trouble.description.contains("baken init --data \(folder.path)/mistyped"))
        }
    }
}
