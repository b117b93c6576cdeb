import Storage
import Support
import Terms
import Testing
import Vault

@testable import Journal

@Suite("A proof of receipt")
struct ProofTests {
    /// The proof of each placed entry.
    private func proofs(_ installation: Installation) async throws -> [InclusionProof] {
        try await installation.database.read { tx in
            try installation.journal.entries(in: tx).compactMap { placed in
                try installation.journal.inclusion(of: placed.entry.id, in: tx)
            }
        }
    }

    @Test(
        "convinces who holds nothing but the key, also when it was printed and typed in again",
        arguments: Engine.allCases)
    func holds(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            let proofs = try await proofs(installation)
            #expect(proofs.count == 11)
            for proof in proofs {
                #expect(proof.verify(key: installation.journal.verifyingKey) && proof.verify(key: nil))
                for text in [proof.text, proof.text.replacing("\n", with: "\r\n"), String(proof.text.dropLast())] {
                    #expect(try InclusionProof(text: text) == proof)
                }
            }
            let stranger = try ServerSecret([UInt8](repeating: 8, count: ServerSecret.byteCount)).signingKey
                .verifyingKey
            #expect(!proofs[0].verify(key: stranger))
        }
    }

    @Test("convinces nobody when any one character of it is another")
    func characters() async throws {
        try await withInstallation(on: .sqlite) { installation in
            let proofs = try await proofs(installation)
            let proof = proofs[4]
            let characters = Array(proof.text.utf8)
            for index in characters.indices {
                for other in [characters[index] ^ 1, characters[index] ^ 0x20, UInt8(ascii: "A")] {
                    guard other != characters[index] else { continue }
                    var changed = characters
                    changed[index] = other
                    let read = try? InclusionProof(text: String(decoding: changed, as: UTF8.self))
                    let isTaken = read?.verify(key: installation.journal.verifyingKey) ?? false
                    #expect(!isTaken, "character \(index)")
                }
            }
        }
    }

    @Test("is not made of an entry that was changed", arguments: Engine.allCases)
    func changed(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            let id = try #require(try await proofs(installation).last?.entry.id)
            try await installation.database.write { tx in
                try tx.execute("UPDATE journal_entry SET object = 'another' WHERE id = \(id)")
            }
            await #expect(throws: JournalError.broken) {
                try await installation.database.read { tx in try installation.journal.inclusion(of: id, in: tx) }
            }
        }
    }

    @Test("and every entry hold codes and ids, never a sentence", arguments: Engine.allCases)
    func codes(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            for object in ["", "a sentence", "naam\u{301}", "a\n", String(repeating: "a", count: 65), "😀", "x@y"] {
                await #expect(throws: JournalError.notACode) {
                    try await installation.database.write { tx in
                        try installation.journal.record(Act("test.done"), by: .system, on: object, in: tx)
                    }
                }
                await #expect(throws: JournalError.notACode) {
                    try await installation.database.write { tx in
                        try installation.journal.record(
                            Act("test.done"), by: .system, on: "thing", basis: object, in: tx)
                    }
                }
            }
        }
    }
}
