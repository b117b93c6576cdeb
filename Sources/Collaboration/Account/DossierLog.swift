public import Journal
public import Organisations
import Records
import Reporting
import Storage
public import Terms

extension Act {
    /// Somebody looked at what was read and done.
    public static let logRead = Act("dossier.logRead")
    /// An extract was made for the person whom it is about (AVG art. 15).
    public static let extractMade = Act("dossier.extractMade")
}

/// One look or deed, as the journal remembers it.
public struct LogLine: Sendable {
    public let at: Instant
    public let act: Act
    /// Who did it, by name; absent for what the house did by itself.
    public let actor: String?
    public let organisationName: String?
    /// The parts that were opened, or the code of the ground.
    public let basis: String?
}

/// A page of the log.
public struct LogPage: Sendable {
    public let lines: [LogLine]
    /// Where it goes on: entries recorded before this moment; absent on the last page.
    public let next: Instant?
}

/// Who received personal data from a dossier, on what ground (AVG art. 15, 1 under c).
public struct Disclosure: Sendable {
    public let organisationName: String
    /// The part that it was let in to; absent for what was told it in a task.
    public let compartment: Compartment?
    /// In what it was told: a question, a meeting, an offer to take the dossier over.
    public let task: TaskKind?
    public let basis: LegalBasis
    public let since: Instant
    /// When reading along ended or will end; absent for what was told.
    public let until: Instant?
}

/// What has been read and done in a dossier, for whoever coordinates it, and for the person whom it is about
/// (Dutch: verantwoording).
public struct DossierLog: Sendable {
    public static let linesPerPage = 100
    let dossiers: Dossiers
    private var ground: Ground { dossiers.ground }

    public init(_ dossiers: Dossiers) { self.dossiers = dossiers }

    /// What was read and done, newest first; that somebody looks is journaled as well. Throws ``DossierAbsent`` unless the
    /// session's organisation coordinates it.
    public func page(of id: DossierID, before: Instant? = nil, by session: Session) async throws -> LogPage {
        guard session.member.isAble else { throw DossierAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            try checkCoordinator(of: id, session, in: tx)
            try dossiers.journal(.logRead, id.text, session, in: tx)
            let objects = try [id.text] + TaskStorage.tasks(of: id, in: tx).map(\.id.text) + shares(of: id, in: tx)
                + files(of: id, in: tx)
            let entries = try ground.journal.entries(
                on: objects, before: before ?? ground.time.now() + .seconds(1), limit: Self.linesPerPage + 1, in: tx)
            var names = Names(ground, tx)
            let lines = try entries.prefix(Self.linesPerPage).map { entry in
                LogLine(
                    at: entry.at, act: entry.act, actor: try name(of: entry.actor, in: tx),
                    organisationName: try entry.organisation.map { try names.name(of: $0) }, basis: entry.basis)
            }
            return LogPage(
                lines: Array(lines), next: entries.count > Self.linesPerPage ? lines.last.map { $0.at + Self.step } : nil)
        }
    }

    /// Of entries of one moment none is left out on the next page.
    private static let step = Term(milliseconds: 1)

    /// Who received what of a dossier, oldest first: by reading a part, in a question that was not anonymous, in a
    /// meeting, or with the dossier itself. That an extract was made is journaled.
    public func disclosures(of id: DossierID, by session: Session) async throws -> [Disclosure] {
        guard session.member.isAble else { throw DossierAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            try checkCoordinator(of: id, session, in: tx)
            try dossiers.journal(.extractMade, id.text, session, in: tx)
            let us = session.organisation.id
            let shared = try tx.rows(
                """
                SELECT o.name, a.compartment, a.basis, a.since, coalesce(a.ended_at, a.until) AS until
                FROM admission a JOIN organisation o ON o.id = a.organisation WHERE a.dossier = \(id)
                ORDER BY a.since, a.id
                """
            ).map { row in
                Disclosure(
                    organisationName: try row.get("name"),
                    compartment: try row.get("compartment", as: Compartment.self), task: nil,
                    basis: try row.get("basis"), since: try row.get("since"),
                    until: try row.get("until", as: Instant.self))
            }
            let told = try tx.rows(
                """
                SELECT o.name, t.kind, t.basis, t.asked_at FROM dossier_task t JOIN organisation o
                ON o.id = t.responsible OR (t.kind = 'transfer' AND o.id = t.asker)
                OR o.id IN (SELECT p.organisation FROM meeting_party p WHERE p.meeting = t.id)
                WHERE t.dossier = \(id) AND o.id <> \(us) AND t.basis IS NOT NULL
                AND t.basis <> \(LegalBasis.anonymousConsultation) ORDER BY t.asked_at, t.id, o.name
                """
            ).map { row in
                Disclosure(
                    organisationName: try row.get("name"), compartment: nil,
                    task: try row.get("kind", as: TaskKind.self), basis: try row.get("basis"),
                    since: try row.get("asked_at"), until: nil)
            }
            return (shared + told).sorted { $0.since < $1.since }
        }
    }

    private func checkCoordinator(of id: DossierID, _ session: Session, in tx: any Transaction) throws {
        guard try dossiers.part(in: id, of: session, in: tx).roster.coordinator == session.organisation.id else {
            throw DossierAbsent()
        }
    }

    private func shares(of id: DossierID, in tx: any Transaction) throws -> [String] {
        try tx.rows("SELECT id FROM admission WHERE dossier = \(id)").map { try $0.get("id") }
    }

    /// Who saved a file is noted on the file.
    private func files(of id: DossierID, in tx: any Transaction) throws -> [String] {
        try tx.rows("SELECT id FROM attachment WHERE object = \(id)").map { try $0.get("id") }
    }

    private func name(of actor: Actor, in tx: any Transaction) throws -> String? {
        guard case .member(let id) = actor else { return nil }
        return try ground.membership.member(id, in: tx)?.name
    }
}
