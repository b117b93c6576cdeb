import Storage
public import Terms
import Vault

/// Something that one organisation asks of another, or of itself (Dutch: actie): to do something, to answer a question,
/// to come together, to take the coordination over.
public struct DossierTask: Sendable, Hashable {
    public let id: TaskID
    public let kind: TaskKind
    /// Absent for a question that belongs to no dossier yet.
    public let dossier: DossierID?
    /// The part of the dossier in which its text is kept; absent when it is kept apart.
    public let compartment: Compartment?
    /// The meeting that decided on it.
    public let meeting: TaskID?
    public let asker: OrganisationID
    /// Who must do it.
    public let responsible: OrganisationID
    public let state: TaskState
    public let askedAt: Instant
    /// When a meeting is held.
    public let heldAt: Instant?
    public let endedAt: Instant?
    /// Until when the old coordinator goes on reading after a transfer (Dutch: warme overdracht).
    public let warmUntil: Instant?
    /// On what ground what it holds is shared.
    public let basis: LegalBasis?
    public let version: Int64
    /// Who takes part in a meeting.
    public let parties: [OrganisationID]
    /// Whether what it holds was destroyed with the part in which it stood, or with the last part of who kept it.
    var isDestroyed = false

    /// A short name for talking about a task: `T` and 8 characters. It opens nothing.
    public var reference: String { Self.reference(of: id) }

    public static func reference(of id: TaskID) -> String {
        let digits = id.text.dropFirst(4).prefix(8).uppercased()
        return "T-" + digits.prefix(4) + "-" + digits.suffix(4)
    }

    /// How the id of a task begins whose reference was typed; nil when it is no reference of a task.
    public static func idBeginning(withReference typed: String) -> String? {
        ReferenceReading.idBeginning(typed, letter: "T", Kinds.Task.prefix)
    }

    /// Whether an organisation reads it because it asked, must do it, or takes part.
    public func involves(_ organisation: OrganisationID) -> Bool {
        asker == organisation || responsible == organisation || parties.contains(organisation)
    }

    /// Whom what is kept apart is sealed to.
    var readers: [OrganisationID] {
        var all: [OrganisationID] = []
        for organisation in [asker, responsible] + parties where !all.contains(organisation) { all.append(organisation) }
        return all
    }

    /// What the server vouches for: who reads it, until when who hands over goes on reading, and on what ground.
    var binding: Binding {
        let warm = warmUntil.map { String($0.milliseconds) } ?? ""
        return Binding(
            "task parties", id.text, kind.rawValue, dossier?.text ?? "", compartment?.rawValue ?? "",
            meeting?.text ?? "", asker.text, responsible.text, parties.map(\.text).sorted().joined(separator: " "),
            warm, basis?.rawValue ?? "")
    }
}

/// A task as a list shows it.
public struct TaskLine: Sendable {
    public let task: DossierTask
    public let askerName: String
    public let responsibleName: String
    /// Absent when it is done.
    public let due: Instant?
    /// Who took it on.
    public let member: MemberID?
    /// The same, by name.
    public let assignee: String?
    /// What is to be done; absent when it is sealed to others.
    public let text: String?
    /// What came of it.
    public let outcome: String?

    public var id: TaskID { task.id }
    public var kind: TaskKind { task.kind }
    public var state: TaskState { task.state }
}

/// The rows of tasks.
enum TaskStorage {
    private static let columns: SQL = """
        SELECT id, kind, dossier, compartment, meeting, asker, responsible, state, asked_at, held_at, ended_at,
        warm_until, basis, version, parties, destroyed_at FROM dossier_task
        """

    /// Throws ``DossierAbsent``, also for what was destroyed, and `VaultError.notOpened` when somebody else wrote who reads
    /// it.
    static func task(_ id: TaskID, _ vouching: Vouching, in tx: any Transaction) throws -> DossierTask {
        guard let row = try tx.row("\(fragment: columns) WHERE id = \(id)") else { throw DossierAbsent() }
        let task = try task(row, in: tx)
        guard vouching.gave(try row.get("parties"), for: task.binding) else { throw VaultError.notOpened }
        guard !task.isDestroyed else { throw DossierAbsent() }
        return task
    }

    static func tasks(of dossier: DossierID, in tx: any Transaction) throws -> [DossierTask] {
        try tx.rows("\(fragment: columns) WHERE dossier = \(dossier) ORDER BY asked_at, id").map { try task($0, in: tx) }
    }

