public import Journal
public import Storage
public import Terms

extension Act {
    public static let profileSet = Act("organisation.profileSet")
}

/// How an organisation works, in its own words, for others who work with it (Dutch: werkwijze). It is about the
/// organisation, never about a case, and stands in clear.
public struct Profile: Sendable, Hashable {
    public static let mostCharacters = 2_000

    public var kind: OrganisationKind
    /// What it can do.
    public var can: String
    /// What it cannot do.
    public var cannot: String
    /// How soon it answers.
    public var replyTime: String
    /// How it wants to be approached.
    public var approach: String
    /// What it needs from who asks.
    public var needs: String
    /// Telephone, mail, web: how it is reached.
    public var reached: String

    public init(
        kind: OrganisationKind, can: String = "", cannot: String = "", replyTime: String = "", approach: String = "",
        needs: String = "", reached: String = ""
    ) {
        self.kind = kind
        self.can = can
        self.cannot = cannot
        self.replyTime = replyTime
        self.approach = approach
        self.needs = needs
        self.reached = reached
    }

    var texts: [String] { [can, cannot, replyTime, approach, needs, reached] }
}

/// Knowing each other's way of working (Dutch: elkaars werkwijze kennen).
public struct Profiles: Sendable {
    let journal: Journal
    let time: TimeSource

    public init(journal: Journal, time: TimeSource) {
        self.journal = journal
        self.time = time
    }

    /// What an organisation says of itself; absent until it said something.
    public func profile(of id: OrganisationID, in tx: any Transaction) throws -> Profile? {
        try tx.row("SELECT \(fragment: Self.columns) FROM profile WHERE organisation = \(id)").map(Self.profile)
    }

    /// Every profile there is.
    public func all(in tx: any Transaction) throws -> [OrganisationID: Profile] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows("SELECT organisation, \(fragment: Self.columns) FROM profile").map {
                (try $0.get("organisation", as: OrganisationID.self), try Self.profile($0))
            })
    }

    /// Refuses `profileTooLong`.
    public func set(
        _ profile: Profile, of id: OrganisationID, by actor: Actor = .console, acting: Role? = nil,
        in tx: any Transaction
    ) throws {
        guard profile.texts.allSatisfy({ $0.count <= Profile.mostCharacters }) else {
            throw MembershipRefusal.profileTooLong
        }
        try tx.execute(
            """
            INSERT INTO profile (organisation, kind, can, cannot, reply_time, approach, needs, reached, changed_at)
            VALUES (\(id), \(profile.kind), \(profile.can), \(profile.cannot), \(profile.replyTime),
                    \(profile.approach), \(profile.needs), \(profile.reached), \(time.now()))
            ON CONFLICT (organisation) DO UPDATE SET kind = excluded.kind, can = excluded.can,
            cannot = excluded.cannot, reply_time = excluded.reply_time, approach = excluded.approach,
            needs = excluded.needs, reached = excluded.reached, changed_at = excluded.changed_at
            """)
        try journal.record(.profileSet, by: actor, of: id, as: acting, on: id.text, in: tx)
    }

    private static let columns: SQL = "kind, can, cannot, reply_time, approach, needs, reached"

    private static func profile(_ row: Row) throws -> Profile {
        Profile(
            kind: try row.get("kind"), can: try row.get("can"), cannot: try row.get("cannot"),
            replyTime: try row.get("reply_time"), approach: try row.get("approach"), needs: try row.get("needs"),
            reached: try row.get("reached"))
    }

    static let migrations = [
        Migration(
            "organisations 4 an organisation says how it works",
            """
            CREATE TABLE profile (
                organisation TEXT PRIMARY KEY REFERENCES organisation(id),
                kind TEXT NOT NULL,
                can TEXT NOT NULL,
                cannot TEXT NOT NULL,
                reply_time TEXT NOT NULL,
                approach TEXT NOT NULL,
                needs TEXT NOT NULL,
                reached TEXT NOT NULL,
                changed_at BIGINT NOT NULL
            )
            """)
    ]
}
