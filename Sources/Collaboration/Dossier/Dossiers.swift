import Duties
public import Journal
public import Organisations
import Records
public import Reporting
import Storage
public import Terms
import Vault

extension Act {
    public static let dossierOpened = Act("dossier.opened")
    public static let dossierRead = Act("dossier.read")
    public static let dossierAssigned = Act("dossier.assigned")
    public static let dossierWatched = Act("dossier.watched")
    public static let dossierResumed = Act("dossier.resumed")
    public static let dossierReopened = Act("dossier.reopened")
    /// An organisation's keys to one part went; the basis of the entry names the part.
    public static let keyTakenBack = Act("dossier.keyTakenBack")
    /// A part was opened for the first time, by the organisation that keeps it; the basis names the part.
    public static let partOpened = Act("dossier.partOpened")
}

/// What organisations do together with a case (Dutch: samenwerken in een dossier).
///
/// Each deed is one transaction with its journal entry, and leaves the dossier with one coordinating organisation and,
/// unless closed, one next step. Who has no part in a dossier gets the answer that it does not exist.
public struct Dossiers: Sendable {
    let ground: Ground
    let intake: Intake
    let terms: DossierTerms

    public init(_ ground: Ground, intake: IntakeTerms = .init(), terms: DossierTerms = .init()) {
        self.ground = ground
        self.intake = Intake(ground, terms: intake)
        self.terms = terms
    }

    /// Opens a dossier without a report. Sent twice from one draft, it is opened once.
    public func open(_ new: NewDossier, from draft: Draft? = nil, by session: Session) async throws -> DossierID {
        try await ground.database.write { [self] tx in
            let session = try able(session, in: tx)
            let id = try Self.id(from: draft, new.words, ground)
            if try tx.row("SELECT id FROM dossier WHERE id = \(id)") != nil { return id }
            var roster = try begin(
                id, new.urgency, new.age, new.forms, new.municipality, from: [], by: session, in: tx)
            let fact = Fact(from: nil, text: new.words, source: nil, certainty: nil)
            try append(fact, .general, to: &roster, by: session, in: tx)
            if new.urgency == .danger { try tellDanger(roster, by: session, in: tx) }
            return id
        }
    }

    /// Opens a dossier from one or several of the organisation's own reports. What they say becomes its first facts and
    /// persons; the reports keep their owner and the thread to the reporter. A report whose dossier is open leads there.
    /// Throws `ReportAbsent`. Refuses as `Intake.enterDossier`.
    public func open(from reports: [ReportID], by session: Session) async throws -> DossierID {
        try await ground.database.write { [self] tx in
            let session = try able(session, in: tx)
            if let known = try DossierReports.openDossier(of: reports, at: session.organisation.id, in: tx) {
                return known
            }
            let entered = try reports.map { try intake.enterDossier($0, by: session, in: tx) }
            guard let first = entered.map(\.envelope).min(by: { $0.urgency < $1.urgency }),
                let workDue = entered.map(\.due).min()
            else { throw ReportAbsent() }
            let id = DossierID(ground.chance)
            let forms = entered.reduce(into: Set<ExploitationForm>()) { $0.formUnion($1.envelope.forms) }
            var roster = try begin(
                id, first.urgency, first.age, forms, first.municipality, from: reports, by: session, in: tx)
            try owe(id, in: tx) { $0.tookOver(workDueBy: workDue) }
            for (envelope, contents, _) in entered {
                try take(contents, of: envelope, into: &roster, by: session, in: tx)
            }
            return id
        }
    }

    /// Adds a report of the coordinating organisation to a dossier, which is from now as urgent as the report at least, and
    /// owes its work no later. Refuses as above.
    public func add(_ report: ReportID, to id: DossierID, by session: Session) async throws {
        try await deed(id, by: session, as: .coordinator) { [self] envelope, roster, session, tx in
            let known = try DossierReports.reports(of: id, in: tx)
            guard !known.contains(report) else { throw DossierRefusal(.changedMeanwhile) }
            let entered = try intake.enterDossier(report, by: session, in: tx)
            try DossierReports.add(report, to: id, ground.vouching, in: tx)
            let urgency = min(envelope.urgency, entered.envelope.urgency)
            try DossierStorage.change(id, "urgency = \(urgency)", ground.vouching, in: tx)
            try owe(id, urgency, in: tx) { $0.tookOver(workDueBy: entered.due) }
            try weighTasks(of: id, as: urgency, in: tx)
            if urgency == .danger, envelope.urgency != .danger { try tellDanger(roster, by: session, in: tx) }
            var roster = roster
            try take(entered.contents, of: entered.envelope, into: &roster, by: session, in: tx)
        }
    }

