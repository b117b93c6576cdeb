public import Duties
public import Organisations
public import Reporting
import Storage
public import Terms

/// One thing that is due, or waited for, with what it belongs to. No contents.
public struct DayLine: Sendable {
    public enum Matter: Sendable {
        case report(ReportID, reference: String)
        case dossier(DossierEnvelope)
        case task(DossierTask)
    }

    public let matter: Matter
    public let duty: Duty
    /// Who took it on, by name.
    public let assignee: String?
    /// Who must do it.
    public let responsibleName: String
}

/// What a member has to do, across reports and dossiers (Dutch: mijn dag).
public struct MyDay: Sendable {
    /// Taken on by this member; first what is due first.
    public let mine: [DayLine]
    /// Of the organisation, and nobody took it on.
    public let nobodys: [DayLine]
    /// Asked of other organisations, longest ago first.
    public let waiting: [DayLine]
    /// What is new since it was last looked at.
    public let news: [DayNews]
    /// Meetings to which others invited the organisation.
    public let meetings: [DayMeeting]
    /// Late at other organisations, for the fallback organisation: envelopes only.
    public let lateElsewhere: [DayLine]
    /// Which of the lists go on beyond what is shown.
    public let hasMore: Set<List>

    public enum List: Sendable, Hashable {
        case mine, nobodys, waiting
    }
}

/// Where a member begins.
public struct DayDesk: Sendable {
    public static let linesPerList = 50
    let ground: Ground

    public init(_ ground: Ground) { self.ground = ground }

    /// The day of a member as it is now; only envelopes are read.
    public func day(for session: Session) async throws -> MyDay {
        let us = session.organisation.id
        let limit = Self.linesPerList
        return try await ground.database.read { [self] tx in
            let mine = try duties(
                "WHERE member = \(session.member.id) ORDER BY due_at, id LIMIT \(limit + 1)", in: tx)
            let nobodys = try duties(
                """
                WHERE organisation = \(us) AND member IS NULL AND substr(object, 1, 4) <> 'rep_'
                ORDER BY due_at, id LIMIT \(limit + 1)
                """, in: tx)
            let waiting = try duties(
                """
                WHERE object IN (SELECT id FROM dossier_task WHERE asker = \(us) AND state = 'open'
                AND responsible <> \(us) ORDER BY asked_at LIMIT \(limit + 1)) ORDER BY due_at, id
                """, in: tx)
            let late = try ReceptionDesk(ground).fallback(in: tx) == us
                ? duties(
                    """
                    WHERE escalation = 2 AND organisation <> \(us) AND substr(object, 1, 4) <> 'rep_'
                    ORDER BY due_at, id LIMIT \(limit)
                    """, in: tx) : []
            var hasMore: Set<MyDay.List> = []
            if mine.count > limit { hasMore.insert(.mine) }
            if nobodys.count > limit { hasMore.insert(.nobodys) }
            if waiting.count > limit { hasMore.insert(.waiting) }
            return MyDay(
                mine: try lines(mine.prefix(limit), in: tx), nobodys: try lines(nobodys.prefix(limit), in: tx),
                waiting: try lines(waiting.prefix(limit), in: tx),
                news: try news(for: session, in: tx), meetings: try meetings(for: session, in: tx),
                lateElsewhere: try lines(late[...], in: tx), hasMore: hasMore)
        }
    }

    private func duties(_ rest: SQL, in tx: any Transaction) throws -> [Duty] {
        try tx.rows("SELECT \(fragment: Duties.columns) \(fragment: rest)").map(Duties.duty)
    }

    /// What these ids stand for: reports by their reference, dossiers and tasks as their envelopes tell.
    private func matters(_ objects: [String], in tx: any Transaction) throws -> [String: DayLine.Matter] {
        guard !objects.isEmpty else { return [:] }
        var matters: [String: DayLine.Matter] = [:]
        for object in objects {
            if let report = try? ReportID(object) {
                matters[object] = .report(report, reference: Envelope.reference(of: report))
            }
        }
        let dossiers = try tx.rows(
            """
            SELECT \(fragment: DossierStorage.columns) FROM dossier d WHERE d.destroyed_at IS NULL
            AND d.id IN \(list: objects)
            """
        ).map(DossierStorage.envelope)
        for dossier in dossiers { matters[dossier.id.text] = .dossier(dossier) }
        for task in try TaskStorage.tasks(objects, in: tx) { matters[task.id.text] = .task(task) }
        return matters
    }

    private func lines(_ duties: ArraySlice<Duty>, in tx: any Transaction) throws -> [DayLine] {
        guard !duties.isEmpty else { return [] }
        let matters = try matters(duties.map(\.object), in: tx)
        let members = Dictionary(
            uniqueKeysWithValues: try tx.rows(
                "SELECT id, name FROM member WHERE state = 'active' AND id IN \(list: duties.compactMap(\.member))"
            ).map { (try $0.get("id", as: MemberID.self), try $0.get("name", as: String.self)) })
        var names = Names(ground, tx)
        return try duties.compactMap { duty in
            guard let matter = matters[duty.object] else { return nil }
            return DayLine(
                matter: matter, duty: duty, assignee: duty.member.flatMap { members[$0] },
                responsibleName: try names.name(of: duty.organisation))
        }
    }
}
