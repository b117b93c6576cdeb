public import Journal
public import Organisations
import Records
import Reporting
import Storage
public import Terms

extension Act {
    /// Who wrote a record withdrew it; the basis of the entry names the part.
    public static let recordWithdrawn = Act("dossier.recordWithdrawn")
}

/// What can be withdrawn: what somebody said, about whom or what. Everything else accounts for a deed that others went
/// by (a share, a judgement of safety, a task, a meeting, a closing): its words stand as long as the deed does, and are
/// destroyed by two people when they must go. A new kind of record says here when it is of that sort.
extension DossierRecord {
    public static var canBeWithdrawn: Bool { true }
}

extension SharingDecision { public static var canBeWithdrawn: Bool { false } }
extension SharingEnd { public static var canBeWithdrawn: Bool { false } }
extension TransferText { public static var canBeWithdrawn: Bool { false } }
extension SafetyJudgement { public static var canBeWithdrawn: Bool { false } }
extension NextStep { public static var canBeWithdrawn: Bool { false } }
extension DossierClosing { public static var canBeWithdrawn: Bool { false } }
extension TaskText { public static var canBeWithdrawn: Bool { false } }
extension TaskOutcome { public static var canBeWithdrawn: Bool { false } }
extension ConsultationText { public static var canBeWithdrawn: Bool { false } }
extension MeetingPlan { public static var canBeWithdrawn: Bool { false } }
extension MeetingMinutes { public static var canBeWithdrawn: Bool { false } }

/// Withdrawing what one wrote, in the wrong part or by mistake (Dutch: terugnemen). The version and those that it took
/// the place of are emptied for everybody, as far as one's own organisation wrote them; the fact that something was
/// withdrawn and who read it remain, and whoever read it is told. What another organisation wrote stays: it stands again
/// where only its correction was withdrawn.
extension Dossiers {
    /// Withdraws a version of something in a part of a dossier, closed ones too.
    ///
    /// - Parameter newest: the version that stood on the page; refuses `changedMeanwhile` when another one does now.
    /// Refuses `notWriter`, and `cannotWithdraw` for what accounts for a deed. Throws ``DossierAbsent``.
    public func withdraw(
        _ record: RecordID, seeing newest: RecordID, of id: DossierID, by session: Session
    ) async throws {
        try await deed(id, closedToo: true, by: session, as: .anyone) { [self] _, roster, session, tx in
            let now = ground.time.now()
            let open = try unlock(roster.parts(of: session.organisation.id, at: now), of: id, session, in: tx)
            let read = try withdraw(record, seeing: newest, of: id.text, in: open, by: session, tx) { part, since in
                try readers(of: id, part, since: since, before: now + Self.moment, in: tx)
            }
            try indexAnew(id, roster, in: tx)
            try tell(read.filter { roster.includes($0.organisation, at: now) }, about: id.text, session, in: tx)
        }
    }

    /// So long is one step of the clock.
    static let moment = Term(milliseconds: 1)

    /// Tokens do not tell which record they came from: all are forgotten, and what remains is indexed when somebody works.
    func indexAnew(_ id: DossierID, _ roster: Roster, in tx: any Transaction) throws {
        try ground.search.forget(id.text, in: tx)
        let readers = roster.keepers.keys.flatMap { roster.readers(of: $0, at: ground.time.now()) }
        try beginIndexing(id, for: Set(readers), in: tx)
    }

    /// Whoever read what was withdrawn hears so.
    func tell(_ readers: [Reading], about object: String, _ session: Session, in tx: any Transaction) throws {
        for reader in readers where reader.member != session.member.id {
            try ground.notices.tell(
                .recordWithdrawn, about: object, to: reader.organisation, by: session.member.id, member: reader.member, in: tx)
        }
    }

    /// Empties a version and the earlier ones of the same organisation, with the files that nothing else names; tells who
    /// read any of them. Once withdrawn, nothing more is done.
    func withdraw(
        _ record: RecordID, seeing newest: RecordID, of object: String, in open: [OpenCompartment], by session: Session,
        _ tx: any Transaction, readers: (Compartment?, Instant) throws -> [Reading]
    ) throws -> [Reading] {
        if try WithdrawalStorage.holds(record, in: tx) { return [] }
        let opened = try ground.records.all(of: object, in: open, tx)
        guard let named = opened.first(where: { $0.id == record }) else { throw DossierAbsent() }
        guard DossierRecords.canBeWithdrawn(named.kind) else { throw DossierRefusal(.cannotWithdraw) }
        guard try mayWithdraw(named.author, session, in: tx) else { throw DossierRefusal(.notWriter) }
        let versions = try ground.records.versions(of: record, in: tx)
        guard let place = versions.firstIndex(where: { $0.id == record }),
            versions.last(where: { !$0.isEmpty })?.id == newest
        else { throw DossierRefusal(.changedMeanwhile) }
        let ours = try versions.prefix(through: place).filter { version in
            try !version.isEmpty && isOurs(version.author, session, in: tx)
        }
        let read = try readers(Compartment(rawValue: named.compartment.code), ours.first?.at ?? named.at)
        let gone = Set(ours.map(\.id))
        let remaining = Set(try opened.filter { !gone.contains($0.id) }.flatMap(DossierRecords.files).map(\.id))
        let files = try opened.filter { gone.contains($0.id) }.flatMap(DossierRecords.files).map(\.id)
        try ground.attachments.destroy(files.filter { !remaining.contains($0) }, of: object, in: tx)
        let now = ground.time.now()
        for version in ours {
            guard try ground.records.destroy(version.id, of: object, in: tx) else { continue }
            try ground.journal.record(
                .recordWithdrawn, by: .member(session.member.id), of: session.organisation.id, as: session.member.role,
                on: object, basis: named.compartment.code, digest: version.digest, in: tx)
            try WithdrawalStorage.insert(
                Withdrawal(version, in: named.compartment, by: session.member.id, at: now), ground.vouching, in: tx)
            try Retention.withdrawAll(ofRecord: version.id, by: session, ground, in: tx)
        }
        return read
    }

    /// Whoever wrote it, and the coordinators of their organisation: the writer may be away.
    private func mayWithdraw(_ author: Actor, _ session: Session, in tx: any Transaction) throws -> Bool {
        if author == .member(session.member.id) { return true }
        return try session.member.role == .coordinator && isOurs(author, session, in: tx)
    }

    func isOurs(_ author: Actor, _ session: Session, in tx: any Transaction) throws -> Bool {
        guard case .member(let id) = author else { return false }
        return try ground.membership.member(id, in: tx)?.organisation == session.organisation.id
    }
}

extension Tasks {
    /// Withdraws a message that was written about a question or a meeting, ended ones too. Refuses as
    /// ``Dossiers/withdraw(_:seeing:of:by:)``.
    public func withdraw(_ record: RecordID, of id: TaskID, by session: Session) async throws {
        try await deed(id, endedToo: true, by: session) { [self] task, session, tx in
            let now = ground.time.now()
            let open = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
                .filter { $0.kind == task.kind.apart }
            let read = try dossiers.withdraw(record, seeing: record, of: id.text, in: open, by: session, tx) { _, since in
                try dossiers.readers(of: id, since: since, before: now + Dossiers.moment, in: tx)
            }
            try ground.search.forget(id.text, in: tx)
            try dossiers.tell(
                read.filter { task.involves($0.organisation) }, about: id.text, session, in: tx)
        }
    }
}