    /// Says what is done next with the dossier as a whole, and by when. In direct danger, later than danger allows takes a
    /// reason. Refuses `nothingSaid`, `dueInThePast`, `dueTooLate`, `reasonMissing`.
    public func plan(
        _ id: DossierID, _ step: NextStep, due: Instant, version: Int64, by session: Session
    ) async throws {
        try step.checked()
        try Bounds.due(due, at: ground.time.now())
        try await deed(id, version: version, by: session, as: .coordinator) { [self] envelope, roster, session, tx in
            let isPutOff = envelope.urgency == .danger && due > ground.time.now() + terms.term(.danger)
            guard !isPutOff || !step.reason.isEmpty else { throw DossierRefusal(.reasonMissing) }
            var roster = roster
            try append(step, .general, to: &roster, by: session, in: tx)
            try owe(id, in: tx) { $0.planned(for: due, isWatched: envelope.state == .watched) }
        }
    }

    /// A member takes the dossier on; a coordinator may give it to a colleague. Refuses `colleagueCannot`.
    public func assign(_ id: DossierID, to member: MemberID?, version: Int64, by session: Session) async throws {
        try await deed(id, version: version, by: session, as: .coordinator) { [self] _, _, session, tx in
            try checkAssignable(member, by: session, in: tx)
            try ground.duties.assign(id.text, to: member, in: tx)
            try journal(.dossierAssigned, id.text, session, in: tx)
            try ground.notices.tellAssigned(
                id.text, to: member, of: session.organisation.id, by: session.member.id, in: tx)
        }
    }

    /// Nothing is done now; somebody looks again at a set time, and sooner when safety is to be looked at.
    public func watch(_ id: DossierID, _ why: NextStep, until due: Instant, version: Int64, by session: Session)
        async throws
    {
        try why.checked()
        try Bounds.due(due, at: ground.time.now())
        try await deed(id, version: version, by: session, as: .coordinator) { [self] _, roster, session, tx in
            var roster = roster
            try append(why, .general, to: &roster, by: session, in: tx)
            try DossierStorage.change(id, "state = 'watched'", ground.vouching, in: tx)
            try owe(id, in: tx) { $0.planned(for: due, isWatched: true) }
            try journal(.dossierWatched, id.text, session, in: tx)
        }
    }

    /// Somebody works on a watched dossier again.
    public func resume(_ id: DossierID, version: Int64, by session: Session) async throws {
        try await deed(id, version: version, by: session, as: .coordinator) { [self] envelope, _, session, tx in
            guard envelope.state == .watched else { throw DossierRefusal(.changedMeanwhile) }
            try DossierStorage.change(id, "state = 'open'", ground.vouching, in: tx)
            let due = ground.time.now() + terms.term(envelope.urgency)
            try owe(id, in: tx) { $0.planned(for: due, isWatched: false) }
            try journal(.dossierResumed, id.text, session, in: tx)
        }
    }

    /// Closes a dossier with what came of it; its open reports are their owners' to finish, and what others were still to meet
    /// about is called off. Refuses `reasonMissing`,
    /// `dangerStands`, `safetyUnjudged` for a dossier closed as safe, and `tasksOpen` while something is still to be
    /// done or asked that the coordinator can end: see ``Roster/endsTask(_:_:meeting:at:)``.
    public func close(_ id: DossierID, _ closing: DossierClosing, version: Int64, by session: Session) async throws {
        try closing.checked()
        try await deed(id, version: version, by: session, as: .coordinator) { [self] envelope, roster, session, tx in
            let now = ground.time.now()
            let tasks = try TaskStorage.tasks(of: id, in: tx)
            let isBlocked = tasks.contains { task in
                let meeting = tasks.first { $0.id == task.meeting }
                return task.state == .open && roster.endsTask(task, roster.coordinator, meeting: meeting, at: now)
            }
            guard !isBlocked else { throw DossierRefusal(.tasksOpen) }
            try checkSafe(envelope, closing.result, in: tx)
            guard let duty = try ground.duties.duty(on: id.text, in: tx) else {
                throw DossierRefusal(.changedMeanwhile)
            }
            var next = roster
            try append(closing, .general, to: &next, by: session, in: tx)
            try DossierStorage.change(
                id, "state = 'closed', closed_at = \(now), result = \(closing.result), duty = NULL", ground.vouching,
                in: tx)
            try Retention.begin(next, from: now, ground, in: tx)
            try ground.duties.discharge(duty.id, in: tx)
            try endMeetings(of: id, by: session, in: tx)
            for report in try DossierReports.reports(of: id, in: tx) where try !DossierReports.goesOn(report, in: tx) {
                try intake.leaveDossier(report, by: session, in: tx)
            }
            try tellOthers(.closed, roster, by: session, in: tx)
        }
    }

