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
    /// Whether its reporter wrote and has no answer yet, whatever is due first.
    public let awaitsAnswer: Bool
}

/// What a member has to do, across reports, dossiers and what is asked (Dutch: mijn dag).
///
/// Whatever an organisation owes, is offered or is asked stands on the day of somebody who works there: it is theirs, or
/// nobody's and then everybody's.
public struct MyDay: Sendable {
    /// Taken on by this member; direct danger first, then what is due first.
    public let mine: [DayLine]
    /// Of the organisation, and nobody took it on who can work on it.
    public let nobodys: [DayLine]
    /// Reports that other organisations ask this one to take over, longest ago first.
    public let offers: [Offer]
    /// Reports that this organisation asks others to take over, longest ago first: its own until they answer.
    public let offered: [Offer]
    /// Asked of other organisations, by this one or in a dossier that it coordinates, longest ago first.
    public let waiting: [DayLine]
    /// Meetings that other organisations called and to which this one did not say no, the next one first.
    public let meetings: [DayLine]
    /// What the organisation keeps although its day has come, longest ago first.
    public let toDestroy: [DueDestruction]
    /// Colleagues who wait to be let in to what the organisation keeps.
    public let newcomers: [Member]
    /// Late, and taken on by a colleague: for coordinators.
    public let lateAtColleagues: [DayLine]
    /// What is new since it was last looked at.
    public let news: [DayNews]
    /// Late at other organisations, for the fallback organisation: envelopes only.
    public let lateElsewhere: [DayLine]
    /// How many there are of each list that goes on beyond what is shown, counted up to ``DayDesk/mostCounted``.
    public let totals: [List: Int]

    public enum List: Sendable, Hashable, CaseIterable {
        case mine, nobodys, waiting, meetings, lateAtColleagues
    }

    /// Whether nothing is due, offered, asked, new, to be destroyed or waited for: only then may it be said.
    public var isQuiet: Bool {
        mine.isEmpty && nobodys.isEmpty && offers.isEmpty && offered.isEmpty && waiting.isEmpty && meetings.isEmpty && toDestroy.isEmpty
            && newcomers.isEmpty && lateAtColleagues.isEmpty && news.isEmpty && lateElsewhere.isEmpty
    }
}

/// Where a member begins.
public struct DayDesk: Sendable {
    public static let linesPerList = 50
    public static let mostCounted = 1_000
    let ground: Ground

    public init(_ ground: Ground) { self.ground = ground }

    /// The day of a member as it is now; only envelopes are read. Throws ``DossierAbsent`` while nobody let the member in.
    public func day(for session: Session) async throws -> MyDay {
        guard session.member.isAble else { throw DossierAbsent() }
        let us = session.organisation.id
        let me = session.member.id
        let now = ground.time.now()
        return try await ground.database.read { [self] tx in
            let colleagues = try ground.membership.members(of: us, in: tx)
            let isCoordinator = session.member.role == .coordinator
            var totals: [MyDay.List: Int] = [:]
            func list(_ which: MyDay.List, _ condition: SQL) throws -> [DayLine] {
                // Direct danger first; asked apart, each half is read in the order of an index.
                var found: [Duty] = []
                for half: SQL in ["rank = \(Urgency.danger.rank)", "rank <> \(Urgency.danger.rank)"] {
                    found += try duties(
                        "WHERE \(fragment: condition) AND \(fragment: half) ORDER BY due_at, id",
                        Self.linesPerList + 1 - found.count, in: tx)
                }
                if found.count > Self.linesPerList { totals[which] = try count(condition, in: tx) }
                return try lines(found.prefix(Self.linesPerList), in: tx)
            }
            return MyDay(
                mine: try list(.mine, "member = \(me)"),
                nobodys: try list(.nobodys, Self.nobodys(of: us, colleagues)),
                offers: try HandOvers.offers(to: us, in: tx), offered: try HandOvers.offers(by: us, in: tx),
                waiting: try list(.waiting, Self.asked(by: us)),
                meetings: try list(.meetings, Self.meetings(of: us)),
                toDestroy: try RetentionStorage.due(for: us, at: now, in: tx),
                newcomers: colleagues.filter(\.waitsForAdmission),
                lateAtColleagues: isCoordinator
                    ? try list(
                        .lateAtColleagues, Self.late(at: us, among: colleagues.filter { $0.isAble && $0.id != me }, now)
                    )
                    : [],
                news: try news(for: session, in: tx),
                lateElsewhere: try ReceptionDesk(ground).fallback(in: tx) == us ? lateElsewhere(than: us, in: tx) : [],
                totals: totals)
        }
    }

    /// What nobody took on: nobody at all, or somebody who can no longer work on it.
    private static func nobodys(of us: OrganisationID, _ members: [Member]) -> SQL {
        let unable = members.filter { !$0.isAble }.map(\.id)
        guard !unable.isEmpty else { return "organisation = \(us) AND member IS NULL" }
        return "organisation = \(us) AND (member IS NULL OR member IN \(list: unable))"
    }

    private static func asked(by us: OrganisationID) -> SQL {
        """
        object IN (SELECT t.id FROM dossier_task t LEFT JOIN dossier d ON d.id = t.dossier
        WHERE t.state = 'open' AND t.responsible <> \(us) AND (t.asker = \(us) OR d.coordinator = \(us)))
        """
    }

    private static func meetings(of us: OrganisationID) -> SQL {
        """
        object IN (SELECT t.id FROM meeting_party p JOIN dossier_task t ON t.id = p.meeting
        WHERE p.organisation = \(us) AND t.state = 'open' AND t.responsible <> \(us)
        AND (p.comes IS NULL OR p.comes = 1))
        """
    }

    private static func late(at us: OrganisationID, among members: [Member], _ now: Instant) -> SQL {
        "organisation = \(us) AND member IN \(list: members.map(\.id)) AND due_at < \(now)"
    }

    private func lateElsewhere(than us: OrganisationID, in tx: any Transaction) throws -> [DayLine] {
        try lines(
            duties("WHERE escalation = 2 AND organisation <> \(us) ORDER BY due_at, id", Self.linesPerList, in: tx)[
                ...],
            in: tx)
    }

    private func duties(_ rest: SQL, _ limit: Int, in tx: any Transaction) throws -> [Duty] {
        try tx.rows("SELECT \(fragment: Duties.columns) \(fragment: rest) LIMIT \(limit)").map(Duties.duty)
    }

    private func count(_ condition: SQL, in tx: any Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM (SELECT 1 FROM duty WHERE \(fragment: condition) LIMIT \(Self.mostCounted)) counted
            """, as: Int.self) ?? 0
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
                """
                SELECT m.id, m.name FROM member m WHERE m.id IN \(list: duties.compactMap(\.member))
                AND \(fragment: Membership.isAble("m.id"))
                """
            ).map { (try $0.get("id", as: MemberID.self), try $0.get("name", as: String.self)) })
        let waiting = Set(
            try tx.rows(
                "SELECT object FROM debt WHERE step = \(Step.answer) AND object IN \(list: duties.map(\.object))"
            ).map { try $0.get("object", as: String.self) })
        var names = Names(ground, tx)
        return try duties.compactMap { duty in
            guard let matter = matters[duty.object] else { return nil }
            return DayLine(
                matter: matter, duty: duty, assignee: duty.member.flatMap { members[$0] },
                responsibleName: try names.name(of: duty.organisation), awaitsAnswer: waiting.contains(duty.object))
        }
    }
}
