import Terms

/// Whom to turn to in a situation (Dutch: advies).
public struct Advice: Sendable {
    /// Best first.
    public let recommendations: [Recommendation]
    /// Points that one might think of and that are left out.
    public let notRecommended: [Omission]
    let grounds: Grounds

    /// The places in ``Guide/rules`` of the rules that hold, in their order.
    public var ruleIndices: [Int] { grounds.rules }
}

/// A point that somebody is advised to turn to (Dutch: aanbeveling).
public struct Recommendation: Sendable {
    /// 1 goes first.
    public let rank: Int
    public let strength: Strength
    /// It stands first because it can be reached now, and what would stand first cannot.
    public let isBroughtForward: Bool
    let grounds: Grounds
    /// Its place in ``Guide/points``: to compare many advices, cheaper than the point itself.
    public let pointIndex: Int
    /// The place of its branch in ``Guide/branches``.
    public let branchIndex: Int?

    /// The point, as the branch has it when there is one, and as it is told to who asks.
    public var point: Point { written.spoken(to: grounds.voice) }

    private var written: Point { branch?.point ?? grounds.table.points[pointIndex] }

    /// Whether somebody can be reached there at a moment.
    func isOpen(at instant: Instant) -> Bool { written.state(at: instant).isOpen == true }

    /// The regional organisation for the municipality that was given; absent when the point has none there.
    public var branch: Branch? { branchIndex.map { grounds.table.branches[$0] } }

    /// Every reason why, the strongest first; when anonymity was asked for and is not sure here, that comes last. That it
    /// was brought forward comes before all.
    public var reasons: [Reason] {
        (isBroughtForward ? [Reason(.openNow)] : []) + grounds.reasons(for: pointIndex)
            + grounds.anonymityReason(for: point)
    }
}

/// A point that is left out of an advice.
public struct Omission: Sendable {
    let grounds: Grounds
    /// Its place in ``Guide/points``.
    public let pointIndex: Int

    public var point: Point { grounds.table.points[pointIndex] }
    public var reasons: [Reason] { grounds.reasonsAgainst(pointIndex) }
}

/// Why a point is there, or is not (Dutch: reden).
public struct Reason: Sendable, Hashable {
    /// Reasons that no rule gives, but the point's own facts. Their sentences stand in the catalogues under
    /// `advice.reason.<code>`.
    public enum BuiltIn: String, CaseIterable, Sendable {
        /// It does not take what this is about.
        case subject
        /// It is not for who asks.
        case audience
        case age, forms
        case notAnonymous, anonymityPartly, anonymityUnknown
        /// Somebody is there now, where it would be best to go nobody is.
        case openNow
    }

    /// The id of the rule, or the code of a built-in reason.
    public let code: String
    /// As it is said to who asks; absent when the sentence stands in the catalogues.
    public let text: Wording?
    public let source: String?

    init(_ rule: Rule, to voice: Voice) {
        code = rule.id.text
        text = rule.reason.spoken(to: voice)
        source = rule.source
    }

    init(_ builtIn: BuiltIn, text: Wording? = nil) {
        code = builtIn.rawValue
        self.text = text
        source = nil
    }
}

/// What an advice rests on: reasons are looked up when somebody asks for them.
final class Grounds: Sendable {
    let table: DecisionTable
    let facts: UInt64
    /// The rules that hold, in their order.
    let rules: [Int]

    init(_ table: DecisionTable, facts: UInt64, rules: [Int]) {
        self.table = table
        self.facts = facts
        self.rules = rules
    }

    /// Whom the advice speaks to.
    var voice: Voice {
        guard facts & Question.reporter.bit(2) != 0 else { return .everybody }
        return facts & Question.age.bit(1) != 0 ? .young : .own
    }

    var isAnonymityAsked: Bool { facts & Question.anonymous.bit(1) != 0 }

    func reasons(for point: Int) -> [Reason] {
        Strength.allCases.flatMap { strength in
            rules.filter { rule in
                table.outcomes[table.rows[rule].outcomes].contains { $0.point == point && $0.strength == strength }
            }.map { Reason(table.rules[$0], to: voice) }
        }
    }

    func anonymityReason(for point: Point) -> [Reason] {
        guard isAnonymityAsked else { return [] }
        return switch point.anonymity {
        case .yes: []
        case .partly: [Reason(.anonymityPartly, text: point.says.anonymity?.spoken(to: voice))]
        case .no: [Reason(.notAnonymous)]
        case .unknown: [Reason(.anonymityUnknown)]
        }
    }

    /// What rules say against a point; else what of its own facts does not fit.
    func reasonsAgainst(_ point: Int) -> [Reason] {
        let named = rules.filter { table.omits[table.rows[$0].omits].contains(point) }
            .map { Reason(table.rules[$0], to: voice) }
        if !named.isEmpty { return named }
        let fit = table.fits[point]
        var own: [Reason] = []
        if facts & fit.subject != 0 { own.append(Reason(.subject)) }
        if facts & fit.audience != 0 { own.append(Reason(.audience)) }
        if facts & fit.age != 0 { own.append(Reason(.age)) }
        if facts & fit.forms == 0 { own.append(Reason(.forms)) }
        return own
    }
}
