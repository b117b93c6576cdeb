import Storage
import Support
import Terms
import Testing
import Vault

@testable import Journal

@Suite("A head that is kept outside of the database")
struct WitnessedTests {
    /// What a copy of the database made when it held four entries would hold.
    private static func goBack(_ tx: any Transaction) throws {
        try tx.execute("DELETE FROM journal_entry WHERE position IS NULL OR position >= 4")
        try tx.execute("DELETE FROM journal_node WHERE place >= (4 >> level)")
        try tx.execute("DELETE FROM journal_head WHERE size > 4")
    }

    @Test(
        "shows that the database was put back to an earlier state, which nothing inside it does",
        arguments: Engine.allCases)
    func putBack(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            let heads = try await installation.heads()
            try #require(heads.map(\.size) == Installation.sizes)
            for witness in heads { #expect(try await installation.outcome(against: witness) { _ in }.faults == []) }
            #expect(try await installation.outcome(against: nil) { try Self.goBack($0) }.faults == [])
            #expect(try await installation.outcome(against: heads[0]) { try Self.goBack($0) }.faults == [])
            for witness in heads.dropFirst() {
                let faults = try await installation.outcome(against: witness) { try Self.goBack($0) }.faults
                #expect(faults == [.rolledBack(witness: witness.size)])
            }
        }
    }

    @Test("shows that a database went on from an earlier state as if nothing had been", arguments: Engine.allCases)
    func wentOn(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            let heads = try await installation.heads()
            for witness in heads.dropFirst() {
                let faults = try await installation.outcome(against: witness) { tx in
                    try Self.goBack(tx)
                    for index in 0..<12 { try installation.record(index, in: tx) }
                    _ = try installation.journal.sequence(in: tx)
                }.faults
                #expect(faults == [.rewritten(witness: witness.size)])
            }
        }
    }

    @Test("counts only when this installation signed it", arguments: Engine.allCases)
    func foreign(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            let head = try #require(try await installation.heads().last)
            let stranger = try ServerSecret([UInt8](repeating: 8, count: ServerSecret.byteCount)).signingKey
            let forged = [
                try TreeHead(size: head.size, root: head.root, at: head.at, with: stranger),
                TreeHead(size: head.size, root: head.root, at: head.at + .seconds(1), signature: head.signature),
                TreeHead(size: head.size - 1, root: head.root, at: head.at, signature: head.signature),
            ]
            for witness in forged {
                #expect(try await installation.outcome(against: witness) { _ in }.faults == [.foreignWitness])
            }
        }
    }

    @Test("is continued by every later head, and by no head of another history", arguments: Engine.allCases)
    func continued(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            let heads = try await installation.heads()
            for (index, newer) in heads.enumerated() {
                for older in heads[...index] {
                    let proof = try await installation.database.read { tx in
                        try installation.journal.consistency(from: older.size, to: newer.size, in: tx)
                    }
                    #expect(newer.continues(older, by: proof))
                    let other = TreeHead(
                        size: older.size, root: MerkleTree.emptyRoot, at: older.at, signature: older.signature)
                    #expect(!newer.continues(other, by: proof))
                }
            }
        }
    }

    @Test("is never followed by one that signs a tree which somebody changed", arguments: Engine.allCases)
    func notSignedAgain(engine: Engine) async throws {
        let changes: [SQL] = [
            "UPDATE journal_node SET hash = (SELECT hash FROM journal_node WHERE level = 0 AND place = 0) WHERE level = 3",
            "DELETE FROM journal_node WHERE level = 0 AND place = 10",
            "DELETE FROM journal_head WHERE size = 11",
            "UPDATE journal_head SET at_ms = at_ms + 1 WHERE size = 11",
            "DELETE FROM journal_entry WHERE position = 10",
            "UPDATE journal_entry SET position = 11 WHERE position = 10",
            "DELETE FROM journal_lock",
        ]
        try await withInstallation(on: engine) { installation in
            for change in changes {
                await #expect(throws: JournalError.broken) {
                    try await installation.database.write { tx in
                        try tx.execute(change)
                        _ = try installation.journal.sequence(in: tx)
                    }
                }
            }
            let head = try await installation.database.write { tx in try installation.journal.sequence(in: tx) }
            #expect(head?.size == 13, "undisturbed it goes on")
        }
    }
}
