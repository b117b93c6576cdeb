public import Organisations
import Reporting
import Storage
public import Terms
import Vault

/// Something new, with what it belongs to.
public struct DayNews: Sendable {
    public enum Subject: Sendable {
        case report(ReportID, reference: String)
        case dossier(DossierID, reference: String)
        case task(DossierTask)
        /// Somebody who waits to be let in.
        case colleague(name: String)
    }

    public let subject: Subject
    public let notice: Notice
    /// Whether there is a page of it for this member: what was given away, or ended, has none any more.
    public let opens: Bool
}

extension DayDesk {
    /// How many things are new to a member.
    ///
    /// - Parameter moment: only what was told after it; nil counts all.
    public func newsCount(for session: Session, since moment: Instant? = nil) async throws -> Int {
        try await ground.database.read { [ground] tx in
            try ground.notices.newCount(for: session.member.id, since: moment, in: tx)
        }
    }

    /// The member saw all that was told up to a moment. Throws `SessionEnded`.
    public func see(until moment: Instant, by session: Session) async throws {
        try await ground.database.write { [ground] tx in
            let session = try ground.membership.present(session, in: tx)
            try ground.notices.markAllSeen(until: moment, by: session.member.id, in: tx)
        }
    }

    /// What is new to a member, newest first. What is no longer there is not told of.
    func news(for session: Session, in tx: any Transaction) throws -> [DayNews] {
        let notices = try ground.notices.unseen(for: session.member.id, limit: Self.linesPerList, in: tx)
        guard !notices.isEmpty else { return [] }
        let us = session.organisation.id
        let objects = notices.map(\.object)
        let reports = try ReportNews.about(objects, for: us, in: tx)
        let dossiers = try dossiers(of: objects, in: tx)
        let tasks = Dictionary(uniqueKeysWithValues: try TaskStorage.tasks(objects, in: tx).map { ($0.id.text, $0) })
        return try notices.compactMap { notice in
            if let report = reports[notice.object] {
                return DayNews(
                    subject: .report(report.report, reference: report.reference), notice: notice, opens: report.opens)
            }
            if let dossier = dossiers[notice.object] {
                return DayNews(
                    subject: .dossier(dossier, reference: DossierEnvelope.reference(of: dossier)), notice: notice,
                    opens: try isPart(us, of: dossier, in: tx))
            }
            if let task = tasks[notice.object] {
                return DayNews(subject: .task(task), notice: notice, opens: try opens(task, us, in: tx))
            }
            if let id = try? MemberID(notice.object), let colleague = try ground.membership.member(id, in: tx) {
                return DayNews(subject: .colleague(name: colleague.name), notice: notice, opens: true)
            }
            return nil
        }
    }

    /// The dossiers that these ids name, or shares of which they name.
    private func dossiers(of objects: [String], in tx: any Transaction) throws -> [String: DossierID] {
        let rows = try tx.rows(
            """
            SELECT d.id AS object, d.id FROM dossier d WHERE d.destroyed_at IS NULL AND d.id IN \(list: objects)
            UNION ALL
            SELECT a.id AS object, d.id FROM admission a JOIN dossier d ON d.id = a.dossier
            WHERE d.destroyed_at IS NULL AND a.id IN \(list: objects)
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.get("object", as: String.self), try $0.get("id")) })
    }

    private func opens(_ task: DossierTask, _ us: OrganisationID, in tx: any Transaction) throws -> Bool {
        // An action and an offer stand on the pages of their dossier.
        if let dossier = task.dossier, task.compartment != nil { return try isPart(us, of: dossier, in: tx) }
        return task.involves(us) || task.meeting != nil
    }

    /// Whether the dossier exists for an organisation; one that somebody else wrote in does not.
    private func isPart(_ us: OrganisationID, of id: DossierID, in tx: any Transaction) throws -> Bool {
        do {
            return try RosterStorage.roster(of: id, ground.vouching, in: tx).includes(us, at: ground.time.now())
        } catch VaultError.notOpened {
            return false
        }
    }
}
