import Duties
import Journal
public import Organisations
import Records
public import Reporting
import Storage
public import Terms
import Vault

/// The same words were stored before, from the same draft.
struct AlreadyKept: Error {}

extension Dossiers {
    /// Who may do something.
    enum Standing {
        /// The coordinating organisation alone.
        case coordinator
        /// Everybody who has a part in the dossier, but for who was only asked to take it over.
        case anyone
        /// Who was asked to take the dossier over, to answer.
        case asked
    }

    /// Keeps something in a part of a dossier. Whoever has a part in the dossier may open a special part that nobody
    /// opened yet, and then decides who reads it. Tells whether it was new; the same from one draft is kept once.
    ///
    /// - Parameter replaced: the version that it takes the place of; refuses `changedMeanwhile` when a newer one is there.
    /// Refuses `notAdmitted`, `fileGone` and what the record's own check refuses.
    @discardableResult
    public func keep<Body: DossierRecord>(
        _ body: Body, in compartment: Compartment, of id: DossierID, replacing replaced: RecordID? = nil,
        from draft: Draft? = nil, by session: Session
    ) async throws -> Bool {
        try body.checked()
        do {
            try await deed(id, by: session, as: .anyone) { [self] _, roster, session, tx in
                try checkWrites(compartment, roster, session)
                var roster = roster
                try append(
                    body, compartment, to: &roster, by: session, replacing: replaced,
                    under: try draft.map { try body.id(from: $0, on: id.text) }, in: tx)
                try ground.attachments.keep(body.files.map(\.id), with: id.text, in: tx)
                try tellReaders(of: compartment, roster, session, in: tx)
            }
            return true
        } catch is AlreadyKept {
            return false
        } catch is AttachmentGone {
            throw DossierRefusal(.fileGone)
        }
    }

    /// Judges how much danger there is, and what is done about it: when danger grew or is there now, the next step is due
    /// in its term; and safety is looked at again in time. Refuses `dueInThePast`, `dueTooLate` for the day of review.
    public func judgeSafety(
        _ judgement: SafetyJudgement, of id: DossierID, version: Int64, by session: Session
    ) async throws {
        try judgement.checked()
        try Bounds.due(judgement.reviewBy, at: ground.time.now())
        try await deed(id, version: version, by: session, as: .anyone) { [self] envelope, roster, session, tx in
            try checkWrites(.safety, roster, session)
            var roster = roster
            try append(judgement, .safety, to: &roster, by: session, in: tx)
            try DossierStorage.change(
                id, "urgency = \(judgement.danger), review_by = \(judgement.reviewBy)", ground.vouching, in: tx)
            let isPressing = judgement.danger == .danger || judgement.danger < envelope.urgency
            let due = isPressing ? ground.time.now() + terms.term(judgement.danger) : nil
            try owe(id, judgement.danger, in: tx) { $0.judged(reviewBy: judgement.reviewBy, actBy: due) }
            try weighTasks(of: id, as: judgement.danger, in: tx)
            try tellReaders(of: .safety, roster, session, in: tx)
            if judgement.danger == .danger, envelope.urgency != .danger { try tellDanger(roster, by: session, in: tx) }
        }
    }

    /// One transaction on a dossier in which the session's organisation has a part; the session is handed on as it stands
    /// in it. Throws ``DossierAbsent``, `SessionEnded`.
    ///
    /// - Parameter version: of the page acted from; `changedMeanwhile` when the dossier went on since.
    func deed(
        _ id: DossierID, closedToo: Bool = false, version: Int64? = nil, by session: Session, as standing: Standing,
        _ body: @escaping @Sendable (DossierEnvelope, Roster, Session, any Transaction) throws -> Void
    ) async throws {
        try await ground.database.write { [self] tx in
            let session = try able(session, in: tx)
            let (envelope, roster) = try part(in: id, of: session, in: tx)
            let us = session.organisation.id
            switch standing {
            case .coordinator: guard roster.coordinator == us else { throw DossierAbsent() }
            case .asked: guard roster.offeredTo == us else { throw DossierAbsent() }
            case .anyone:
                guard roster.withoutOffer.includes(us, at: ground.time.now()) else {
                    throw DossierRefusal(.notAdmitted)
                }
            }
            guard closedToo || envelope.state != .closed, version == nil || version == envelope.version else {
                throw DossierRefusal(.changedMeanwhile)
            }
            try body(envelope, roster, session, tx)
            try DossierStorage.raiseVersion(of: id, in: tx)
        }
    }

