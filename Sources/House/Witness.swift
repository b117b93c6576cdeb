import Foundation
import Journal
import Reporting
import Storage
import Terms

/// The newest head of the journal, kept outside the database so that one put back to an earlier state is noticed.
struct Witness {
    /// The journal does not go on from the head that was kept: it was put back or rewritten. The head stays as it is,
    /// so that `baken verify` finds what happened, however long the site went on since.
    struct Contradicted: Error {}

    let path: String

    init(folder: String) { path = folder + "/journal-head.json" }

    /// Keeps a newer head in place of the one before, when the journal proves that it only grew.
    func follow(to head: TreeHead, in ground: Ground) async throws {
        if let kept = try read() {
            guard kept.size <= head.size else { throw Contradicted() }
            let proof = try await ground.database.read { tx in
                try ground.journal.consistency(from: kept.size, to: head.size, in: tx)
            }
            guard head.continues(kept, by: proof) else { throw Contradicted() }
        }
        try JSONEncoder().encode(head).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    func read() throws -> TreeHead? {
        try FileManager.default.contents(atPath: path).map { try JSONDecoder().decode(TreeHead.self, from: $0) }
    }
}
