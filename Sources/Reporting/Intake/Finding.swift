public import Journal
public import Organisations
import Records
import Storage
public import Terms
import Vault

/// What is looked for among an organisation's own reports.
public struct Query: Sendable {
    public static let mostResults = 100
    /// Words, or one identifier such as a phone number; empty to look by state and period alone.
    public var text: String
    public var state: ReportState?
    /// From this moment on.
    public var from: Instant?
    /// Up to, not including.
    public var until: Instant?

    public init(text: String = "", state: ReportState? = nil, from: Instant? = nil, until: Instant? = nil) {
        self.text = String(text.prefix(300))
        self.state = state
        self.from = from
        self.until = until
    }
}

extension Act {
    /// Somebody searched; what for is not kept.
    public static let searched = Act("report.searched")
}

extension Intake {
    /// The organisation's own reports that match, newest first, at most ``Query/mostResults``.
    public func find(_ query: Query, by session: Session) async throws -> [Envelope] {
        guard session.member.role.opensContents else { throw ReportAbsent() }
        return try await ground.database.write { [self] tx in
            let us = session.organisation.id
            try ground.journal.record(
                .searched, by: .member(session.member.id), of: us, as: session.member.role, on: us.text, in: tx)
            var conditions: SQL = "r.owner = \(us)"
            if let state = query.state { conditions = "\(fragment: conditions) AND r.state = \(state)" }
            if let from = query.from { conditions = "\(fragment: conditions) AND r.received_at >= \(from)" }
            if let until = query.until { conditions = "\(fragment: conditions) AND r.received_at < \(until)" }
            if !query.text.isEmpty {
                let found = try matches(query.text, for: session, in: tx)
                conditions = "\(fragment: conditions) AND r.id IN \(list: found)"
            }
            return try tx.rows(
                """
                SELECT \(fragment: ReportStorage.columns) FROM report r WHERE \(fragment: conditions)
                ORDER BY r.received_at DESC LIMIT \(Query.mostResults)
                """
            ).map(ReportStorage.envelope)
        }
    }

    /// Indexes reports that nobody has opened since they came in: the catching up after a log-in.
    /// Tells how many; zero when there are none left.
    public func catchUp(for session: Session, limit: Int = 20) async throws -> Int {
        guard session.member.role.opensContents else { return 0 }
        return try await ground.database.write { [self] tx in
            let us = session.organisation.id
            let waiting = try tx.rows(
                """
                SELECT DISTINCT r.id FROM report r JOIN record c ON c.object = r.id AND c.sealed IS NOT NULL
                WHERE r.owner = \(us) AND c.kind IN ('report', 'contact', 'message')
                AND NOT EXISTS (SELECT 1 FROM search_indexed s WHERE s.organisation = \(us) AND s.record = c.id)
                LIMIT \(limit)
                """
            ).map { try $0.get("id", as: ReportID.self) }
            for id in waiting {
                let open = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
                try index(try ground.records.all(of: id.text, in: open, tx), of: id, for: session, in: tx)
            }
            return waiting.count
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
        let key = try indexKey(for: session, in: tx)
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
        default: return ([try record.decode(Remark.self).text], [])
        }
    }

    private func matches(_ text: String, for session: Session, in tx: any Transaction) throws -> [String] {
        try ground.search.find(
            text, of: session.organisation.id, under: try searchKeys(for: session, in: tx), limit: 1_000, in: tx)
    }

    /// The key under which words are indexed today: a compartment of the organisation's own, at hand only while a member
    /// works. With a new key epoch comes a new one, so that a member who left cannot try words on later reports.
    private func indexKey(for session: Session, in tx: any Transaction) throws -> ContentKey {
        try ground.compartments.writable(
            .searchIndex, of: session.organisation.id.text, for: [session.organisation.recipient],
            with: session.keyring, in: tx
        ).key.derive(Self.searchPurpose)
    }

    /// Every key under which words were ever indexed.
    private func searchKeys(for session: Session, in tx: any Transaction) throws -> [ContentKey] {
        try ground.compartments.unlockAll(of: session.organisation.id.text, with: session.keyring, in: tx)
            .filter { $0.kind == .searchIndex }.map { $0.key.derive(Self.searchPurpose) }
    }

    private static let searchPurpose = "search words"
}
