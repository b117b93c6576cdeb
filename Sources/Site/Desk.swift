import Collaboration
import Organisations
public import Reporting
public import Signpost
import Terms
import Vault
import Web

typealias SiteRoute = Route<Session>

/// What an installation decides about its site.
public struct SiteSettings: Sendable {
    /// The address under which people reach the site, for example `https://meld.example.nl`; needed for links in
    /// invitations and for the origin check behind a proxy.
    public var publicAddress: String?
    public var intakeTerms: IntakeTerms
    public var directory: Directory
    /// How many megabytes files of visitors, and those of members, that were not sent yet may hold.
    public var stagedMegabytes: Int
    /// What files leave free.
    public var fileReserve: Reserve
    /// Whether members can be mailed that there is something new.
    public var mailsNotices: Bool
    /// Whether members may work over http under a name, on a network that is all the organisation's own.
    public var allowsPlain: Bool

    public init(
        publicAddress: String? = nil, intakeTerms: IntakeTerms = .init(), directory: Directory = .embedded,
        stagedMegabytes: Int = StagingRoom.standardMegabytes, fileReserve: Reserve = .none,
        mailsNotices: Bool = false, allowsPlain: Bool = false
    ) {
        self.publicAddress = publicAddress
        self.intakeTerms = intakeTerms
        self.directory = directory
        self.stagedMegabytes = stagedMegabytes
        self.fileReserve = fileReserve
        self.mailsNotices = mailsNotices
        self.allowsPlain = allowsPlain
    }
}

/// What the pages work with: the front doors of the wing, the directory, and the bounds on costly work.
struct Desk: Sendable {
    let settings: SiteSettings
    let ground: Ground
    let submission: Submission
    let dialogue: Dialogue
    let intake: Intake
    let inbox: Inbox
    let handOvers: HandOvers
    let reception: ReceptionDesk
    let dossiers: Dossiers
    let sharing: Sharing
    let tasks: Tasks
    let days: DayDesk
    let log: DossierLog
    let retention: Retention
    /// Files of visitors and of members on their way in.
    let files: FileTaking
    let memberFiles: FileTaking
    let openForms: OpenForms
    let invitations = MadeInvitations()
    let gates: Gates
    let price: RisingPrice

    init(_ ground: Ground, settings: SiteSettings) {
        self.ground = ground
        self.settings = settings
        submission = Submission(ground, terms: settings.intakeTerms)
        dialogue = Dialogue(ground, terms: settings.intakeTerms)
        intake = Intake(ground, terms: settings.intakeTerms)
        inbox = Inbox(ground)
        handOvers = HandOvers(ground, terms: settings.intakeTerms)
        reception = ReceptionDesk(ground)
        dossiers = Dossiers(ground, intake: settings.intakeTerms)
        sharing = Sharing(dossiers)
        tasks = Tasks(dossiers)
        days = DayDesk(ground)
        log = DossierLog(dossiers)
        retention = Retention(dossiers)
        gates = Gates()
        let gates = self.gates
        func taking(_ owner: StagingRoom.Owner) -> FileTaking {
            let room = StagingRoom(owner, megabytes: settings.stagedMegabytes)
            return FileTaking(
                staging: Staging(ground, room: room, reserve: settings.fileReserve), gate: gates.upload)
        }
        files = taking(.visitors)
        memberFiles = taking(.members)
        openForms = OpenForms(ground)
        price = RisingPrice()
    }

    /// What of the directory holds now.
    var guide: Guide { settings.directory.at(ground.time.now()) }
    var register: MunicipalityRegister { guide.municipalities }
}

/// How much of each costly kind of work is done at once.
struct Gates: Sendable {
    /// Sealing and storing reports and messages.
    let submission = Gate(places: 64, waiting: 1_024)
    /// Storing pieces of files: one after the other, since all count in one row of the database. Two processes that meet
    /// there wait for one another; eight connections would run their transactions again and again.
    let upload = Gate(places: 1, waiting: 256)
}
