public import Journal
public import Organisations
import Records
public import Storage
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

/// What was found.
public struct Findings: Sendable {
    /// Newest first, at most ``Query/mostResults``.
    public let envelopes: [Envelope]
    /// Whether more match than are shown: the question is to be made narrower.
    public let hasMore: Bool
}

extension Act {
    /// Somebody searched; what for is not kept.
    public static let searched = Act("report.searched")
}

extension Intake {
    /// The organisation's own reports that match, as far as they are indexed: see ``catchUp(for:limit:)``.
    public func find(_ query: Query, by session: Session) async throws -> Findings {
        guard session.member.isAble else { throw ReportAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            let us = session.organisation.id
            try ground.journal.record(
                .searched, by: .member(session.member.id), of: us, as: session.member.role, on: us.text, in: tx)
            var conditions: SQL = "r.owner = \(us)"
            if let state = query.state { conditions = "\(fragment: conditions) AND r.state = \(state)" }
            if let from = query.from { conditions = "\(fragment: conditions) AND r.received_at >= \(from)" }
            if let until = query.until { conditions = "\(fragment: conditions) AND r.received_at < \(until)" }
            var isCut = false
            if !query.text.isEmpty {
                let found = try matches(query.text, for: session, in: tx)
                isCut = found.count >= Self.mostMatches
                conditions = "\(fragment: conditions) AND r.id IN \(list: found)"
            }
            let found = try tx.rows(
                """
                SELECT \(fragment: ReportStorage.columns) FROM report r WHERE \(fragment: conditions)
                ORDER BY r.received_at DESC, r.id LIMIT \(Query.mostResults + 1)
                """
            ).map(ReportStorage.envelope)
            return Findings(
                envelopes: Array(found.prefix(Query.mostResults)), hasMore: isCut || found.count > Query.mostResults)
        }
    }

    /// Of how many reports that hold the words state and period are looked at.
    private static let mostMatches = 1_000

    /// A reference is found however it is typed, and before anybody opened the report, because it stands on the envelope.
    private func matches(_ text: String, for session: Session, in tx: any Transaction) throws -> [String] {
        let us = session.organisation.id
        var found = try ground.search.find(
            text, of: us, under: try ground.searchKeys(for: session, in: tx), limit: Self.mostMatches, in: tx)
        if let named = try report(withReference: text, of: us, in: tx)?.text, !found.contains(named) {
            found.append(named)
        }
        return found
    }

    /// An organisation's own report whose reference this is, look-alikes read as what they resemble.
    public func report(withReference typed: String, of organisation: OrganisationID, in tx: any Transaction) throws
        -> ReportID?
    {
        guard let beginning = Envelope.idBeginning(withReference: typed) else { return nil }
        let digits = String(beginning.dropFirst(Kinds.Report.prefix.utf8.count + 1))
        return try ReportStorage.report(named: digits, of: organisation, in: tx)
    }
}
