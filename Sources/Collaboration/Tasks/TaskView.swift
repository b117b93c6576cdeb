import Duties
import Journal
public import Organisations
import Records
import Reporting
import Storage
public import Terms

/// A task as its own page shows it: a question with what was written about it, or a meeting.
public struct TaskView: Sendable {
    public let line: TaskLine
    public let urgency: Urgency?
    /// What is kept with it alone: question or plan, messages, minutes, outcome.
    public let contents: DossierContents
    /// What a meeting decided.
    public let decisions: [TaskLine]
    /// Who takes part in a meeting, and which parts of the dossier each reads, as far as this organisation may know.
    public let parties: [Party]
    /// Who reads what is written with it, by name, as far as this organisation may know.
    public let readers: [String]
    /// Whether this organisation can open the dossier that it belongs to.
    public let opensDossier: Bool
    /// Whether this organisation may take back or move what was asked.
    public let mayTakeBack: Bool

    public struct Party: Sendable {
        public let organisation: OrganisationID
        public let name: String
        public let parts: Set<Compartment>
        /// Whether it comes to the meeting; absent until it said so, and for who called it.
        public let comes: Bool?
    }

    public var task: DossierTask { line.task }
    public var id: TaskID { task.id }
}

extension Tasks {
    /// Opens a task; the look is journaled. Throws ``DossierAbsent``.
    public func open(_ id: TaskID, by session: Session) async throws -> TaskView {
        guard session.member.isAble else { throw DossierAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            let task = try part(in: id, of: session, in: tx)
            try dossiers.journal(task.kind == .meeting ? .meetingRead : .consultationRead, id.text, session, in: tx)
            try ground.notices.markSeen(id.text, by: session.member.id, in: tx)
            let (contents, _) = try contents(of: task, session, in: tx)
            var names = Names(ground, tx)
            let us = session.organisation.id
            let now = ground.time.now()
            let roster = try task.dossier.map { try RosterStorage.roster(of: $0, ground.vouching, in: tx) }
            let readable = roster.map { $0.includes(us, at: now) } ?? false
            let ours = roster?.parts(of: us, at: now) ?? []
            let answers = try TaskStorage.answers(to: id, in: tx)
            let parties = try task.parties.map { party in
                let parts = roster?.parts(of: party, at: now) ?? []
                return TaskView.Party(
                    organisation: party, name: try names.name(of: party),
                    parts: roster?.coordinator == us ? parts : parts.intersection(ours), comes: answers[party])
            }
            let decisions = try TaskStorage.decisions(of: id, in: tx)
            return TaskView(
                line: try dossiers.lines([task], [contents], &names, in: tx)[0],
                urgency: try ground.duties.duty(on: id.text, in: tx)?.urgency, contents: contents,
                decisions: try dossiers.lines(decisions, [contents], &names, in: tx), parties: parties,
                readers: try readers(of: task, roster, ours, in: tx).map { try names.name(of: $0) },
                opensDossier: readable, mayTakeBack: try mayTakeBack(task, session, in: tx))
        }
    }

    /// Whom what is written with a task is sealed to; nobody that one may know where its part is not read.
    private func readers(
        of task: DossierTask, _ roster: Roster?, _ ours: Set<Compartment>, in tx: any Transaction
    ) throws -> [OrganisationID] {
        if let roster, let part = task.compartment {
            return ours.contains(part) ? roster.readers(of: part, at: ground.time.now()) : []
        }
        return try (task.meeting.map { try TaskStorage.task($0, ground.vouching, in: tx) } ?? task).readers
    }

    /// What stands where the task's text stands.
    private func contents(
        of task: DossierTask, _ session: Session, in tx: any Transaction
    ) throws -> (contents: DossierContents, records: [OpenedRecord]) {
        if let dossier = task.dossier, let compartment = task.compartment {
            return try dossiers.contents(
                of: dossier.text, in: dossiers.unlock([compartment], of: dossier, session, in: tx), tx)
        }
        let home = try task.meeting.map { try TaskStorage.task($0, ground.vouching, in: tx) } ?? task
        return try dossiers.contents(ofApart: home, session, in: tx)
    }
}

extension Dossiers {
    /// What is kept with a question or a meeting alone.
    func contents(
        ofApart task: DossierTask, _ session: Session, in tx: any Transaction
    ) throws -> (contents: DossierContents, records: [OpenedRecord]) {
        let open = try ground.compartments.unlockAll(of: task.id.text, with: session.keyring, in: tx)
        return try contents(of: task.id.text, in: open.filter { $0.kind == task.kind.apart }, tx)
    }

    /// What the meetings hold in which some of these tasks were agreed, for who took part.
    func meetings(of tasks: [DossierTask], _ session: Session, in tx: any Transaction) throws -> [DossierContents] {
        try Set(tasks.compactMap(\.meeting)).sorted().compactMap { id in
            let meeting = try TaskStorage.task(id, ground.vouching, in: tx)
            guard meeting.involves(session.organisation.id) else { return nil }
            return try contents(ofApart: meeting, session, in: tx).contents
        }
    }

    /// Tasks with their texts, as far as those stand in what was opened.
    func lines(
        _ tasks: [DossierTask], _ opened: [DossierContents], _ names: inout Names, in tx: any Transaction
    ) throws -> [TaskLine] {
        let texts = Dictionary(
            try opened.flatMap { contents in
                try contents.all(TaskText.self).map { ($0.body.task, $0.body.text) }
                    + contents.all(TransferText.self).map { ($0.body.task, $0.body.reason) }
            }
        ) { _, last in last }
        let outcomes = Dictionary(
            try opened.flatMap { try $0.all(TaskOutcome.self).map { ($0.body.task, $0.body.text) } }
        ) { _, last in last }
        var lines: [TaskLine] = []
        for task in tasks {
            let duty = task.state == .open ? try ground.duties.duty(on: task.id.text, in: tx) : nil
            lines.append(
                TaskLine(
                    task: task, askerName: try names.name(of: task.asker),
                    responsibleName: try names.name(of: task.responsible), due: duty?.due,
                    member: duty?.member, assignee: try assignee(duty, in: tx), text: texts[task.id],
                    outcome: outcomes[task.id]))
        }
        return lines
    }
}
