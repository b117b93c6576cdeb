import Storage
import Terms
import Vault

/// Who may read a report today: its owner and, while an offer stands, the organisation that was asked to take it over.
///
/// Contents are sealed to them, so the server vouches for them: whoever can write to the database cannot make their own
/// organisation one of them and have what comes sealed to it.
struct Parties: Sendable, Hashable {
    let owner: OrganisationID
    let offeredTo: OrganisationID?

    /// The parties as they were vouched for. Throws ``ReportAbsent`` when there is no such report, and
    /// `VaultError.notOpened` when somebody else wrote them.
    static func of(_ id: ReportID, _ vouching: Vouching, in tx: any Transaction) throws -> Parties {
        guard let (parties, word) = try read(id, in: tx) else { throw ReportAbsent() }
        guard vouching.gave(word, for: parties.binding(of: id)) else { throw VaultError.notOpened }
        return parties
    }

    /// Vouches for the parties as they stand after a change that the caller has just made.
    static func vouch(_ id: ReportID, _ vouching: Vouching, in tx: any Transaction) throws {
        guard let (parties, _) = try read(id, in: tx) else { throw ReportAbsent() }
        try tx.execute("UPDATE report SET parties = \(parties.word(for: id, vouching)) WHERE id = \(id)")
    }

    /// What is stored with the report.
    func word(for id: ReportID, _ vouching: Vouching) -> [UInt8] { vouching.word(for: binding(of: id)) }

    /// The reports whose parties somebody else wrote.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        var found: [String] = []
        var after = ""
        while true {
            let rows = try tx.rows("\(fragment: columns) WHERE r.id > \(after) ORDER BY r.id LIMIT 1000")
            guard let last = rows.last else { return found }
            for row in rows {
                let id: ReportID = try row.get("id")
                let (parties, word) = try parties(row)
                if !vouching.gave(word, for: parties.binding(of: id)) { found.append(id.text) }
            }
            after = try last.get("id", as: String.self)
        }
    }

    private static let columns: SQL = """
        SELECT r.id, r.owner, r.parties, h.receiver FROM report r
        LEFT JOIN hand_over h ON h.report = r.id AND h.state = 'offered'
        """

    private static func read(_ id: ReportID, in tx: any Transaction) throws -> (Parties, [UInt8])? {
        try tx.row("\(fragment: columns) WHERE r.id = \(id)").map(parties)
    }

    private static func parties(_ row: Row) throws -> (Parties, [UInt8]) {
        (Parties(owner: try row.get("owner"), offeredTo: try row.get("receiver")), try row.get("parties"))
    }

    private func binding(of id: ReportID) -> Binding {
        Binding("parties", id.text, owner.text, offeredTo?.text ?? "")
    }
}
