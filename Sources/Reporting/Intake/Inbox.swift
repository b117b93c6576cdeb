public import Duties
public import Organisations
import Storage
public import Terms

/// One line of an inbox: what must be done about which report, by when.
public struct InboxLine: Sendable {
    public let envelope: Envelope
    public let duty: Duty
    /// Who took it on, by name, while they work here.
    public let assignee: String?
    /// Whether the reporter wrote and has no answer yet, whatever is due first.
    public let awaitsAnswer: Bool
}

/// Where a page of the inbox goes on.
public struct InboxPlace: Sendable, Hashable {
    let rank: Int64
    let due: Int64
    let id: String

    /// As it stands in a link; holds no contents.
    public var text: String { "\(rank)-\(due)-\(id)" }

    public init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 2).map(String.init)
        guard parts.count == 3, let rank = Int64(parts[0]), let due = Int64(parts[1]), let id = try? DutyID(parts[2])
        else { return nil }
        self.rank = rank
        self.due = due
        self.id = id.text
    }

    init(_ duty: Duty) {
        rank = Int64(duty.urgency.rank)
        due = duty.due.milliseconds
        id = duty.id.text
    }
}

/// Which of an organisation's open reports an inbox shows.
public enum InboxFilter: Sendable, Hashable {
    case all
    /// What this member took on.
    case takenOn(MemberID)
    /// What nobody took on who is still there.
    case nobodys
}

/// One page of the inbox.
public struct InboxPage: Sendable {
    public let lines: [InboxLine]
    /// Absent on the last page.
    public let next: InboxPlace?
    /// Reports that other organisations ask this one to take over.
    public let offers: [Offer]
    /// How many are late, counted up to 100.
    public let late: Int
}

/// How many open reports each list of an inbox holds, counted up to ``Inbox/mostCounted``.
public struct InboxCounts: Sendable, Hashable {
    public let all: Int
    public let mine: Int
    public let nobodys: Int
    public let late: Int
    /// What waits for the answer of another organisation.
    public let offered: Int
}

/// A report offered for hand-over, as both sides see it.
public struct Offer: Sendable {
    public let id: HandOverID
    public let envelope: Envelope
    public let sender: OrganisationID
    public let senderName: String
    public let receiverName: String
    public let offeredAt: Instant
    /// By when an answer is due; absent once there is one.
    public let answerBy: Instant?
}

/// The organisation's inbox: most urgent first, then what is due first. Only envelopes are read here.
public struct Inbox: Sendable {
    public static let linesPerPage = 50
    /// How many late ones are shown at once.
    public static let mostLate = 200
    /// A list that is longer is not counted to its end.
    public static let mostCounted = 1_000
    /// Every rank there is: with them named, the index on rank and due time finds what is late without reading the rest.
    private static let ranks = Urgency.allCases.map(\.rank)
    let ground: Ground

    public init(_ ground: Ground) { self.ground = ground }

    public func page(
        of organisation: OrganisationID, _ filter: InboxFilter = .all, after place: InboxPlace? = nil
    ) async throws -> InboxPage {
        let now = ground.time.now()
        return try await ground.database.read { tx in
            let after: SQL =
                place.map {
                    """
                    AND (d.rank > \($0.rank) OR (d.rank = \($0.rank) AND (d.due_at > \($0.due)
                    OR (d.due_at = \($0.due) AND d.id > \($0.id)))))
                    """
                } ?? ""
            let shownOnly: SQL =
                switch filter {
                case .all: ""
                case .takenOn(let member): "AND d.member = \(member)"
                case .nobodys: "AND m.id IS NULL"
                }
            let lines = try tx.rows(
                """
                \(fragment: Self.select) WHERE d.organisation = \(organisation) \(fragment: after) \(fragment: shownOnly)
                ORDER BY d.rank, d.due_at, d.id LIMIT \(Self.linesPerPage + 1)
                """
            ).map(Self.line)
            let shown = Array(lines.prefix(Self.linesPerPage))
            return InboxPage(
                lines: shown, next: lines.count > shown.count ? shown.last.map { InboxPlace($0.duty) } : nil,
                offers: try HandOvers.offers(to: organisation, in: tx),
                late: try tx.value(
                    """
                    SELECT count(*) FROM (SELECT 1 FROM duty WHERE organisation = \(organisation)
                    AND rank IN \(list: Self.ranks) AND due_at < \(now) AND substr(object, 1, 4) = 'rep_'
                    LIMIT 100) late
                    """, as: Int.self) ?? 0)
        }
    }

