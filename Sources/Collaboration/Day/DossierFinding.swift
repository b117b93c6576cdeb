public import Journal
public import Organisations
import Records
import Reporting
import Storage
import Terms
import Vault

extension Act {
    /// Somebody searched among dossiers; what for is not kept.
    public static let dossiersSearched = Act("dossier.searched")
}

extension Dossiers {
    /// So many dossiers are made findable in one commit.
    private static let dossiersPerCommit = 20
    private static let mostFound = 100

    /// The dossiers in which the organisation has a part that hold all of the words, or the identifier, or have this
    /// reference; newest first. Throws ``DossierAbsent`` for who opens no contents.
    public func find(_ text: String, by session: Session) async throws -> [DossierLine] {
        guard session.member.isAble else { throw DossierAbsent() }
        try await catchUp(for: session)
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            let us = session.organisation.id
            try journal(.dossiersSearched, us.text, session, in: tx)
            var ids = try ground.search.find(
                text, of: us, under: try ground.searchKeys(for: session, in: tx), limit: 1_000, in: tx)
            ids += try named(text, in: tx).map(\.text)
            let envelopes = try tx.rows(
                """
                SELECT \(fragment: DossierStorage.columns) FROM dossier d WHERE d.destroyed_at IS NULL
                AND d.id IN \(list: Set(ids)) ORDER BY d.opened_at DESC, d.id LIMIT \(Self.mostFound)
                """
            ).map(DossierStorage.envelope).filter { envelope in
                try RosterStorage.roster(of: envelope.id, ground.vouching, in: tx).includes(us, at: ground.time.now())
            }
            return try DayDesk(ground).lines(envelopes, in: tx)
        }
    }

    /// What others wrote since, and all of it when words are indexed anew, is found before anybody of this organisation
    /// opened it. Each dossier is tried once.
    private func catchUp(for session: Session) async throws {
        var last: DossierID?
        repeat {
            last = try await ground.database.write { [self, last] tx in
                let session = try ground.membership.present(session, in: tx)
                let us = session.organisation.id
                let waiting: [DossierID] = try tx.rows(
                    """
                    SELECT dossier FROM dossier_unindexed WHERE organisation = \(us) AND dossier > \(last?.text ?? "")
                    ORDER BY dossier LIMIT \(Self.dossiersPerCommit)
                    """
                ).map { try $0.get("dossier") }
                for id in waiting {
                    let roster = try RosterStorage.roster(of: id, ground.vouching, in: tx)
                    let parts = roster.parts(of: us, at: ground.time.now())
                    let records = try ground.records.all(of: id.text, in: unlock(parts, of: id, session, in: tx), tx)
                    try index(records, of: id.text, for: session, in: tx)
                }
                return waiting.count == Self.dossiersPerCommit ? waiting.last : nil
            }
        } while last != nil
    }

    /// The dossiers whose reference this is, look-alikes read as the digits they resemble.
    private func named(_ typed: String, in tx: any Transaction) throws -> [DossierID] {
        guard let beginning = DossierEnvelope.idBeginning(withReference: typed) else { return [] }
        // An underscore stands for any character here: it is only ever the one after the prefix.
        return try tx.rows("SELECT id FROM dossier WHERE id LIKE \(beginning + "%")").map { try $0.get("id") }
    }
}
