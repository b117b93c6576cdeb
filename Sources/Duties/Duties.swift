public import Journal
public import Organisations
public import Storage
public import Terms

extension Act {
    public static let dutyEscalated = Act("duty.escalated")
    /// Who had taken it on cannot go on with it: it is nobody's in particular again.
    public static let dutyReleased = Act("duty.released")
    /// Who had taken it on cannot go on with it: a colleague does.
    public static let dutyGiven = Act("duty.given")
}

/// One table of deadlines for the whole house. "No signal without an owner" is a constraint of the database: what is
/// open refers to its duty, and the duty names one organisation, one next step, one due time.
///
/// What is owed stands in a table beside it, a row for each debt; the duty repeats the soonest, so that lists need not
/// read the rest.
public struct Duties: Sendable {
    let journal: Journal
    let terms: EscalationTerms
    let time: TimeSource
    let chance: Randomness

    public init(journal: Journal, terms: EscalationTerms = .init(), time: TimeSource, chance: Randomness) {
        self.journal = journal
        self.terms = terms
        self.time = time
        self.chance = chance
    }

    /// Makes an organisation responsible for what an object owes.
    ///
    /// - Parameter debts: at least one. Throws ``NothingOwed`` for none.
    public func begin<Step: Coded>(
        _ debts: Debts<Step>, on object: String, of organisation: OrganisationID, _ urgency: Urgency,
        in tx: any Transaction
    ) throws -> DutyID {
        guard let next = debts.next else { throw NothingOwed() }
        let id = DutyID(chance, at: time.now())
        try tx.execute(
            """
            INSERT INTO duty (id, object, organisation, step, urgency, rank, due_at)
            VALUES (\(id), \(object), \(organisation), \(next.step), \(urgency), \(urgency.rank), \(next.due))
            """)
        try write(debts, on: object, in: tx)
        return id
    }

    /// Changes what an open object owes, and how urgent it is. What rose comes down again when another step is next, or at
    /// another moment or urgency. At least one debt remains: throws ``NothingOwed`` otherwise.
    ///
    /// - Parameter urgency: nil leaves it.
    public func change<Step: Coded>(
        _ object: String, _ urgency: Urgency? = nil, in tx: any Transaction, _ body: (inout Debts<Step>) throws -> Void
    ) throws {
        guard let duty = try duty(on: object, in: tx) else { throw NothingOwed() }
        let before: Debts<Step> = try debts(on: object, in: tx)
        var debts = before
        try body(&debts)
        guard let next = debts.next else { throw NothingOwed() }
        if debts != before {
            try tx.execute("DELETE FROM debt WHERE object = \(object)")
            try write(debts, on: object, in: tx)
        }
        let urgency = urgency ?? duty.urgency
        guard duty.step != next.step.rawValue || duty.due != next.due || duty.urgency != urgency else { return }
        try tx.execute(
            """
            UPDATE duty SET step = \(next.step), urgency = \(urgency), rank = \(urgency.rank), due_at = \(next.due),
            escalation = 0 WHERE object = \(object)
            """)
    }

