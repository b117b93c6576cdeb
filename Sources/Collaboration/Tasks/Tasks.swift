import Duties
import Journal
public import Organisations
import Records
public import Reporting
import Storage
public import Terms

/// What organisations ask of each other, and of themselves: each with one responsible organisation and a due time
/// (Dutch: acties).
public struct Tasks: Sendable {
    let dossiers: Dossiers
    var ground: Ground { dossiers.ground }

    public init(_ dossiers: Dossiers) { self.dossiers = dossiers }

    /// Asks an organisation that reads a part of a dossier to do something. Its text is kept in that part.
    /// Refuses `notAdmitted` when one's own organisation does not read that part, `receiverNotAdmitted` when the other
    /// does not, `dueInThePast`, `dueTooLate`, `nothingSaid`.
    public func ask(
        _ text: String, of responsible: OrganisationID, in compartment: Compartment, of id: DossierID, due: Instant,
        from draft: Draft, by session: Session
    ) async throws {
        try Bounds.due(due, at: ground.time.now())
        let task = Self.id(from: draft, "task", on: id.text, [responsible.text, compartment.rawValue, text])
        let body = TaskText(task: task, text: text)
        try body.checked()
        try await once {
            try await dossiers.deed(id, by: session, as: .anyone) { [self] envelope, roster, session, tx in
                if try exists(task, in: tx) { throw AlreadyKept() }
                try dossiers.checkWrites(compartment, roster, session)
                let readers = roster.readers(of: compartment, at: ground.time.now())
                guard readers.contains(responsible) || (readers.isEmpty && responsible == session.organisation.id)
                else {
                    throw DossierRefusal(.receiverNotAdmitted)
                }
                var roster = roster
                try dossiers.append(body, compartment, to: &roster, by: session, in: tx)
                try begin(
                    DossierTask(
                        action: task, in: id, compartment, asker: session.organisation.id, responsible: responsible,
                        at: ground.time.now()),
                    due: due, envelope.urgency, by: session, in: tx)
            }
        }
    }

    /// Says what came of a task. Only who must do it says that it is done or declined.
    public func finish(
        _ id: TaskID, as state: TaskState, _ text: String, version: Int64? = nil, by session: Session
    ) async throws {
        precondition(state == .done || state == .declined, "who asked takes back, who must do it finishes")
        try await deed(id, version: version, by: session) { [self] task, session, tx in
            guard task.responsible == session.organisation.id, task.kind == .action || task.kind == .consultation
            else { throw DossierAbsent() }
            let act: Act = state == .done ? .taskDone : .taskDeclined
            try keep(TaskOutcome(task: id, state: state, text: text), on: task, as: act, by: session, in: tx)
            try end(task, as: state, in: tx)
            try ground.notices.tell(.answered, about: id.text, to: task.asker, by: session.member.id, in: tx)
        }
    }

    /// Takes back what was asked, with the reason: by who asked, or by who coordinates the dossier and reads what was asked.
    public func withdraw(_ id: TaskID, _ text: String, version: Int64? = nil, by session: Session) async throws {
        try await deed(id, version: version, by: session) { [self] task, session, tx in
            guard task.kind != .transfer, try mayTakeBack(task, session, in: tx) else { throw DossierAbsent() }
            try keep(
                TaskOutcome(task: id, state: .withdrawn, text: text), on: task, as: .taskWithdrawn, by: session, in: tx)
            try end(task, as: .withdrawn, in: tx)
            try tellOthers(task.kind == .meeting ? .meetingCancelled : .withdrawn, task, by: session, in: tx)
        }
    }

