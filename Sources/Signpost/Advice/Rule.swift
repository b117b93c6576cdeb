/// How strongly a rule recommends a point; the strongest goes first.
public enum Strength: String, CaseIterable, Sendable, Comparable {
    /// Before anything else.
    case emergency
    /// At once.
    case now
    case main, also
    /// When the others do not fit.
    case otherwise

    var order: UInt8 {
        switch self {
        case .emergency: 0
        case .now: 1
        case .main: 2
        case .also: 3
        case .otherwise: 4
        }
    }

    public static func < (one: Self, other: Self) -> Bool { one.order < other.order }
}

/// What must be so: for each question that is named, one of these answers.
public struct Condition: Sendable, Hashable {
    /// In the order of the file.
    public let terms: [Term]

    public struct Term: Sendable, Hashable {
        public let question: Question
        public let answers: [String]
    }
}

/// A row of the decision table (Dutch: regel).
public struct Rule: Sendable, Hashable {
    /// Points that it recommends, and how strongly.
    public struct Outcome: Sendable, Hashable {
        public let strength: Strength
        public let points: [PointID]
    }

    public let id: RuleID
    public let when: Condition
    /// When all of this holds, the rule does not.
    public let unless: Condition?
    public let recommends: [Outcome]
    /// Points that are left out, for this reason.
    public let omits: [PointID]
    /// Spoken to the person.
    public let reason: Wording
    /// Law, handbook or page.
    public let source: String
    let period: Period
}
