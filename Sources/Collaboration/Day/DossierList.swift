public import Duties
public import Organisations
import Reporting
import Storage
public import Terms

/// One dossier in a list, as its envelope tells it.
public struct DossierLine: Sendable {
    public let envelope: DossierEnvelope
    public let coordinatorName: String
    /// Absent when closed.
    public let duty: Duty?
    /// Who took it on, by name.
    public let assignee: String?
}

/// Which dossiers a list shows.
public enum DossierFilter: String, Coded {
    /// That the organisation coordinates.
    case coordinated
    /// In which it has a part that another one coordinates.
    case takingPart
    case closed

    public static let list = "dossierFilter"
}

/// Where a list of dossiers goes on.
public struct DossierPlace: Sendable, Hashable {
    let openedAt: Int64
    let id: DossierID

    /// As it stands in a link; holds no contents.
    public var text: String { "\(openedAt)-\(id.text)" }

    public init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2, let openedAt = Int64(parts[0]), let id = try? DossierID(parts[1]) else { return nil }
        self.openedAt = openedAt
        self.id = id
    }

    init(_ envelope: DossierEnvelope) {
        openedAt = envelope.openedAt.milliseconds
        id = envelope.id
    }
}

/// A page of dossiers, newest first.
public struct DossierPage: Sendable {
    public let lines: [DossierLine]
    public let next: DossierPlace?
}

extension DayDesk {
    /// The dossiers of the session's organisation; none for who was not let in.
    public func dossiers(
        _ filter: DossierFilter, after place: DossierPlace? = nil, for session: Session
    ) async throws -> DossierPage {
        guard session.member.isAble else { return DossierPage(lines: [], next: nil) }
        let us = session.organisation.id
        let now = ground.time.now()
        let which: SQL =
            switch filter {
            case .coordinated: "d.coordinator = \(us) AND d.state <> 'closed'"
            case .closed: "d.coordinator = \(us) AND d.state = 'closed' AND d.destroyed_at IS NULL"
            case .takingPart:
                """
                d.coordinator <> \(us) AND d.destroyed_at IS NULL AND d.id IN (
                    SELECT dossier FROM admission WHERE organisation = \(us) AND ended_at IS NULL AND until > \(now)
                    UNION SELECT dossier FROM dossier_part WHERE keeper = \(us) AND destroyed_at IS NULL
                    UNION SELECT dossier FROM dossier_task WHERE responsible = \(us) AND kind = 'transfer'
                    AND state = 'open')
                """
            }
        let after: SQL =
            place.map {
                "AND (d.opened_at < \($0.openedAt) OR (d.opened_at = \($0.openedAt) AND d.id > \($0.id)))"
            } ?? ""
        return try await ground.database.read { [self] tx in
            let found = try tx.rows(
                """
                SELECT \(fragment: DossierStorage.columns) FROM dossier d WHERE \(fragment: which) \(fragment: after)
                ORDER BY d.opened_at DESC, d.id LIMIT \(Self.linesPerList + 1)
                """
            ).map(DossierStorage.envelope)
            let shown = Array(found.prefix(Self.linesPerList))
            return DossierPage(
                lines: try lines(shown, in: tx), next: found.count > shown.count ? shown.last.map(DossierPlace.init) : nil)
        }
    }

    /// Envelopes with what is due, and whose it is.
    func lines(_ envelopes: [DossierEnvelope], in tx: any Transaction) throws -> [DossierLine] {
        var names = Names(ground, tx)
        return try envelopes.map { envelope in
            let duty = try ground.duties.duty(on: envelope.id.text, in: tx)
            return DossierLine(
                envelope: envelope, coordinatorName: try names.name(of: envelope.coordinator), duty: duty,
                assignee: try ground.membership.worker(duty?.member, in: tx)?.name)
        }
    }

    /// The organisations that something can be asked of or shared with: every other one that can receive, by name.
    public func partners(of session: Session) async throws -> [Organisation] {
        try await ground.database.read { [ground] tx in
            try ground.membership.organisations(in: tx).filter { $0.canReceive && $0.id != session.organisation.id }
        }
    }
}
