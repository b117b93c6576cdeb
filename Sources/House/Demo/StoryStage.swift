import Collaboration
import Organisations
import Reporting
import Signpost
import Storage
import Synchronization
import Terms
import Vault

/// The time of the story: it begins weeks ago and goes on as the story is told.
final class StoryClock: Sendable {
    private let moment: Mutex<Instant>

    init(_ start: Instant) { moment = Mutex(start) }

    var source: TimeSource { TimeSource { [self] in moment.withLock { $0 } } }
    func move(to later: Instant) { moment.withLock { $0 = max($0, later) } }
    func move(by term: Term) { moment.withLock { $0 = $0 + term } }
}

/// Where the story's reports are sent and worked on, through the front doors that everybody uses.
actor StoryStage {
    let ground: Ground
    private let municipalities: MunicipalityRegister
    private let clock: StoryClock
    let now: Instant
    /// The intake worker of each organisation, at work.
    private var workers: [OrganisationID: Session] = [:]
    /// The dossier of the story, and the question that was asked about it.
    var dossier: DossierID?
    var consultation: TaskID?
    private var reports: [Int: (id: ReportID, owner: OrganisationID, receipt: Receipt)] = [:]

    init(_ ground: Ground, _ municipalities: MunicipalityRegister, clock: StoryClock, now: Instant) {
        self.ground = ground
        self.municipalities = municipalities
        self.clock = clock
        self.now = now
    }

    /// Logs an intake worker in for the time of the story.
    func logIn(_ person: Story.LogIns.Person, secret: [UInt8]) async throws {
        let proven = try await ground.membership.prove(
            LogInAttempt(
                name: person.logIn, password: person.password,
                oneTimeCode: TOTP.code(secret, step: TOTP.step(at: ground.time.now())), device: nil),
            in: ground.database)
        let session = try await ground.database.write { [ground] tx in
            try ground.membership.session(ground.membership.begin(proven, in: tx).token, in: tx)
        }
        guard let session else { throw MembershipRefusal.logInFailed }
        workers[session.organisation.id] = session
    }

    /// Everybody goes home.
    func logOut() async throws {
        for session in workers.values {
            try await ground.database.write { [ground] tx in try ground.membership.end(session, in: tx) }
        }
    }

    func play(_ beat: StoryBeat) async throws {
        clock.move(to: now - beat.ago)
        if case .sent(let draft) = beat.happening {
            let receipt = Receipt(ground.chance)
            let sent = try await Submission(ground).submit(
                try draft.report(), receipt: receipt,
                place: draft.municipality.flatMap { municipalities.current($0) })
            reports[beat.report] = (sent.id, sent.owner, receipt)
            return
        }
        guard let (id, owner, receipt) = reports[beat.report], let worker = workers[owner] else { return }
        switch beat.happening {
        case .reporterWrote(let text): _ = try await Dialogue(ground).write(Message(text: text), with: receipt)
        case .accepted(let name):
            guard let receiver = colleague(at: name) else { return }
            try await HandOvers(ground).accept(id, by: receiver)
            reports[beat.report] = (id, receiver.organisation.id, receipt)
        case .together(let name, let deed): try await play(deed, by: name, on: id)
        default: try await work(beat.happening, on: id, by: worker)
        }
    }

    func colleague(at name: String) -> Session? { workers.values.first { $0.organisation.name == name } }

    private func work(_ happening: StoryBeat.Happening, on id: ReportID, by worker: Session) async throws {
        let intake = Intake(ground)
        let version = try await intake.open(id, by: worker).version
        switch happening {
        case .sent, .reporterWrote, .accepted, .together: break
        case .judged(let urgency, let reason):
            try await intake.judge(
                id, Judgement(urgency: urgency, isQuestion: false, reason: reason), version: version, by: worker)
        case .wrote(let text): try await intake.write(Message(text: text), on: id, by: worker)
        case .noted(let text): try await intake.note(text, forOneself: false, on: id, by: worker)
        case .planned(let term): try await intake.plan(id, due: now + term, version: version, by: worker)
        case .closed(let reason, let text):
            try await intake.close(id, because: reason, text, version: version, by: worker)
        case .offered(let name, let reason):
            guard let receiver = colleague(at: name)?.organisation.id else { return }
            try await HandOvers(ground).offer(id, to: receiver, reason, version: version, by: worker)
        }
    }
}
