import Duties
import Journal
public import Organisations
import Records
public import Reporting
import Storage
public import Terms

/// What a meeting decided: who does what by when.
public struct Decision: Sendable {
    public let text: String
    public let organisation: OrganisationID
    public let due: Instant

    public init(text: String, organisation: OrganisationID, due: Instant) {
        self.text = text
        self.organisation = organisation
        self.due = due
    }

    /// Refuses `nothingSaid`, `tooLong`, `dueInThePast`, `dueTooLate`.
    public func checked(at now: Instant) throws(DossierRefusal) {
        try Bounds.text(text)
        try Bounds.due(due, at: now)
    }
}

/// Coming together about a dossier (Dutch: casusoverleg). Agenda, minutes and decisions are sealed to those who take part;
/// what each sees of the dossier itself does not change by it.
extension Tasks {
    /// Calls a meeting. Refuses `participantsMissing`, `receiverCannotReceive`, `basisNotFitting`, the time's and the grounds'
    /// own refusals.
    @discardableResult
    public func call(
        _ plan: MeetingPlan, with parties: Set<OrganisationID>, about dossier: DossierID, at held: Instant,
        from draft: Draft, by session: Session
    ) async throws -> TaskID {
        try plan.checked()
        try Bounds.due(held, at: ground.time.now())
        let others = parties.subtracting([session.organisation.id]).sorted()
        guard !others.isEmpty else { throw DossierRefusal(.participantsMissing) }
        let id = Self.id(from: draft, "meeting", on: dossier.text, others.map(\.text) + [plan.agenda])
        try await once {
            try await dossiers.deed(dossier, by: session, as: .anyone) { [self] envelope, _, session, tx in
                if try exists(id, in: tx) { throw AlreadyKept() }
                let us = session.organisation.id
                for party in others {
                    try checkReceiver(party, by: session, in: tx)
                    try ground.checkFits(plan.grounds.basis, from: us, to: party, in: tx)
                }
                let task = DossierTask(
                    id: id, kind: .meeting, dossier: dossier, compartment: nil, meeting: nil, asker: us,
                    responsible: us, state: .open, askedAt: ground.time.now(), heldAt: held, endedAt: nil,
                    warmUntil: nil, basis: plan.grounds.basis, version: 1, parties: ([us] + others).sorted())
                try begin(task, due: held, envelope.urgency, by: session, in: tx)
                try keep(plan, on: task, basis: plan.grounds.basis.rawValue, by: session, in: tx)
            }
        }
        return id
    }

    /// Keeps the minutes: the meeting is done, and what it decided becomes tasks of those who take part.
    /// Refuses `notAdmitted` for a decision about who does not take part.
    public func keepMinutes(
        _ minutes: MeetingMinutes, _ decisions: [Decision], of id: TaskID, version: Int64, by session: Session
    ) async throws {
        try minutes.checked()
        guard decisions.count <= Bounds.mostItems else { throw DossierRefusal(.tooMany) }
        for decision in decisions { try decision.checked(at: ground.time.now()) }
        try await deed(id, version: version, by: session) { [self] task, session, tx in
            guard task.kind == .meeting, task.responsible == session.organisation.id else { throw DossierAbsent() }
            try keep(minutes, on: task, by: session, in: tx)
            // What was agreed about danger is as urgent as danger.
            let urgency = try task.dossier.map { try DossierStorage.envelope(of: $0, in: tx).urgency } ?? .normal
            for decision in decisions {
                guard task.parties.contains(decision.organisation) else { throw DossierRefusal(.notAdmitted) }
                let action = DossierTask(
                    id: TaskID(ground.chance), kind: .action, dossier: task.dossier, compartment: nil, meeting: id,
                    asker: session.organisation.id, responsible: decision.organisation, state: .open,
                    askedAt: ground.time.now(), heldAt: nil, endedAt: nil, warmUntil: nil, basis: nil, version: 1,
                    parties: [])
                try begin(action, due: decision.due, urgency, by: session, in: tx)
                try keep(TaskText(task: action.id, text: decision.text), on: action, by: session, in: tx)
            }
            try end(task, as: .done, in: tx)
            try tellOthers(.minutes, task, by: session, in: tx)
        }
    }
}