    /// What an object owes; nothing when it is closed. Throws `StorageError.malformed` for a step that is not of the list.
    public func debts<Step: Coded>(on object: String, in tx: any Transaction) throws -> Debts<Step> {
        let rows = try tx.rows("SELECT step, due_at FROM debt WHERE object = \(object)")
        return Debts(
            Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("step", as: Step.self), try $0.get("due_at")) })
        )
    }

    private func write<Step: Coded>(_ debts: Debts<Step>, on object: String, in tx: any Transaction) throws {
        for (step, due) in debts.inOrder {
            try tx.execute("INSERT INTO debt (object, step, due_at) VALUES (\(object), \(step), \(due))")
        }
    }

    /// Another organisation is responsible from now; nobody there has taken it on yet.
    public func move(_ object: String, to organisation: OrganisationID, in tx: any Transaction) throws {
        try tx.execute(
            "UPDATE duty SET organisation = \(organisation), member = NULL, escalation = 0 WHERE object = \(object)")
    }

    /// Somebody takes the duty on, or it is nobody's in particular again.
    public func assign(_ object: String, to member: MemberID?, in tx: any Transaction) throws {
        try tx.execute("UPDATE duty SET member = \(member) WHERE object = \(object)")
    }

    /// What a member took on, whatever it is about; first what is due first.
    public func held(by member: MemberID, in tx: any Transaction) throws -> [Duty] {
        try tx.rows("SELECT \(fragment: Self.columns) WHERE member = \(member) ORDER BY due_at, id").map(Self.duty)
    }

    /// What a member took on who cannot go on with it is a colleague's from now, or nobody's in particular: every kind of
    /// duty there is and will be. Gives what they had.
    @discardableResult
    public func release(_ leave: Leave, in tx: any Transaction) throws -> [Duty] {
        let held = try held(by: leave.member, in: tx)
        try tx.execute("UPDATE duty SET member = \(leave.successor) WHERE member = \(leave.member)")
        for duty in held {
            try journal.record(
                leave.successor == nil ? .dutyReleased : .dutyGiven, by: leave.actor, of: duty.organisation,
                as: leave.acting, on: duty.object, in: tx)
        }
        return held
    }

    /// The duty is done, and all that was owed with it; nothing follows.
    public func discharge(_ id: DutyID, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM debt WHERE object = (SELECT object FROM duty WHERE id = \(id))")
        try tx.execute("DELETE FROM duty WHERE id = \(id)")
    }

    public func duty(on object: String, in tx: any Transaction) throws -> Duty? {
        try tx.row("SELECT \(fragment: Self.columns) WHERE object = \(object)").map(Self.duty)
    }

    /// How many duties are late.
    public func lateCount(in tx: any Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM duty WHERE due_at < \(time.now())") ?? 0
    }

    /// Raises what is late: to the coordinators at once, to the fallback organisation after a further term.
    /// Tells what rose, at most 500 of each kind a time.
    public func escalate(in tx: any Transaction) throws -> [Duty] {
        let now = time.now()
        var risen = try raise(
            to: .coordinator,
            tx.rows("SELECT \(fragment: Self.columns) WHERE escalation = 0 AND due_at < \(now) LIMIT 500"), tx)
        for urgency in Urgency.allCases {
            let late = try tx.rows(
                """
                SELECT \(fragment: Self.columns) WHERE escalation = 1 AND due_at < \(now - terms.term(urgency))
                AND urgency = \(urgency) LIMIT 500
                """)
            risen += try raise(to: .fallback, late, tx)
        }
        return risen
    }

    private func raise(to level: Duty.Escalation, _ rows: [Row], _ tx: any Transaction) throws -> [Duty] {
        try rows.map(Self.duty).map { duty in
            try tx.execute("UPDATE duty SET escalation = \(level.rawValue) WHERE id = \(duty.id)")
            try journal.record(
                .dutyEscalated, by: .system, of: duty.organisation, on: duty.object, basis: level.code, in: tx)
            return duty
        }
    }

    public static let columns: SQL = "id, object, organisation, member, step, urgency, due_at, escalation FROM duty"

    /// Reads a row of ``columns``.
    public static func duty(_ row: Row) throws -> Duty {
        Duty(
            id: try row.get("id"), object: try row.get("object"), organisation: try row.get("organisation"),
            member: try row.get("member"), step: try row.get("step"), urgency: try row.get("urgency"),
            due: try row.get("due_at"),
            escalation: Duty.Escalation(rawValue: try row.get("escalation")) ?? .none)
    }
}

/// An open object would owe nothing, so that nobody would look at it again: a fault, and nothing is changed.
public struct NothingOwed: Error, Sendable {
    public init() {}
}
