import ArgumentParser
import Collaboration
import Foundation
import Journal
import Records
import Reporting
import Storage
import Terms
import Vault

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays the journal and finds what was changed, removed, reordered or planted.")
    @OptionGroup var place: Place

    func run() async throws { try await House.existing(try place.settings(), evenStrange: true).tellFaults() }
}

extension House {
    /// What is wrong with the schema, the journal, the records and the keys, a line each; empty when all is whole. What
    /// stands in a schema that was changed is compared once it is ours again: until then nothing in it means what it says.
    func faults() async throws -> [String] {
        let strangers = try await ground.database.strangers(beside: Self.migrations)
        guard strangers.isEmpty else { return strangers.map { "schema: \($0)" } }
        let witness = try Witness(folder: folder).read()
        return try await ground.database.read { [ground] tx in
            let journal = try ground.journal.verify(in: tx, against: witness).map { "journal: \($0)" }
            let records = try Collaboration.recordReplay(ground).verify(in: tx).map { "record: \($0)" }
            let unvouched = try ground.unvouched(in: tx) + Collaboration.unvouched(ground, in: tx)
            return journal + records + unvouched.map { "not written by this installation: \($0)" }
        }
    }

    /// Says what is wrong and leaves with 1, or that all is whole.
    func tellFaults() async throws {
        let found = try await faults()
        for fault in found { say(fault) }
        guard found.isEmpty else { throw ExitCode(1) }
        say("The journal is whole.")
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
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw House.Trouble(description: "\(file) cannot be read.")
        }
        guard let proof = try? InclusionProof(text: text) else {
            throw House.Trouble(description: "\(file) holds no proof of receipt.")
        }
        var key: VerifyingKey?
        if let data {
            key = try SecretFile(folder: data).read(mayMake: false).signingKey.verifyingKey
        }
        guard proof.verify(key: key) else {
            print("This proof is not genuine.")
            throw ExitCode(1)
        }
        print("Genuine: \(proof.entry.object) was received at \(proof.entry.at.milliseconds) ms since 1970 UTC.")
    }
}
