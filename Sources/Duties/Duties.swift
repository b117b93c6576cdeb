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
/// open refers to its duty, and the duty names one organisation, one step, one due time.
public struct Duties: Sendable {
    public static let migrations = [
        Migration(
            "duties 1 what is open has one owner, one next step and a due time",
            """
            CREATE TABLE duty (
                id TEXT PRIMARY KEY,
                object TEXT NOT NULL UNIQUE,
                organisation TEXT NOT NULL REFERENCES organisation(id),
                member TEXT REFERENCES member(id),
                step TEXT NOT NULL,
                urgency TEXT NOT NULL,
                rank SMALLINT NOT NULL,
                due_at BIGINT NOT NULL,
                escalation SMALLINT NOT NULL DEFAULT 0,
                UNIQUE (id, organisation)
            )
            """,
            "CREATE INDEX duty_by_organisation ON duty (organisation, rank, due_at, id)",
            "CREATE INDEX duty_by_due ON duty (escalation, due_at)"),
        Migration(
            "duties 2 a day shows what is whose",
            "CREATE INDEX duty_by_member ON duty (member, due_at) WHERE member IS NOT NULL",
            """
            CREATE INDEX duty_of_nobody ON duty (organisation, due_at)
            WHERE member IS NULL AND substr(object, 1, 4) <> 'rep_'
            """),
        Migration(
            "duties 3 what somebody had taken on who cannot go on with it is nobody's",
            """
            UPDATE duty SET member = NULL WHERE member IN (
                SELECT id FROM member WHERE state <> 'active' OR role NOT IN ('intake', 'coordinator'))
            """),
    ]

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

    /// Makes an organisation responsible for an object's next step.
    public func set(
        _ step: String, on object: String, of organisation: OrganisationID, _ urgency: Urgency, due: Instant,
        in tx: any Transaction
    ) throws -> DutyID {
        let id = DutyID(chance, at: time.now())
        try tx.execute(
            """
            INSERT INTO duty (id, object, organisation, step, urgency, rank, due_at)
            VALUES (\(id), \(object), \(organisation), \(step), \(urgency), \(urgency.rank), \(due))
            """)
        return id
    }

    /// The next step is another one, with a due time of its own; what rose comes down again.
    public func advance(
        _ step: String, on object: String, _ urgency: Urgency, due: Instant, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE duty SET step = \(step), urgency = \(urgency), rank = \(urgency.rank), due_at = \(due),
            escalation = 0 WHERE object = \(object)
            """)
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
    /// duty there is and will be.
    public func release(_ leave: Leave, in tx: any Transaction) throws {
        let held = try held(by: leave.member, in: tx)
        try tx.execute("UPDATE duty SET member = \(leave.successor) WHERE member = \(leave.member)")
        for duty in held {
            try journal.record(
                leave.successor == nil ? .dutyReleased : .dutyGiven, by: leave.actor, of: duty.organisation,
                as: leave.acting, on: duty.object, in: tx)
        }
    }

    /// The duty is done and nothing follows.
    public func discharge(_ id: DutyID, in tx: any Transaction) throws {
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
            to: .coordinator, tx.rows("SELECT \(fragment: Self.columns) WHERE escalation = 0 AND due_at < \(now) LIMIT 500"), tx)
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