    /// The dossier and who reads it, for an organisation that has a part in it. Throws ``DossierAbsent``.
    func part(
        in id: DossierID, of session: Session, in tx: any Transaction
    ) throws -> (envelope: DossierEnvelope, roster: Roster) {
        let envelope = try DossierStorage.envelope(of: id, in: tx)
        let roster = try RosterStorage.roster(of: id, ground.vouching, in: tx)
        guard roster.includes(session.organisation.id, at: ground.time.now()) else { throw DossierAbsent() }
        return (envelope, roster)
    }

    /// The session as it stands now; who cannot open contents does nothing with them either.
    func able(_ session: Session, in tx: any Transaction) throws -> Session {
        let session = try ground.membership.present(session, in: tx)
        guard session.member.isAble else { throw DossierAbsent() }
        return session
    }

    func journal(_ act: Act, _ object: String, _ session: Session, basis: String? = nil, in tx: any Transaction) throws
    {
        try ground.journal.record(
            act, by: .member(session.member.id), of: session.organisation.id, as: session.member.role, on: object,
            basis: basis, in: tx)
    }

    /// Seals a record into a part of a dossier, to whoever reads that part today, and makes it findable.
    ///
    /// - Parameter written: a chosen id; throws ``AlreadyKept`` when something stands under it.
    func append<Body: DossierRecord>(
        _ body: Body, _ compartment: Compartment, to roster: inout Roster, by session: Session,
        replacing replaced: RecordID? = nil, under written: RecordID? = nil, as act: Act? = nil, basis: String? = nil,
        in tx: any Transaction
    ) throws {
        try DossierRecords.check(Body.self)
        if let written, try ground.records.holds(written, in: tx) { throw AlreadyKept() }
        try openPart(compartment, of: &roster, by: session, in: tx)
        let open = try writable(compartment, of: roster, by: session, in: tx)
        let object = roster.dossier.text
        let place = try replaced.map { version in
            let readable = try unlock([compartment], of: roster.dossier, session, in: tx)
            guard let last = try ground.records.last(from: version, Body.kind, in: readable, tx) else {
                throw DossierRefusal(.changedMeanwhile)
            }
            try checkCorrects(Body.self, version, session, in: tx)
            return last
        }
        let record = try ground.records.prepare(
            body, Body.kind, into: open, by: .member(session.member.id), replacing: place, under: written)
        try ground.records.append(
            record, as: act ?? Body.act, of: session.organisation.id, role: session.member.role, basis: basis, in: tx)
        try index(body, record.id, of: object, for: session, in: tx)
        let readers = roster.readers(of: compartment, at: ground.time.now())
        try beginIndexing(roster.dossier, for: readers.filter { $0 != session.organisation.id }, in: tx)
    }

    /// Refuses `notWriter` for who rewords what another organisation said.
    private func checkCorrects<Body: DossierRecord>(
        _ kind: Body.Type, _ version: RecordID, _ session: Session, in tx: any Transaction
    ) throws {
        guard Body.isCorrectedByItsWriters else { return }
        for version in try ground.records.versions(of: version, in: tx) where !version.isEmpty {
            guard try isOurs(version.author, session, in: tx) else { throw DossierRefusal(.notWriter) }
        }
    }

    /// There is something in a dossier that these organisations cannot find yet: they make it findable when they open it
    /// or search.
    func beginIndexing(
        _ id: DossierID, for organisations: some Sequence<OrganisationID>, in tx: any Transaction
    ) throws {
        for organisation in organisations {
            try tx.execute(
                """
                INSERT INTO dossier_unindexed (organisation, dossier) VALUES (\(organisation), \(id))
                ON CONFLICT DO NOTHING
                """)
        }
    }

