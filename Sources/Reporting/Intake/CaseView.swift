public import Duties
import Journal
public import Organisations
public import Terms

/// Everything about a report that a member may see, opened for this session only.
public struct CaseView: Sendable {
    public let envelope: Envelope
    /// Changes with each deed; a form carries it so that a stale one is refused.
    public let version: Int64
    /// Absent when closed.
    public let duty: Duty?
    /// Everything that is owed about it; nothing when closed.
    public let debts: Debts<Step>
    public let assignee: String?
    public let ownerName: String
    /// Whether this organisation is the owner; the other possibility is that the report was offered to it.
    public let isOwner: Bool
    public let offer: Offer?
    public let contents: ReportContents?
    public let contact: ContactDetails?
    /// Messages, notes, judgements, corrections, hand-overs and closings, oldest first.
    public let events: [CaseEvent]
    public let linked: [Envelope]
    /// Who recorded the report for the reporter, when they did not send it themself.
    public let recordedBy: String?
    /// Which organisations were asked to take the report over, and what came of it, oldest first.
    public let handOvers: [HandOverStep]
    /// Where the report may be sent back to: the organisation that handed it over, or the fallback organisation.
    public let wayBack: Organisation?
}

/// One organisation that was asked to take a report over.
public struct HandOverStep: Sendable {
    public enum State: String, Coded {
        case offered, accepted, refused, withdrawn

        public static let list = "handOver"
    }

    public let senderName: String
    public let receiverName: String
    public let state: State
    /// When it came to this state.
    public let at: Instant
}

/// One thing that happened to a report, with what was written.
public struct CaseEvent: Sendable {
    public enum Kind: String, Coded {
        case fromReporter
        case fromOrganisation
        case teamNote
        case ownNote
        case judgement
        case correction
        /// Why the next step was put off.
        case planning
        case handOver
        case handOverAnswer
        case closing
        /// Why who had taken it on gave it back.
        case putDown

        public static let list = "event"
    }

    public let id: RecordID
    public let kind: Kind
    public let at: Instant
    /// The name of the member who wrote; absent for the reporter.
    public let author: String?
    public let text: String
    public let files: [FileNote]
    /// What a judgement found.
    public let urgency: Urgency?
    /// What was promised with a message.
    public let appointment: Appointment?
    /// What was corrected.
    public let correction: Correction?
}

/// What a judgement says (Dutch: beoordeling).
public struct Judgement: Codable, Sendable, Equatable {
    public var urgency: Urgency
    public var isQuestion: Bool
    public var reason: String

    public init(urgency: Urgency, isQuestion: Bool, reason: String) {
        self.urgency = urgency
        self.isQuestion = isQuestion
        self.reason = reason
    }
}
