public import Journal
public import Records
import Reporting
public import Terms

extension Act {
    public static let taskAsked = Act("task.asked")
    public static let taskDone = Act("task.done")
    public static let taskDeclined = Act("task.declined")
    public static let taskWithdrawn = Act("task.withdrawn")
    public static let taskPlanned = Act("task.planned")
    public static let taskAssigned = Act("task.assigned")
    public static let consulted = Act("consultation.asked")
    public static let consultationRead = Act("consultation.read")
    public static let meetingCalled = Act("meeting.called")
    public static let meetingRead = Act("meeting.read")
    public static let minutesKept = Act("meeting.minutesKept")
    public static let transferOffered = Act("transfer.offered")
    public static let transferAccepted = Act("transfer.accepted")
    public static let transferRefused = Act("transfer.refused")
    public static let transferWithdrawn = Act("transfer.withdrawn")
}

extension RecordKind {
    public static let task = RecordKind("task")
    public static let taskOutcome = RecordKind("taskOutcome")
    public static let consultation = RecordKind("consultation")
    public static let meetingPlan = RecordKind("meetingPlan")
    public static let meetingMinutes = RecordKind("meetingMinutes")
    public static let transfer = RecordKind("transfer")
}

/// What is to be done (Dutch: actie).
public struct TaskText: DossierRecord {
    public static let kind = RecordKind.task
    public static let act = Act.taskAsked

    public var task: TaskID
    public var text: String

    public init(task: TaskID, text: String) {
        self.task = task
        self.text = text
    }

    public func checked() throws(DossierRefusal) { try Bounds.text(text) }
    public var texts: [String] { [text] }
}

/// What came of a task, or why it is not done.
public struct TaskOutcome: DossierRecord {
    public static let kind = RecordKind.taskOutcome
    public static let act = Act.taskDone

    public var task: TaskID
    public var state: TaskState
    public var text: String

    public init(task: TaskID, state: TaskState, text: String) {
        self.task = task
        self.state = state
        self.text = text
    }

    public func checked() throws(DossierRefusal) { try Bounds.text(text, missing: .reasonMissing) }
    public var texts: [String] { [text] }
}

/// A question to another organisation (Dutch: consultatie), with the ground on which what it holds is shared.
public struct ConsultationText: DossierRecord {
    public static let kind = RecordKind.consultation
    public static let act = Act.consulted

    public var question: String
    public var grounds: Grounds

    public init(question: String, grounds: Grounds) {
        self.question = question
        self.grounds = grounds
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(question)
        try grounds.checked(among: LegalBasis.allCases)
    }

    public var texts: [String] { [question] + grounds.texts }
}

/// What a case meeting is about (Dutch: agenda van het casusoverleg).
public struct MeetingPlan: DossierRecord {
    public static let kind = RecordKind.meetingPlan
    public static let act = Act.meetingCalled

    /// Where, or by which means.
    public var place: String
    /// One point a line.
    public var agenda: String
    public var grounds: Grounds

    public init(place: String, agenda: String, grounds: Grounds) {
        self.place = place
        self.agenda = agenda
        self.grounds = grounds
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(agenda)
        guard place.count <= Bounds.mostLineCharacters else { throw DossierRefusal(.tooLong) }
        try grounds.checked(among: LegalBasis.allCases.filter { $0 != .anonymousConsultation })
    }

    public var texts: [String] { [place, agenda] + grounds.texts }
}

/// What was decided (Dutch: besluitenlijst), and what the person whom it is about is told.
public struct MeetingMinutes: DossierRecord {
    public static let kind = RecordKind.meetingMinutes
    public static let act = Act.minutesKept

    public var text: String
    /// What the person is told, and by whom.
    public var told: String

    public init(text: String, told: String) {
        self.text = text
        self.told = told
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(text)
        try Bounds.optional(told)
    }

    public var texts: [String] { [text, told] }
}

/// Why another organisation is asked to take the coordination over (Dutch: overdracht van de regie).
public struct TransferText: DossierRecord {
    public static let kind = RecordKind.transfer
    public static let act = Act.transferOffered

    public var task: TaskID
    public var reason: String
    public var grounds: Grounds

    public init(task: TaskID, reason: String, grounds: Grounds) {
        self.task = task
        self.reason = reason
        self.grounds = grounds
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(reason, missing: .reasonMissing)
        try grounds.checked(among: LegalBasis.allCases.filter { $0 != .anonymousConsultation })
    }

    public var texts: [String] { [reason] + grounds.texts }
}
