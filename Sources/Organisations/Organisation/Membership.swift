public import Journal
public import Storage
public import Terms
public import Vault

/// Organisations and their members: founding, inviting, enrolling, letting in, changing, removing, recovering.
///
/// Its functions take the caller's transaction; slow work on passwords is done before one is opened.
public struct Membership: Sendable {
    /// In the order in which they must be applied.
    public static let migrations =
        OrganisationStorage.migrations + MemberStorage.migrations + Notices.migrations + Profiles.migrations
        + SessionRow.migrations + MemberRow.migrations + [FailedLogIns.migration]

    let secret: ServerSecret
    let vouching: Vouching
    let journal: Journal
    let desk: PasswordDesk
    /// Where passwords are worked on that come from devices used before: whatever strangers try, nobody waits for them.
    let ownDesk = PasswordDesk(places: 1)
    let cost: Password.Cost
    let time: TimeSource
    let chance: Randomness
    let release: WorkRelease

    /// - Parameter release: what becomes of the work of a member who cannot go on with it.
    public init(
        secret: ServerSecret, journal: Journal, desk: PasswordDesk, cost: Password.Cost = .standard,
        time: TimeSource, chance: Randomness, release: @escaping WorkRelease
    ) {
        self.secret = secret
        vouching = Vouching(secret)
        self.journal = journal
        self.desk = desk
        self.cost = cost
        self.time = time
        self.chance = chance
        self.release = release
    }

    public func organisation(_ id: OrganisationID, in tx: any Transaction) throws -> Organisation? {
        try OrganisationStorage.organisations(where: "o.id = \(id)", vouching, in: tx).first
    }

    public func organisation(named name: String, in tx: any Transaction) throws -> Organisation? {
        try OrganisationStorage.organisations(where: "o.name = \(name)", vouching, in: tx).first
    }

    /// All organisations, by name.
    public func organisations(in tx: any Transaction) throws -> [Organisation] {
        try OrganisationStorage.organisations(where: "1 = 1", vouching, in: tx)
    }

    public func member(_ id: MemberID, in tx: any Transaction) throws -> Member? {
        try MemberStorage.member(id, vouching, in: tx)
    }

    /// The members of an organisation, removed ones included, by name.
    public func members(of id: OrganisationID, in tx: any Transaction) throws -> [Member] {
        try MemberStorage.members(of: id, vouching, in: tx)
    }

    /// Marks an organisation as open to reports once two members can open them and the recovery code was typed back.
    func openIfReady(_ id: OrganisationID, in tx: any Transaction) throws {
        guard let organisation = try organisation(id, in: tx), organisation.openedAt == nil,
            organisation.ableMembers >= 2, organisation.recoveryConfirmedAt != nil,
            var row = try OrganisationRow.find(id, vouching, in: tx)
        else { return }
        row.openedAt = time.now()
        try row.write(vouching, in: tx)
        try journal.record(.organisationOpened, by: .system, of: id, on: id.text, in: tx)
    }
}

extension Act {
    public static let organisationFounded = Act("organisation.founded")
    public static let organisationOpened = Act("organisation.opened")
    public static let recoveryConfirmed = Act("organisation.recoveryConfirmed")
    /// A new recovery code took the place of the old one.
    public static let recoveryRenewed = Act("organisation.recoveryRenewed")
    public static let epochTurned = Act("organisation.epochTurned")
    public static let memberInvited = Act("member.invited")
    public static let memberEnrolled = Act("member.enrolled")
    public static let memberAdmitted = Act("member.admitted")
    public static let memberRecovered = Act("member.recovered")
    public static let memberReset = Act("member.reset")
    public static let memberRemoved = Act("member.removed")
    /// The last member able to open an organisation's reports was removed on purpose.
    public static let lastAbleMemberRemoved = Act("member.lastAbleRemoved")
    public static let passwordChanged = Act("member.passwordChanged")
    public static let secondFactorRenewed = Act("member.secondFactorRenewed")
    public static let loggedIn = Act("session.begun")
    public static let loggedOut = Act("session.ended")
    /// Since the log-in before, tries had failed: the basis of the entry is how many.
    public static let logInsFailed = Act("session.failedBefore")
}
