public import Journal
import Organisations
import Records
public import Storage
import Terms

extension Act {
    /// Rows from before the server vouched for them were given its word as they stood.
    public static let rowsAdopted = Act("installation.adopted")
}

/// Rows that were there before the server vouched for their kind, and are given its word as they stand, once in the life of
/// an installation. Whatever has no word from then on was written by somebody else.
public struct Adoption: Sendable {
    /// What the entry that tells of it is on.
    let object: String
    let adopt: @Sendable (any Transaction) throws -> Void

    public init(of object: String, _ adopt: @escaping @Sendable (any Transaction) throws -> Void) {
        self.object = object
        self.adopt = adopt
    }
}

/// The journal is not whole, so nobody can tell whether rows were adopted before: those without a word stay nobody's.
public struct AdoptionRefused: Error, Hashable {}

extension Ground {
    /// What is adopted of the ground floor and of this wing, in order.
    public var adoptions: [Adoption] {
        [
            Adoption(of: "installation") { tx in
                try membership.adopt(in: tx)
                try ReceptionDesk(self).adopt(in: tx)
                try records.adopt(in: tx)
                try ReportStorage.vouched.adopt(vouching, in: tx)
            },
            Adoption(of: "receptions") { tx in try ReceptionDesk(self).adoptTurns(in: tx) },
        ]
    }

    /// Adopts what was not adopted yet, and gives the journal's head afterwards: whoever calls it keeps that as the witness.
    ///
    /// That it was done stands in the journal. Whoever deletes that entry, to have the server vouch for rows of their own,
    /// leaves a journal that is not whole, and nothing is adopted any more; so it has its place in the tree before anything
    /// else is done.
    ///
    /// - Parameter witness: the head that was kept outside the database.
    /// - Returns: nil when there was nothing to adopt.
    /// - Throws: ``AdoptionRefused``.
    public func adopt(_ adoptions: [Adoption], against witness: TreeHead?) async throws -> TreeHead? {
        @Sendable func outstanding(_ tx: any Transaction) throws -> [Adoption] {
            let done = try journal.times(.rowsAdopted, on: adoptions.map(\.object), in: tx)
            return adoptions.filter { done[$0.object] == nil }
        }
        guard try await !database.read({ tx in try outstanding(tx).isEmpty }) else { return nil }
        return try await database.write { tx in
            let outstanding = try outstanding(tx)
            guard !outstanding.isEmpty else { return nil }
            guard try journal.verify(in: tx, against: witness).isEmpty else { throw AdoptionRefused() }
            for adoption in outstanding {
                try adoption.adopt(tx)
                try journal.record(.rowsAdopted, by: .system, on: adoption.object, in: tx)
            }
            while try journal.sequence(in: tx) != nil {}
            return try journal.head(in: tx)
        }
    }
}
