public import Journal
public import Organisations
import Storage
public import Terms

/// A number in which no person stands out: below five only that there are some, from there on to the nearest five.
///
/// Everything shown is made coarse, totals too, so that no small number follows from the difference of two others.
public enum CoarseCount: Sendable, Hashable {
    case zero
    /// One to four.
    case few
    /// So many or at most two more or fewer.
    case about(Int)

    public init(_ count: Int) {
        self = count <= 0 ? .zero : count < 5 ? .few : .about((count + 2) / 5 * 5)
    }
}

/// How long it took until somebody of the organisation first looked.
public enum LookTime: String, Coded {
    case withinHour, withinDay, withinFiveDays, later, notYet

    public static let list = "lookTime"
}

/// What an organisation's reports of a period are about, by their envelopes alone (Dutch: cijfers).
///
/// A report counts where it is now: one that was handed over counts at its present owner.
public struct Figures: Sendable {
    public let total: CoarseCount
    /// In the order of the periods that were asked for.
    public let byPeriod: [CoarseCount]
    public let bySubject: [Subject: CoarseCount]
    public let byUrgency: [Urgency: CoarseCount]
    public let byAge: [AgeGroup: CoarseCount]
    /// A report may name several forms, or none.
    public let byForm: [ExploitationForm: CoarseCount]
    public let byState: [ReportState: CoarseCount]
    public let byClosing: [ClosingReason: CoarseCount]
    public let byLookTime: [LookTime: CoarseCount]
    /// The share of first looks that were in time, in percent to the nearest five; absent below five reports.
    public let percentInTime: Int?
}

extension Act {
    /// Somebody looked at the figures.
    public static let figuresRead = Act("figures.read")
}

/// Where analysts read figures. Only envelopes are read here, and the look is journaled.
public struct FiguresDesk: Sendable {
    let ground: Ground

    public init(_ ground: Ground) { self.ground = ground }

    /// The figures of the session's organisation over consecutive periods. Throws ``ReportAbsent`` while nobody let the
    /// member in.
    ///
    /// - Parameter bounds: where each period begins, and last where the last one ends.
    public func figures(between bounds: [Instant], for session: Session) async throws -> Figures {
        precondition(bounds.count > 1, "a period has a beginning and an end")
        guard !session.member.waitsForAdmission else { throw ReportAbsent() }
        return try await ground.database.write { [ground] tx in
            let us = session.organisation.id
            try ground.journal.record(
                .figuresRead, by: .member(session.member.id), of: us, as: session.member.role, on: us.text, in: tx)
            let counting = Counting(organisation: us, from: bounds[0], until: bounds[bounds.count - 1], tx: tx)
            return Figures(
                total: CoarseCount(try counting.number("1 = 1")),
                byPeriod: try zip(bounds, bounds.dropFirst()).map { from, until in
                    CoarseCount(try counting.number("received_at >= \(from) AND received_at < \(until)"))
                },
                bySubject: try counting.by("subject"), byUrgency: try counting.by("urgency"),
                byAge: try counting.by("age"), byForm: try counting.byForm(), byState: try counting.by("state"),
                byClosing: try counting.by("closing"), byLookTime: try counting.by(Self.lookTime),
                percentInTime: try counting.percentInTime(at: ground.time.now()))
        }
    }

    /// When the organisation's oldest report came in; absent when it has none.
    public func oldest(for session: Session) async throws -> Instant? {
        try await ground.database.read { tx in
            try tx.value(
                """
                SELECT received_at FROM report WHERE owner = \(session.organisation.id)
                ORDER BY received_at LIMIT 1
                """, as: Instant.self)
        }
    }

    private static let lookTime: SQL = """
        CASE WHEN looked_at IS NULL THEN 'notYet' WHEN looked_at - received_at <= \(Term.hours(1)) THEN 'withinHour'
        WHEN looked_at - received_at <= \(Term.days(1)) THEN 'withinDay'
        WHEN looked_at - received_at <= \(Term.days(5)) THEN 'withinFiveDays' ELSE 'later' END
        """
}

/// Counting an organisation's reports received in a period.
private struct Counting {
    let organisation: OrganisationID
    let from: Instant
    let until: Instant
    let tx: any Transaction

    private var reports: SQL {
        "report WHERE owner = \(organisation) AND received_at >= \(from) AND received_at < \(until)"
    }

    func number(_ condition: SQL) throws -> Int {
        try tx.value("SELECT count(*) FROM \(fragment: reports) AND \(fragment: condition)", as: Int.self) ?? 0
    }

    /// How many there are of each code of a column; codes that do not occur are not in it.
    func by<Code: Coded>(_ column: SQL) throws -> [Code: CoarseCount] {
        var counts: [Code: CoarseCount] = [:]
        let rows = try tx.rows(
            "SELECT \(fragment: column) AS code, count(*) AS n FROM \(fragment: reports) GROUP BY 1")
        for row in rows {
            if let code: Code = try row.get("code", as: Code?.self) { counts[code] = CoarseCount(try row.get("n")) }
        }
        return counts
    }

    func byForm() throws -> [ExploitationForm: CoarseCount] {
        var counts: [ExploitationForm: Int] = [:]
        for row in try tx.rows("SELECT forms, count(*) AS n FROM \(fragment: reports) GROUP BY forms") {
            for form in try ReportStorage.forms(row.get("forms")) { counts[form, default: 0] += try row.get("n") }
        }
        return counts.mapValues(CoarseCount.init)
    }

    func percentInTime(at now: Instant) throws -> Int? {
        let due = try number("(looked_at IS NOT NULL OR look_due_at < \(now))")
        guard due >= 5 else { return nil }
        return (try number("looked_at <= look_due_at") * 20 + due / 2) / due * 5
    }
}
