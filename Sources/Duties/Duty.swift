public import Terms

/// What must happen next, by whom and by when (Dutch: volgende stap).
public struct Duty: Sendable, Hashable {
    /// How far word of a late duty has risen.
    public enum Escalation: Int64, Sendable, Hashable, CaseIterable {
        case none = 0
        /// The organisation's own coordinators see it first.
        case coordinator = 1
        /// The installation's fallback organisation sees its envelope, never its contents.
        case fallback = 2

        /// As it stands in the journal.
        var code: String {
            switch self {
            case .none: "none";
            case .coordinator: "coordinator";
            case .fallback: "fallback"
            }
        }
    }

    public let id: DutyID
    /// What it is about, for example a report's id; one open duty each.
    public let object: String
    public let organisation: OrganisationID
    /// Who took it on, when somebody did.
    public let member: MemberID?
    /// The wing's code of the step.
    public let step: String
    public let urgency: Urgency
    public let due: Instant
    public let escalation: Escalation

    public init(
        id: DutyID, object: String, organisation: OrganisationID, member: MemberID?, step: String, urgency: Urgency,
        due: Instant, escalation: Escalation
    ) {
        self.id = id
        self.object = object
        self.organisation = organisation
        self.member = member
        self.step = step
        self.urgency = urgency
        self.due = due
        self.escalation = escalation
    }

    public func isLate(at now: Instant) -> Bool { due < now }
}

/// How long after its due time a duty rises to the fallback organisation, by urgency; to the coordinators it rises
/// at once.
public struct EscalationTerms: Sendable, Hashable {
    public let terms: [Urgency: Term]

    public init(danger: Term = .minutes(30), urgent: Term = .hours(12), normal: Term = .days(2)) {
        terms = [.danger: danger, .urgent: urgent, .normal: normal]
    }

    func term(_ urgency: Urgency) -> Term { terms[urgency] ?? .days(2) }
}
