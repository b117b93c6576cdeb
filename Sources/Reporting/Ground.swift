public import Duties
public import Journal
public import Organisations
public import Records
public import Storage
public import Terms
public import Vault

/// Everything on the ground floor that a wing works with, made once at the roof and handed to the front doors.
public struct Ground: Sendable {
    public let database: Database
    public let secret: ServerSecret
    public let vouching: Vouching
    public let journal: Journal
    public let membership: Membership
    public let notices: Notices
    public let profiles: Profiles
    public let compartments: Compartments
    public let records: SealedRecords
    public let attachments: Attachments
    public let search: BlindSearch
    public let duties: Duties
    public let time: TimeSource
    public let chance: Randomness

    public init(
        database: Database, secret: ServerSecret, desk: PasswordDesk, cost: Password.Cost = .standard,
        escalation: EscalationTerms = .init(), time: TimeSource, chance: Randomness
    ) {
        self.database = database
        self.secret = secret
        vouching = Vouching(secret)
        self.time = time
        self.chance = chance
        journal = Journal(secret: secret, time: time, chance: chance)
        let duties = Duties(journal: journal, terms: escalation, time: time, chance: chance)
        self.duties = duties
        let makeMembership = { [journal] (release: @escaping WorkRelease) in
            Membership(
                secret: secret, journal: journal, desk: desk, cost: cost, time: time, chance: chance, release: release)
        }
        // Notices only ask who is there: nobody leaves by them.
        let notices = Notices(membership: makeMembership { _, _ in }, time: time)
        self.notices = notices
        membership = makeMembership { leave, tx in
            for duty in try duties.release(leave, in: tx) { try notices.tell(duty, of: leave, in: tx) }
        }
        profiles = Profiles(journal: journal, time: time)
        compartments = Compartments(vouching: vouching, time: time, chance: chance)
        records = SealedRecords(vouching: vouching, journal: journal, time: time, chance: chance)
        attachments = Attachments(time: time)
        search = BlindSearch()
    }

    /// Compares the stored records with the journal.
    public var recordReplay: RecordReplay {
        RecordReplay(
            clearing: [(.contactWithdrawn, .contact)], closing: [.handOverAccepted, .handOverRefused, .handOverWithdrawn],
            HandOvers.shared)
    }

    /// What decides in the database who can read and was not put there by this installation: public keys, who holds an
    /// organisation's keys, invitations, reports' parties, compartments. It names ids.
    public func unvouched(in tx: any Transaction) throws -> [String] {
        try membership.unvouched(in: tx) + ReportStorage.unvouchedKeys(vouching, in: tx)
            + Parties.unvouched(vouching, in: tx) + compartments.unvouched(in: tx)
            + ReceptionDesk.unvouched(self, in: tx) + records.unvouched(in: tx)
            + ReportStorage.changed(vouching, in: tx)
            + Duties.missing(of: "report", state: "state <> 'closed'", owner: "owner", in: tx)
    }

    /// Every migration of the ground floor and of this wing, in order.
    public static let migrations =
        Journal.migrations + Membership.migrations + RecordStorage.migrations + Duties.migrations
        + ReportStorage.migrations + StagingRoom.migrations + OpenForms.migrations
}