    static func tasks(_ ids: [String], in tx: any Transaction) throws -> [DossierTask] {
        try tx.rows("\(fragment: columns) WHERE id IN \(list: ids)").map { try task($0, in: tx) }
    }

    static func openTasks(of dossier: DossierID, in tx: any Transaction) throws -> [DossierTask] {
        try tasks(of: dossier, in: tx).filter { $0.state == .open }
    }

    static func decisions(of meeting: TaskID, in tx: any Transaction) throws -> [DossierTask] {
        try tx.rows("\(fragment: columns) WHERE meeting = \(meeting) ORDER BY asked_at, id").map { try task($0, in: tx) }
    }

    /// The open transfer of a dossier.
    static func transfer(of dossier: DossierID, _ vouching: Vouching, in tx: any Transaction) throws -> DossierTask? {
        try tx.value(
            "SELECT id FROM dossier_task WHERE dossier = \(dossier) AND kind = 'transfer' AND state = 'open'",
            as: TaskID.self
        ).map { try task($0, vouching, in: tx) }
    }

    static func insert(_ task: DossierTask, duty: DutyID, _ vouching: Vouching, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_task (id, kind, dossier, compartment, meeting, asker, responsible, state, asked_at,
                                      held_at, warm_until, basis, parties, duty)
            VALUES (\(task.id), \(task.kind), \(task.dossier), \(task.compartment), \(task.meeting), \(task.asker),
                    \(task.responsible), 'open', \(task.askedAt), \(task.heldAt), \(task.warmUntil), \(task.basis),
                    \(vouching.word(for: task.binding)), \(duty))
            """)
        for party in task.parties {
            try tx.execute("INSERT INTO meeting_party (meeting, organisation) VALUES (\(task.id), \(party))")
        }
    }

    static func end(_ id: TaskID, as state: TaskState, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE dossier_task SET state = \(state), ended_at = \(now), duty = NULL, version = version + 1
            WHERE id = \(id)
            """)
    }

    static func destroy(_ id: TaskID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier_task SET destroyed_at = \(now) WHERE id = \(id)")
    }

    static func raiseVersion(of id: TaskID, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier_task SET version = version + 1 WHERE id = \(id)")
    }

    /// What one organisation asked or must do in a dossier, another does from now. Who must do it moves with its duty.
    static func replace(
        _ task: DossierTask, _ old: OrganisationID, by next: OrganisationID, _ vouching: Vouching, in tx: any Transaction
    ) throws {
        try tx.execute("UPDATE dossier_task SET asker = \(next) WHERE id = \(task.id) AND asker = \(old)")
        let moved = try self.task(row(task.id, in: tx), in: tx)
        try tx.execute(
            "UPDATE dossier_task SET parties = \(vouching.word(for: moved.binding)) WHERE id = \(task.id)")
    }

    /// The tasks whose readers somebody else wrote.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        var found: [String] = []
        var after = ""
        while true {
            let rows = try tx.rows("\(fragment: columns) WHERE id > \(after) ORDER BY id LIMIT 1000")
            guard let last = rows.last else { return found }
            for row in rows {
                let task = try task(row, in: tx)
                if !vouching.gave(try row.get("parties"), for: task.binding) { found.append(task.id.text) }
            }
            after = try last.get("id", as: String.self)
        }
    }

    private static func row(_ id: TaskID, in tx: any Transaction) throws -> Row {
        guard let row = try tx.row("\(fragment: columns) WHERE id = \(id)") else { throw DossierAbsent() }
        return row
    }

    private static func task(_ row: Row, in tx: any Transaction) throws -> DossierTask {
        let id: TaskID = try row.get("id")
        let kind: TaskKind = try row.get("kind")
        return DossierTask(
            id: id, kind: kind, dossier: try row.get("dossier"), compartment: try row.get("compartment"),
            meeting: try row.get("meeting"), asker: try row.get("asker"), responsible: try row.get("responsible"),
            state: try row.get("state"), askedAt: try row.get("asked_at"), heldAt: try row.get("held_at"),
            endedAt: try row.get("ended_at"), warmUntil: try row.get("warm_until"), basis: try row.get("basis"),
            version: try row.get("version"),
            parties: kind != .meeting
                ? []
                : try tx.rows("SELECT organisation FROM meeting_party WHERE meeting = \(id) ORDER BY organisation")
                    .map { try $0.get("organisation") },
            isDestroyed: try row.get("destroyed_at", as: Instant?.self) != nil)
    }
}