    /// Sets when a task is due, or when a meeting is held; an offer is due when it is. Refuses `dueInThePast`, `dueTooLate`.
    public func plan(_ id: TaskID, due: Instant, version: Int64? = nil, by session: Session) async throws {
        try Bounds.due(due, at: ground.time.now())
        try await deed(id, version: version, by: session) { [self] task, session, tx in
            guard task.kind != .transfer,
                try task.responsible == session.organisation.id || mayTakeBack(task, session, in: tx)
            else { throw DossierAbsent() }
            try ground.duties.change(id.text, in: tx) { $0.owe(task.kind, due: due) }
            if task.kind == .meeting {
                try tx.execute("UPDATE dossier_task SET held_at = \(due) WHERE id = \(id)")
                try TaskStorage.forgetAnswers(to: id, in: tx)
            }
            try tellOthers(task.kind == .meeting ? .meetingMoved : .moved, task, by: session, in: tx)
            try dossiers.journal(.taskPlanned, id.text, session, in: tx)
        }
    }

    /// A member of the responsible organisation takes the task on. Refuses `colleagueCannot`.
    public func assign(_ id: TaskID, to member: MemberID?, by session: Session) async throws {
        try await deed(id, by: session) { [self] task, session, tx in
            guard task.responsible == session.organisation.id else { throw DossierAbsent() }
            try dossiers.checkAssignable(member, by: session, in: tx)
            try ground.duties.assign(id.text, to: member, in: tx)
            try dossiers.journal(.taskAssigned, id.text, session, in: tx)
            try ground.notices.tellAssigned(
                id.text, to: member, of: session.organisation.id, by: session.member.id, in: tx)
        }
    }

    /// Whether the session's organisation may take back or move what was asked.
    func mayTakeBack(_ task: DossierTask, _ session: Session, in tx: any Transaction) throws -> Bool {
        let roster = try task.dossier.map { try RosterStorage.roster(of: $0, ground.vouching, in: tx) }
        let meeting = try task.meeting.map { try TaskStorage.task($0, ground.vouching, in: tx) }
        return task.isTakenBack(by: session.organisation.id, roster, meeting, at: ground.time.now())
    }

    // MARK: What all kinds of tasks have in common

    /// One transaction on an open task in which the session's organisation has a part.
    func deed(
        _ id: TaskID, endedToo: Bool = false, version: Int64? = nil, by session: Session,
        _ body: @escaping @Sendable (DossierTask, Session, any Transaction) throws -> Void
    ) async throws {
        try await ground.database.write { [self] tx in
            let session = try dossiers.able(session, in: tx)
            let task = try part(in: id, of: session, in: tx)
            guard endedToo || task.state == .open, version == nil || version == task.version else {
                throw DossierRefusal(.changedMeanwhile)
            }
            try body(task, session, tx)
            try TaskStorage.raiseVersion(of: id, in: tx)
            if let dossier = task.dossier { try DossierStorage.raiseVersion(of: dossier, in: tx) }
        }
    }

    /// The task, for an organisation that asked it, must do it, takes part, or reads the part of the dossier in which it
    /// stands. What belongs to a dossier that was destroyed is gone with it: nothing is written there anew.
    /// Throws ``DossierAbsent``.
    func part(in id: TaskID, of session: Session, in tx: any Transaction) throws -> DossierTask {
        let task = try TaskStorage.task(id, ground.vouching, in: tx)
        if let dossier = task.dossier { _ = try DossierStorage.envelope(of: dossier, in: tx) }
        if task.involves(session.organisation.id) { return task }
        if let dossier = task.dossier, let compartment = task.compartment {
            let (_, roster) = try dossiers.part(in: dossier, of: session, in: tx)
            if roster.parts(of: session.organisation.id, at: ground.time.now()).contains(compartment) { return task }
        }
        if let meeting = task.meeting {
            _ = try part(in: meeting, of: session, in: tx)
            return task
        }
        throw DossierAbsent()
    }

    func exists(_ id: TaskID, in tx: any Transaction) throws -> Bool {
        try tx.row("SELECT id FROM dossier_task WHERE id = \(id)") != nil
    }