    /// Opens a part that nobody opened yet; the session's organisation keeps it from now.
    /// Refuses `notAdmitted` unless ``Roster/mayOpen(_:_:)``, and `changedMeanwhile` in a closed dossier.
    func openPart(
        _ compartment: Compartment, of roster: inout Roster, by session: Session, in tx: any Transaction
    ) throws {
        guard roster.keepers[compartment] == nil else { return }
        let us = session.organisation.id
        guard roster.mayOpen(compartment, us) else { throw DossierRefusal(.notAdmitted) }
        // In a closed dossier nothing begins: it would have no day until which it is kept.
        guard try DossierStorage.envelope(of: roster.dossier, in: tx).state != .closed else {
            throw DossierRefusal(.changedMeanwhile)
        }
        try RosterStorage.keep(compartment, of: roster.dossier, by: us, in: tx)
        roster = try RosterStorage.vouch(roster.dossier, ground.vouching, in: tx)
        try journal(.partOpened, roster.dossier.text, session, basis: compartment.rawValue, in: tx)
    }

    /// Refuses `notAdmitted` when an organisation reads a part only because it was asked to take the dossier over.
    func checkWrites(_ compartment: Compartment, _ roster: Roster, _ session: Session) throws {
        guard roster.keepers[compartment] != nil else { return }
        let writers = roster.withoutOffer.readers(of: compartment, at: ground.time.now())
        guard writers.contains(session.organisation.id) else { throw DossierRefusal(.notAdmitted) }
    }

    /// The compartment to write to. Refuses `notAdmitted`.
    func writable(
        _ compartment: Compartment, of roster: Roster, by session: Session, in tx: any Transaction
    ) throws -> OpenCompartment {
        let readers = roster.readers(of: compartment, at: ground.time.now())
        guard readers.contains(session.organisation.id) else { throw DossierRefusal(.notAdmitted) }
        return try ground.compartments.writable(
            compartment.kind, of: roster.dossier.text, for: try recipients(readers, in: tx), with: session.keyring,
            in: tx)
    }

    func recipients(_ organisations: [OrganisationID], in tx: any Transaction) throws -> [Recipient] {
        try organisations.map { id in
            guard let found = try ground.membership.organisation(id, in: tx) else {
                throw StorageError.malformed("organisation")
            }
            return found.recipient
        }
    }

    private func index<Body: DossierRecord>(
        _ body: Body, _ record: RecordID, of object: String, for session: Session, in tx: any Transaction
    ) throws {
        try ground.search.index(
            record, of: object, texts: body.texts + body.files.map(\.name), identifiers: body.identifiers,
            for: session.organisation.id, under: try ground.indexKey(for: session, in: tx), in: tx)
    }

    /// Changes what a dossier owes; its urgency stays unless one is given.
    func owe(
        _ id: DossierID, _ urgency: Urgency? = nil, in tx: any Transaction, _ body: (inout Debts<DossierStep>) -> Void
    ) throws {
        try ground.duties.change(id.text, urgency, in: tx, body)
    }

    /// What is done in a dossier is as urgent as the dossier itself; a question has an urgency of its own.
    func weighTasks(of id: DossierID, as urgency: Urgency, in tx: any Transaction) throws {
        for task in try TaskStorage.openTasks(of: id, in: tx) where task.kind != .consultation {
            try ground.duties.change(task.id.text, urgency, in: tx) { (_: inout Debts<TaskKind>) in }
        }
    }

    /// Refuses `colleagueCannot` unless the member is able and of this organisation, and it is oneself or a coordinator
    /// who says so.
    func checkAssignable(_ member: MemberID?, by session: Session, in tx: any Transaction) throws {
        if let member {
            guard let found = try ground.membership.member(member, in: tx),
                found.organisation == session.organisation.id, found.isAble,
                session.member.role == .coordinator || member == session.member.id
            else { throw DossierRefusal(.colleagueCannot) }
        } else if session.member.role != .coordinator {
            throw DossierRefusal(.colleagueCannot)
        }
    }
}

extension Compartment {
    /// As its keys and records name it.
    var kind: CompartmentKind { CompartmentKind(rawValue) }

    /// Whether the coordinator alone opens it.
    public var isCoordinators: Bool { self == .general || self == .safety }
}
