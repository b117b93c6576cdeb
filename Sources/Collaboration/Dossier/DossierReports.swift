public import Organisations
import Reporting
import Storage
public import Terms

/// Which reports a dossier was opened from: the thread to the reporters.
enum DossierReports {
    static func add(_ report: ReportID, to id: DossierID, in tx: any Transaction) throws {
        try tx.execute("INSERT INTO dossier_report (dossier, report) VALUES (\(id), \(report))")
    }

    static func reports(of id: DossierID, in tx: any Transaction) throws -> [ReportID] {
        try tx.rows("SELECT report FROM dossier_report WHERE dossier = \(id) ORDER BY report").map {
            try $0.get("report")
        }
    }

    /// Whether a dossier that is not closed goes on with a report.
    static func goesOn(_ report: ReportID, in tx: any Transaction) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS found FROM dossier d JOIN dossier_report r ON r.dossier = d.id
            WHERE r.report = \(report) AND d.state <> 'closed' LIMIT 1
            """) != nil
    }

    /// A dossier of this organisation that is not closed and goes on with one of the reports.
    static func openDossier(
        of reports: [ReportID], at organisation: OrganisationID, in tx: any Transaction
    ) throws -> DossierID? {
        try tx.value(
            """
            SELECT d.id FROM dossier d JOIN dossier_report r ON r.dossier = d.id
            WHERE r.report IN \(list: reports) AND d.coordinator = \(organisation) AND d.state <> 'closed'
            ORDER BY d.opened_at LIMIT 1
            """, as: DossierID.self)
    }
}

extension Dossiers {
    /// The dossiers of the session's organisation that go on with one of its reports, newest first.
    public func dossiers(of report: ReportID, by session: Session) async throws -> [DossierEnvelope] {
        guard session.member.role.opensContents else { return [] }
        let us = session.organisation.id
        return try await ground.database.read { [self] tx in
            try tx.rows(
                """
                SELECT \(fragment: DossierStorage.columns) FROM dossier d JOIN dossier_report g ON g.dossier = d.id
                JOIN report r ON r.id = g.report WHERE g.report = \(report) AND r.owner = \(us)
                AND d.destroyed_at IS NULL ORDER BY d.opened_at DESC, d.id
                """
            ).map(DossierStorage.envelope).filter { envelope in
                try RosterStorage.roster(of: envelope.id, ground.vouching, in: tx).includes(us, at: ground.time.now())
            }
        }
    }

    /// Adds the report of this reference, however it was typed. Throws `ReportAbsent` when the organisation has none.
    public func add(withReference typed: String, to id: DossierID, by session: Session) async throws {
        let named = try await ground.database.read { [intake] tx in
            try intake.report(withReference: typed, of: session.organisation.id, in: tx)
        }
        guard let named else { throw ReportAbsent() }
        try await add(named, to: id, by: session)
    }
}
