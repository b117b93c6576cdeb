import Journal
public import Organisations
import Reporting
import Storage
public import Terms
import Vault

/// Which reports a dossier was opened from: the thread to the reporters.
enum DossierReports {
    static func add(_ report: ReportID, to id: DossierID, _ vouching: Vouching, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_report (dossier, report, word)
            VALUES (\(id), \(report), \(vouching.word(for: binding(report, id))))
            """)
    }

    private static func binding(_ report: ReportID, _ id: DossierID) -> Binding {
        Binding("dossier report", id.text, report.text)
    }

    /// Gives the server's word to rows from before it vouched for them. Whoever calls it makes sure that it happens once.
    static func adopt(_ vouching: Vouching, in tx: any Transaction) throws {
        for row in try tx.rows("SELECT dossier, report FROM dossier_report WHERE word IS NULL") {
            let (id, report): (DossierID, ReportID) = (try row.get("dossier"), try row.get("report"))
            try tx.execute(
                """
                UPDATE dossier_report SET word = \(vouching.word(for: binding(report, id)))
                WHERE dossier = \(id) AND report = \(report)
                """)
        }
    }

    /// The dossiers into which somebody else put a report, and the reports that went into a dossier, as the journal tells,
    /// another number of times than they stand in one.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        let planted = try tx.rows("SELECT dossier, report, word FROM dossier_report ORDER BY dossier, report").filter {
            guard let word = try $0.get("word", as: [UInt8]?.self) else { return true }
            return !vouching.gave(word, for: binding(try $0.get("report"), try $0.get("dossier")))
        }
        let miscounted = try tx.rows(
            """
            SELECT r.id AS dossier FROM report r
            WHERE (SELECT count(*) FROM journal_entry e
                WHERE e.object = r.id AND e.act = \(Act.reportEnteredDossier.code))
            <> (SELECT count(*) FROM dossier_report g WHERE g.report = r.id) ORDER BY r.id
            """)
        return try (planted + miscounted).map { try $0.get("dossier") }
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
        guard session.member.isAble else { return [] }
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
