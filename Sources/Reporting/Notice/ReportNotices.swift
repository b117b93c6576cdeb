import Organisations
public import Storage
public import Terms

/// What is told about a report.
extension Intake {
    /// Direct danger that was not known before: everybody who can open the report is told, but for who judged it.
    func tellDanger(of id: ReportID, by session: Session, in tx: any Transaction) throws {
        let parties = try Parties.of(id, ground.vouching, in: tx)
        for reader in [parties.owner] + [parties.offeredTo].compactMap({ $0 }) {
            try ground.notices.tell(.danger, about: id.text, to: reader, by: session.member.id, in: tx)
        }
    }
}

/// What a notice about a report or about its hand-over is about, for whoever was told.
public struct ReportNews: Sendable {
    public let report: ReportID
    /// Whether the organisation can open it today.
    public let opens: Bool
    public var reference: String { Envelope.reference(of: report) }

    /// Those of these objects that are reports, or hand-overs of one: by the id of the object.
    public static func about(
        _ objects: [String], for organisation: OrganisationID, in tx: any Transaction
    ) throws -> [String: ReportNews] {
        guard !objects.isEmpty else { return [:] }
        let rows = try tx.rows(
            """
            SELECT r.id AS object, r.id, r.owner, o.receiver FROM report r
            LEFT JOIN hand_over o ON o.report = r.id AND o.state = 'offered' WHERE r.id IN \(list: objects)
            UNION ALL
            SELECT h.id AS object, r.id, r.owner, o.receiver FROM hand_over h JOIN report r ON r.id = h.report
            LEFT JOIN hand_over o ON o.report = r.id AND o.state = 'offered' WHERE h.id IN \(list: objects)
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let owner: OrganisationID = try row.get("owner")
                let asked: OrganisationID? = try row.get("receiver")
                return (
                    try row.get("object", as: String.self),
                    ReportNews(report: try row.get("id"), opens: owner == organisation || asked == organisation)
                )
            })
    }
}
