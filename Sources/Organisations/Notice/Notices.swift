public import Storage
public import Terms
import Vault

/// Telling members that there is something new, without saying what (Dutch: berichten).
public struct Notices: Sendable {
    /// So long a notice that was seen is kept, and one that was not.
    private static let (seenTerm, unseenTerm) = (Term.days(30), Term.days(180))

    let membership: Membership
    let time: TimeSource
    let addressKey: ContentKey

    public init(membership: Membership, time: TimeSource) {
        self.membership = membership
        self.time = time
        addressKey = membership.secret.key(for: "mail address")
    }

    /// Tells an organisation what happened to an object: those of it whom the kind's ``NoticeKind/rule`` names, but for
    /// whoever did it. The same again before it was seen is one notice, with the newer time.
    ///
    /// - Parameters:
    ///   - doer: the member who did it; nil when it was a reporter or the house.
    ///   - member: who took the object on, or whom it was given to.
    ///   - urgency: how urgent the object is, when this is the moment at which the organisation can open it first: direct
    ///     danger is then told beside.
    public func tell(
        _ kind: NoticeKind, about object: String, to organisation: OrganisationID, by doer: MemberID?,
        member: MemberID? = nil, urgency: Urgency? = nil, in tx: any Transaction
    ) throws {
        let able = try membership.members(of: organisation, in: tx).filter(\.isAble)
        for kind in urgency == .danger ? [kind, .danger] : [kind] {
            for receiver in kind.rule.audience.among(able, member) where receiver.id != doer {
                try tx.execute(
                    """
                    INSERT INTO notice (member, kind, object, at_ms)
                    VALUES (\(receiver.id), \(kind), \(object), \(time.now()))
                    ON CONFLICT (member, kind, object)
                    DO UPDATE SET at_ms = excluded.at_ms, seen_at = NULL, mailed_at = NULL
                    """)
            }
        }
    }

    /// Tells a member that an object is theirs now, and nobody else that it is theirs.
    public func tellAssigned(
        _ object: String, to member: MemberID?, of organisation: OrganisationID, by doer: MemberID?,
        in tx: any Transaction
    ) throws {
        try forget(.assigned, about: object, in: tx)
        guard let member else { return }
        try tell(.assigned, about: object, to: organisation, by: doer, member: member, in: tx)
    }

    /// What a member has not seen yet, newest first.
    public func unseen(for member: MemberID, limit: Int, in tx: any Transaction) throws -> [Notice] {
        try tx.rows(
            """
            SELECT kind, object, at_ms FROM notice WHERE member = \(member) AND seen_at IS NULL
            ORDER BY at_ms DESC, object LIMIT \(limit)
            """
        ).map { Notice(kind: try $0.get("kind"), object: try $0.get("object"), at: try $0.get("at_ms")) }
    }

    /// The member looked at an object.
    public func markSeen(_ object: String, by member: MemberID, in tx: any Transaction) throws {
        try markSeen([object], by: member, in: tx)
    }

    /// The member looked at a page that shows all of these.
    public func markSeen(_ objects: [String], by member: MemberID, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE notice SET seen_at = \(time.now())
            WHERE member = \(member) AND object IN \(list: objects) AND seen_at IS NULL
            """)
    }

    /// The member saw everything that was told up to a moment.
    public func markAllSeen(until moment: Instant, by member: MemberID, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE notice SET seen_at = \(time.now())
            WHERE member = \(member) AND at_ms <= \(moment) AND seen_at IS NULL
            """)
    }

    /// Whether this was told to a member about an object, and they did not see it yet.
    public func isNew(_ kind: NoticeKind, about object: String, to member: MemberID, in tx: any Transaction) throws -> Bool {
        try tx.row(
            """
            SELECT at_ms FROM notice WHERE member = \(member) AND kind = \(kind) AND object = \(object)
            AND seen_at IS NULL
            """) != nil
    }

    /// How many things are new to a member, each counted once, however much happened to it.
    ///
    /// - Parameter moment: only what was told after it; nil counts all.
    public func newCount(for member: MemberID, since moment: Instant? = nil, in tx: any Transaction) throws -> Int {
        let since: SQL = moment.map { "AND at_ms > \($0)" } ?? ""
        return try tx.value(
            """
            SELECT count(DISTINCT object) FROM notice WHERE member = \(member) AND seen_at IS NULL \(fragment: since)
            """, as: Int.self) ?? 0
    }

    /// This is not told about an object any more: it was settled.
    public func forget(_ kind: NoticeKind, about object: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM notice WHERE object = \(object) AND kind = \(kind)")
    }

    /// Nothing is told about an object any more.
    public func forget(_ object: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM notice WHERE object = \(object)")
    }

    /// An organisation is told nothing about an object any more.
    public func forget(_ object: String, for organisation: OrganisationID, in tx: any Transaction) throws {
        try tx.execute(
            """
            DELETE FROM notice WHERE object = \(object)
            AND member IN (SELECT id FROM member WHERE organisation = \(organisation))
            """)
    }

    /// Forgets what is old, and what was told to who left.
    public func sweep(in tx: any Transaction) throws {
        let now = time.now()
        try tx.execute(
            """
            DELETE FROM notice WHERE seen_at < \(now - Self.seenTerm) OR at_ms < \(now - Self.unseenTerm)
            OR member IN (SELECT id FROM member WHERE state = 'removed')
            """)
        try tx.execute("DELETE FROM notice_choice WHERE member IN (SELECT id FROM member WHERE state <> 'active')")
    }

    static let migrations = [
        Migration(
            "organisations 3 a notice tells that there is something new, not what",
            """
            CREATE TABLE notice (
                member TEXT NOT NULL REFERENCES member(id),
                kind TEXT NOT NULL,
                object TEXT NOT NULL,
                at_ms BIGINT NOT NULL,
                seen_at BIGINT,
                mailed_at BIGINT,
                PRIMARY KEY (member, kind, object)
            )
            """,
            "CREATE INDEX notice_unseen ON notice (member, at_ms) WHERE seen_at IS NULL",
            "CREATE INDEX notice_by_object ON notice (object)",
            """
            CREATE TABLE notice_choice (
                member TEXT PRIMARY KEY REFERENCES member(id),
                way TEXT NOT NULL,
                language TEXT NOT NULL,
                address BYTEA NOT NULL,
                mailed_at BIGINT,
                leased_until BIGINT,
                failures BIGINT NOT NULL DEFAULT 0
            )
            """)
    ]
}