    /// Refuses `dangerStands` while there is direct danger, as far as anybody judged or reported; for a dossier closed as
    /// safe, while the last judgement saw any, and `safetyUnjudged` when nobody judged safety.
    private func checkSafe(_ envelope: DossierEnvelope, _ result: DossierResult, in tx: any Transaction) throws {
        guard envelope.urgency != .danger else { throw DossierRefusal(.dangerStands) }
        guard result == .safe else { return }
        guard try ground.records.holds(SafetyJudgement.kind, of: envelope.id.text, in: tx) else {
            throw DossierRefusal(.safetyUnjudged)
        }
        guard envelope.urgency == .normal else { throw DossierRefusal(.dangerStands) }
    }

    /// Opens a closed dossier again.
    public func reopen(_ id: DossierID, version: Int64, by session: Session) async throws {
        try await deed(id, closedToo: true, version: version, by: session, as: .coordinator) {
            [self] envelope, roster, session, tx in
            guard envelope.state == .closed else { throw DossierRefusal(.changedMeanwhile) }
            try Retention.withdrawAll(of: id, by: session, ground, in: tx)
            let now = ground.time.now()
            let due = now + terms.term(envelope.urgency)
            // What was to be looked at while it was closed is looked at as soon as anything is.
            let review = try tx.row("SELECT review_by FROM dossier WHERE id = \(id)")?
                .get("review_by", as: Instant?.self).map { $0 > now ? $0 : due }
            let duty = try ground.duties.begin(
                Debts.reopened(actBy: due, reviewBy: review), on: id.text, of: envelope.coordinator, envelope.urgency,
                in: tx)
            try DossierStorage.change(
                id, "state = 'open', closed_at = NULL, result = NULL, review_by = \(review), duty = \(duty)",
                ground.vouching, in: tx)
            try journal(.dossierReopened, id.text, session, in: tx)
            try tellOthers(.reopened, roster, by: session, in: tx)
        }
    }

    // MARK: Beginning

    private func begin(
        _ id: DossierID, _ urgency: Urgency, _ age: AgeGroup, _ forms: Set<ExploitationForm>,
        _ municipality: MunicipalityCode?, from reports: [ReportID], by session: Session, in tx: any Transaction
    ) throws -> Roster {
        let us = session.organisation.id
        let now = ground.time.now()
        let due = now + terms.term(urgency)
        let duty = try ground.duties.begin(
            Debts.opened(beginBy: due), on: id.text, of: us, urgency, in: tx)
        try ground.duties.assign(id.text, to: session.member.id, in: tx)
        try tx.execute(
            """
            INSERT INTO dossier (id, state, urgency, age, forms, municipality, opened_at, coordinator, roster, duty)
            VALUES (\(id), 'open', \(urgency), \(age), \(DossierStorage.text(forms)), \(municipality), \(now),
                    \(us), \([UInt8]()), \(duty))
            """)
        try DossierStorage.vouched.vouch(for: id.text, ground.vouching, in: tx)
        for report in reports { try DossierReports.add(report, to: id, ground.vouching, in: tx) }
        try journal(.dossierOpened, id.text, session, in: tx)
        var roster = try RosterStorage.vouch(id, ground.vouching, in: tx)
        // Also when the reports say nothing: plans and offers are written here.
        try openPart(.general, of: &roster, by: session, in: tx)
        return roster
    }

    /// What a report says becomes a fact, and what it names a person for each part that somebody has in it.
    private func take(
        _ contents: ReportContents, of report: Envelope, into roster: inout Roster, by session: Session,
        in tx: any Transaction
    ) throws {
        if !contents.words.isEmpty {
            let day = PartialDate(Day(report.receivedAt).text)
            let fact = Fact(
                from: day, text: contents.words, source: .report, sourceText: report.reference, certainty: nil)
            try append(fact, .general, to: &roster, by: session, in: tx)
        }
        for involvement in Involvement.allCases {
            let clues = contents.clues.filter { $0.involvement == involvement }
            guard let first = clues.first else { continue }
            let names = clues.filter { $0.kind == .name }.map(\.value)
            let person = Person(
                part: PersonPart(involvement), name: names.first ?? first.value, aliases: Array(names.dropFirst()),
                marks: clues.filter { $0.kind != .name }.map { Person.Identifier(kind: $0.kind, value: $0.value) })
            try append(person, .general, to: &roster, by: session, in: tx)
        }
    }

    /// An id that follows from the draft; a new one without.
    private static func id(from draft: Draft?, _ words: String, _ ground: Ground) throws -> DossierID {
        guard let draft else { return DossierID(ground.chance) }
        let written = draft.id(of: "dossier", on: "new", words)
        return DossierID(of: Digest.sha256(Array(written.text.utf8)))
    }
}

extension PersonPart {
    fileprivate init(_ involvement: Involvement) {
        switch involvement {
        case .victim: self = .victim
        case .perpetrator: self = .suspect
        case .unknown: self = .unknown
        }
    }
}
