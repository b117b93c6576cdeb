public import Organisations
import Records
public import Storage
import Terms
public import Vault

/// How much of an organisation's reports can be searched.
public struct SearchReach: Sendable, Hashable {
    /// Reports that wait to be indexed, for which this member holds the keys: another round finds them.
    public let waiting: Int
    /// Reports of which something is not found because this member's keys do not open it, or because it was damaged.
    public let closed: Int
}

/// Words can be indexed only while a member works, since the server alone opens nothing: what nobody opened yet is
/// caught up with when somebody searches.
extension Intake {
    private static let reportsPerCommit = 10

    /// Indexes the newest reports that nobody has opened since they came in, at most `limit`. Each is tried once, so
    /// that one that does not open holds up nothing. Tells what is left.
    public func catchUp(for session: Session, limit: Int = 100) async throws -> SearchReach {
        guard session.member.isAble else { throw ReportAbsent() }
        let (ids, left) = try await ground.database.read { [self] tx in
            (try unindexed(for: session, limit: limit, in: tx), try reach(of: session, in: tx))
        }
        var failed = 0
        for start in stride(from: 0, to: ids.count, by: Self.reportsPerCommit) {
            let some = ids[start..<min(start + Self.reportsPerCommit, ids.count)]
            failed += try await ground.database.write { [self] tx in
                let session = try ground.membership.present(session, in: tx)
                return try some.filter { try !indexAll(of: $0, for: session, in: tx) }.count
            }
        }
        return SearchReach(waiting: left.waiting - ids.count, closed: left.closed + failed)
    }

    private func unindexed(for session: Session, limit: Int, in tx: any Transaction) throws -> [ReportID] {
        try tx.rows(
            """
            SELECT id FROM (\(fragment: unindexed(for: session))) u WHERE opens = 1
            ORDER BY received_at DESC, id LIMIT \(limit)
            """
        ).map { try $0.get("id") }
    }

    private func reach(of session: Session, in tx: any Transaction) throws -> SearchReach {
        let row = try tx.row(
            """
            SELECT coalesce(sum(opens), 0) AS waiting, coalesce(sum(closed), 0) AS closed
            FROM (\(fragment: unindexed(for: session))) u
            """)
        return SearchReach(waiting: try row?.get("waiting") ?? 0, closed: try row?.get("closed") ?? 0)
    }

    /// The organisation's reports with a record that is not indexed, and whether this member holds keys to it.
    private func unindexed(for session: Session) -> SQL {
        let us = session.organisation.id
        let kinds = [CompartmentKind.dialogue, .contact, .work, .team(us)].map(\.code)
        let opens: SQL = """
            EXISTS (SELECT 1 FROM compartment_grant g WHERE g.compartment = c.id AND g.party = \(us)
            AND g.epoch IN \(list: session.keyring.epochs(of: .organisation(us))))
            """
        return """
            SELECT r.id, r.received_at, max(CASE WHEN \(fragment: opens) THEN 1 ELSE 0 END) AS opens,
            max(CASE WHEN \(fragment: opens) THEN 0 ELSE 1 END) AS closed
            FROM report r JOIN record e ON e.object = r.id AND e.sealed IS NOT NULL
            JOIN compartment c ON c.id = e.compartment AND c.kind IN \(list: kinds)
            WHERE r.owner = \(us)
            AND NOT EXISTS (SELECT 1 FROM search_indexed s WHERE s.organisation = \(us) AND s.record = e.id)
            GROUP BY r.id, r.received_at
            """
    }

    /// Tells whether the report could be opened.
    private func indexAll(of id: ReportID, for session: Session, in tx: any Transaction) throws -> Bool {
        do {
            let open = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
            try index(try ground.records.all(of: id.text, in: open, tx), of: id, for: session, in: tx)
            return true
        } catch is VaultError {
            return false
        }
    }

    /// Makes what was opened findable for the organisation; notes for oneself are not indexed.
    func index(
        _ records: [OpenedRecord], of id: ReportID, for session: Session, in tx: any Transaction
    ) throws {
        let us = session.organisation.id
        let waiting = try records.filter { record in
            if record.compartment.code.hasPrefix("own.") { return false }
            return try !ground.search.isIndexed(record.id, for: us, in: tx)
        }
        guard !waiting.isEmpty else { return }
        let key = try ground.indexKey(for: session, in: tx)
        for record in waiting {
            let (texts, identifiers) = try words(of: record, reference: Envelope.reference(of: id))
            try ground.search.index(
                record.id, of: id.text, texts: texts, identifiers: identifiers, for: us, under: key, in: tx)
        }
    }

    private func words(of record: OpenedRecord, reference: String) throws -> (texts: [String], identifiers: [String]) {
        switch record.kind {
        case .report:
            let contents: ReportContents = try record.decode()
            return ([contents.words] + contents.files.map(\.name), contents.clues.map(\.value) + [reference])
        case .contact:
            let contact: ContactDetails = try record.decode()
            return ([contact.safely], [contact.address])
        case .message:
            let message: Message = try record.decode()
            return ([message.text] + message.files.map(\.name), [])
        case .judgement: return ([try record.decode(Judgement.self).reason], [])
        case .correction: return ([try record.decode(Correction.self).reason], [])
        default: return ([try record.decode(Remark.self).text], [])
        }
    }

}

extension Ground {
    /// The key under which words are indexed today: a compartment of the organisation's own, at hand only while a member
    /// works. With a new key epoch comes a new one, so that a member who left cannot try words on later reports.
    public func indexKey(for session: Session, in tx: any Transaction) throws -> ContentKey {
        try compartments.writable(
            .searchIndex, of: session.organisation.id.text, for: [session.organisation.recipient],
            with: session.keyring, in: tx
        ).key.derive(Self.searchPurpose)
    }

    /// Every key under which words were ever indexed.
    public func searchKeys(for session: Session, in tx: any Transaction) throws -> [ContentKey] {
        try compartments.unlockAll(of: session.organisation.id.text, with: session.keyring, in: tx)
            .filter { $0.kind == .searchIndex }.map { $0.key.derive(Self.searchPurpose) }
    }

    private static let searchPurpose = "search words"
}
