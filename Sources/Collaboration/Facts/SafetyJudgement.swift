public import Journal
public import Records
import Reporting
public import Terms

extension Act {
    public static let safetyJudged = Act("dossier.safetyJudged")
}

extension RecordKind {
    public static let safetyJudgement = RecordKind("safetyJudgement")
}

/// How much danger there is now, and what is done about it (Dutch: risicotaxatie en veiligheidsplan). Each is kept.
public struct SafetyJudgement: DossierRecord {
    public static let kind = RecordKind.safetyJudgement
    public static let act = Act.safetyJudged

    /// One thing that is done for safety.
    public struct Measure: Codable, Sendable, Equatable {
        public var text: String
        /// Who sees to it, in words.
        public var who: String

        public init(text: String, who: String) {
            self.text = text
            self.who = who
        }
    }

    public var danger: Urgency
    /// To whom there is danger.
    public var toWhom: String
    /// From whom or what it comes.
    public var fromWhom: String
    /// Why it is judged so.
    public var reason: String
    public var measures: [Measure]
    /// What to do when it goes wrong after all: whom to call, where to go.
    public var emergency: String
    /// When it is looked at again, at the latest.
    public var reviewBy: Instant

    public init(
        danger: Urgency, toWhom: String, fromWhom: String, reason: String, measures: [Measure] = [],
        emergency: String = "", reviewBy: Instant
    ) {
        self.danger = danger
        self.toWhom = toWhom
        self.fromWhom = fromWhom
        self.reason = reason
        self.measures = measures
        self.emergency = emergency
        self.reviewBy = reviewBy
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(reason, missing: .reasonMissing)
        for text in [toWhom, fromWhom, emergency] { try Bounds.optional(text) }
        guard measures.count <= Bounds.mostItems else { throw DossierRefusal(.tooMany) }
        for measure in measures {
            try Bounds.text(measure.text)
            try Bounds.optional(measure.who)
        }
    }

    public var texts: [String] { [toWhom, fromWhom, reason, emergency] + measures.flatMap { [$0.text, $0.who] } }
}
