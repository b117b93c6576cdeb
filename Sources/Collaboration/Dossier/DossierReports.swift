import Storage
import Terms

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