    /// How much each list holds for a member.
    public func counts(for session: Session) async throws -> InboxCounts {
        let (us, now) = (session.organisation.id, ground.time.now())
        return try await ground.database.read { tx in
            guard
                let row = try tx.row(
                    """
                    SELECT count(*) AS of_all, count(CASE WHEN c.member = \(session.member.id) THEN 1 END) AS of_mine,
                    count(CASE WHEN c.able IS NULL THEN 1 END) AS of_nobody,
                    count(CASE WHEN c.due_at < \(now) THEN 1 END) AS of_late FROM (
                        SELECT d.member, d.due_at, m.id AS able FROM duty d JOIN report r ON r.duty = d.id
                        LEFT JOIN member m ON m.id = d.member AND \(fragment: Membership.isAble("d.member"))
                        WHERE d.organisation = \(us) ORDER BY d.rank, d.due_at, d.id LIMIT \(Self.mostCounted)) c
                    """)
            else { throw StorageError.malformed("duty") }
            return InboxCounts(
                all: try row.get("of_all"), mine: try row.get("of_mine"), nobodys: try row.get("of_nobody"),
                late: try row.get("of_late"), offered: try HandOvers.offers(by: us, in: tx).count)
        }
    }

    /// What is late at this organisation, longest first: the coordinator's list.
    public func late(of organisation: OrganisationID) async throws -> [InboxLine] {
        let now = ground.time.now()
        return try await lines("d.organisation = \(organisation) AND d.due_at < \(now)")
    }

    /// What stayed undone at other organisations and rose to the fallback organisation: envelopes only.
    public func lateElsewhere(than organisation: OrganisationID) async throws -> [InboxLine] {
        try await lines("d.organisation <> \(organisation) AND d.escalation = 2")
    }

    private func lines(_ condition: SQL) async throws -> [InboxLine] {
        try await ground.database.read { tx in
            try tx.rows(
                """
                \(fragment: Self.select) WHERE \(fragment: condition) ORDER BY d.due_at, d.id LIMIT \(Self.mostLate)
                """
            ).map(Self.line)
        }
    }

    /// A colleague who left, or waits to be let in, does not count as somebody who took it on.
    private static let select: SQL = """
        SELECT \(fragment: ReportStorage.columns), d.id AS duty_id, d.object, d.organisation, d.member, d.step,
        d.urgency AS duty_urgency, d.due_at, d.escalation, m.name AS assignee,
        CASE WHEN EXISTS (SELECT 1 FROM debt b WHERE b.object = r.id AND b.step = \(Step.answer)) THEN 1 ELSE 0 END
        AS awaits_answer
        FROM duty d JOIN report r ON r.duty = d.id LEFT JOIN member m ON m.id = d.member
        AND \(fragment: Membership.isAble("d.member"))
        """

    private static func line(_ row: Row) throws -> InboxLine {
        InboxLine(
            envelope: try ReportStorage.envelope(row),
            duty: Duty(
                id: try row.get("duty_id"), object: try row.get("object"),
                organisation: try row.get("organisation"), member: try row.get("member"),
                step: try row.get("step"), urgency: try row.get("duty_urgency"), due: try row.get("due_at"),
                escalation: Duty.Escalation(rawValue: try row.get("escalation")) ?? .none),
            assignee: try row.get("assignee"), awaitsAnswer: try row.get("awaits_answer"))
    }
}