    /// Writes a task with its duty, and tells who must do it.
    func begin(
        _ task: DossierTask, due: Instant, _ urgency: Urgency, by session: Session, in tx: any Transaction
    ) throws {
        let duty = try ground.duties.begin(
            Debts([task.kind: due]), on: task.id.text, of: task.responsible, urgency, in: tx)
        try TaskStorage.insert(task, duty: duty, ground.vouching, in: tx)
        let kind: NoticeKind = task.kind == .meeting ? .meeting : task.kind == .transfer ? .offered : .asked
        try tellOthers(kind, task, by: session, urgency: task.kind == .meeting ? nil : urgency, in: tx)
    }

    func end(_ task: DossierTask, as state: TaskState, in tx: any Transaction) throws {
        guard let duty = try ground.duties.duty(on: task.id.text, in: tx) else {
            throw DossierRefusal(.changedMeanwhile)
        }
        try TaskStorage.end(task.id, as: state, at: ground.time.now(), in: tx)
        try ground.duties.discharge(duty.id, in: tx)
    }

    /// Keeps something where the task's own text is kept: in a part of its dossier, in its meeting, or apart.
    func keep<Body: DossierRecord>(
        _ body: Body, on task: DossierTask, as act: Act? = nil, basis: String? = nil, under written: RecordID? = nil,
        by session: Session, in tx: any Transaction
    ) throws {
        try body.checked()
        if let dossier = task.dossier, let compartment = task.compartment {
            var roster = try dossiers.part(in: dossier, of: session, in: tx).roster
            try dossiers.append(
                body, compartment, to: &roster, by: session, under: written, as: act, basis: basis, in: tx)
        } else {
            try DossierRecords.check(Body.self)
            let home = try task.meeting.map { try TaskStorage.task($0, ground.vouching, in: tx) } ?? task
            if let written, try ground.records.holds(written, in: tx) { throw AlreadyKept() }
            let open = try ground.compartments.writable(
                home.kind.apart, of: home.id.text, for: try dossiers.recipients(home.readers, in: tx),
                with: session.keyring, in: tx)
            let record = try ground.records.prepare(
                body, Body.kind, into: open, by: .member(session.member.id), under: written)
            try ground.records.append(
                record, as: act ?? Body.act, of: session.organisation.id, role: session.member.role, basis: basis,
                in: tx)
        }
    }

    /// What a form wrote once is not written again.
    func once(_ body: () async throws -> Void) async throws {
        do { try await body() } catch is AlreadyKept {}
    }

    /// An id that follows from the draft and from what was answered: the same asked of somebody else is another task.
    static func id(from draft: Draft, _ kind: String, on object: String, _ answers: [String]) -> TaskID {
        TaskID(of: Array(draft.id(of: kind, on: object, answers.joined(separator: "\n")).text.utf8.suffix(16)))
    }
}

extension DossierTask {
    /// Whether an organisation may take back or move what was asked: it asked, or it coordinates the dossier and reads what
    /// was asked of another one.
    func isTakenBack(
        by organisation: OrganisationID, _ roster: Roster?, _ meeting: DossierTask?, at now: Instant
    ) -> Bool {
        asker == organisation
            || (responsible != organisation
                && roster.map { $0.endsTask(self, organisation, meeting: meeting, at: now) } ?? false)
    }

    /// An action whose text stands in a part of a dossier.
    init(
        action id: TaskID, in dossier: DossierID, _ compartment: Compartment, asker: OrganisationID,
        responsible: OrganisationID, at now: Instant
    ) {
        self.init(
            id: id, kind: .action, dossier: dossier, compartment: compartment, meeting: nil, asker: asker,
            responsible: responsible, state: .open, askedAt: now, heldAt: nil, endedAt: nil, warmUntil: nil, basis: nil,
            version: 1, parties: [])
    }
}

extension TaskKind {
    /// The compartment in which what belongs to a task alone is kept.
    var apart: CompartmentKind { CompartmentKind(rawValue) }
}
