import Duties
import Journal
public import Organisations
import Records
import Reporting
import Storage
public import Terms

/// Handing the coordination of a dossier to another organisation (Dutch: overdracht van de regie). It stays with the old
/// one until the other accepts; what the old one keeps is readable for both meanwhile.
extension Tasks {
    /// Asks another organisation to take the coordination over.
    ///
    /// - Parameter warmUntil: until when the old coordinator goes on reading and helping (Dutch: warme overdracht); nil
    ///   hands over at once and for good.
    /// Refuses `receiverCannotReceive`, `alreadyOffered`, `basisNotFitting` (when it is warm, also for what the other then
    /// writes), the time's and the grounds' own refusals.
    public func offer(
        _ id: DossierID, to receiver: OrganisationID, _ reason: String, _ grounds: Grounds, warmUntil: Instant?,
        version: Int64, by session: Session
    ) async throws {
        let now = ground.time.now()
        if let warmUntil {
            guard warmUntil > now else { throw DossierRefusal(.endInThePast) }
            guard warmUntil < now + .days(366) else { throw DossierRefusal(.endTooLate) }
        }
        let task = TaskID(ground.chance)
        let text = TransferText(task: task, reason: reason, grounds: grounds)
        try text.checked()
        try await dossiers.deed(id, version: version, by: session, as: .coordinator) {
            [self] envelope, roster, session, tx in
            guard roster.offeredTo == nil else { throw DossierRefusal(.alreadyOffered) }
            // Every part that goes along is shared by it, each under its own law.
            guard kept(by: session.organisation.id, in: roster).allSatisfy({ $0.bases.contains(grounds.basis) }) else {
                throw DossierRefusal(.basisNotFitting)
            }
            try checkReceiver(receiver, by: session, in: tx)
            let us = session.organisation.id
            try ground.checkFits(grounds.basis, from: us, to: receiver, in: tx)
            // Who goes on reading for a while reads what the other writes then.
            if warmUntil != nil { try ground.checkFits(grounds.basis, from: receiver, to: us, in: tx) }
            let due = now + dossiers.terms.term(envelope.urgency)
            try begin(
                DossierTask(
                    id: task, kind: .transfer, dossier: id, compartment: .general, meeting: nil, asker: us,
                    responsible: receiver, state: .open, askedAt: now, heldAt: nil, endedAt: nil, warmUntil: warmUntil,
                    basis: grounds.basis, version: 1, parties: []), due: due, envelope.urgency, by: session, in: tx)
            var offered = try RosterStorage.vouch(id, ground.vouching, in: tx)
            guard let organisation = try ground.membership.organisation(receiver, in: tx) else { throw DossierAbsent() }
            for compartment in try dossiers.unlock(kept(by: us, in: offered), of: id, session, in: tx) {
                try ground.compartments.grant(compartment, to: organisation.recipient, in: tx)
            }
            try dossiers.append(text, .general, to: &offered, by: session, basis: grounds.basis.rawValue, in: tx)
            try dossiers.owe(id, in: tx) { $0.offered(acceptBy: due) }
        }
    }

    /// The receiver coordinates from now: dossier, parts, the old coordinator's own tasks, and the meetings that it led and
    /// in which the receiver takes part, move together. Who else has a part in the dossier hears so.
    ///
    /// - Parameter read: the offer that was read; `changedMeanwhile` when it was withdrawn and another one made since.
    public func accept(_ id: DossierID, as read: TaskID? = nil, by session: Session) async throws {
        try await answer(id, as: read, by: session) { [self] envelope, roster, offer, session, tx in
            let us = session.organisation.id
            let old = roster.coordinator
            let moved = kept(by: old, in: roster)
            try checkWhole(moved, of: id, session, in: tx)
            try dossiers.journal(.transferAccepted, id.text, session, in: tx)
            try Retention.withdrawAll(of: id, at: old, by: session, ground, in: tx)
            try end(offer, as: .done, in: tx)
            let holder = try ground.duties.duty(on: id.text, in: tx)?.member
            try ground.notices.forget(.offered, about: offer.id.text, in: tx)
            try ground.duties.move(id.text, to: us, in: tx)
            try RosterStorage.moveParts(of: id, from: old, to: us, in: tx)
            for part in moved {
                if let own = roster.admission(of: us, to: part) {
                    try RosterStorage.end(own.id, at: ground.time.now(), in: tx)
                    try dossiers.journal(.shareEnded, own.id.text, session, basis: own.basis.rawValue, in: tx)
                }
                if let warm = offer.warmUntil, warm > ground.time.now() {
                    try RosterStorage.admit(
                        Admission(
                            id: ShareID(ground.chance), compartment: part, organisation: old,
                            basis: offer.basis ?? .publicTask, since: ground.time.now(), until: warm,
                            includesEarlier: true), to: id, in: tx)
                }
            }
            let next = try RosterStorage.vouch(id, ground.vouching, in: tx)
            let remains = next.parts(of: old, at: ground.time.now())
            for part in moved.subtracting(remains) {
                try dossiers.takeBack(part, of: id, from: old, by: .member(session.member.id), session, in: tx)
            }
            try dossiers.moveTasks(of: id, from: old, to: us, in: moved.subtracting(remains), by: session, in: tx)
            try dossiers.passMeetings(of: id, from: old, to: us, by: session, in: tx)
            try dossiers.leave(old, next, by: session, in: tx)
            let due = ground.time.now() + dossiers.terms.term(envelope.urgency)
            try dossiers.owe(id, in: tx) { $0.accepted(beginBy: due, at: ground.time.now()) }
            try ground.notices.tell(
                .accepted, about: offer.id.text, to: old, by: session.member.id, member: holder, in: tx)
            for reader in next.organisations(at: ground.time.now()) where reader != us && reader != old {
                try ground.notices.tell(.coordinationMoved, about: id.text, to: reader, by: session.member.id, in: tx)
            }
        }
    }

    /// The receiver says no, with the reason: the dossier stays where it was.
    public func refuse(_ id: DossierID, because reason: String, by session: Session) async throws {
        try await answer(id, as: nil, by: session) { [self] envelope, roster, offer, session, tx in
            try keep(
                TaskOutcome(task: offer.id, state: .declined, text: reason), on: offer, as: .transferRefused,
                by: session, in: tx)
            try endOffer(offer, as: .declined, of: envelope, roster, by: session, in: tx)
            try ground.notices.tell(
                .refused, about: id.text, to: roster.coordinator, by: session.member.id,
                member: try ground.duties.duty(on: id.text, in: tx)?.member, in: tx)
        }
    }

    /// The old coordinator takes the offer back.
    public func withdrawOffer(_ id: DossierID, by session: Session) async throws {
        try await dossiers.deed(id, by: session, as: .coordinator) { [self] envelope, roster, session, tx in
            guard let offer = try TaskStorage.transfer(of: id, ground.vouching, in: tx) else {
                throw DossierRefusal(.changedMeanwhile)
            }
            try dossiers.journal(.transferWithdrawn, id.text, session, in: tx)
            try endOffer(offer, as: .withdrawn, of: envelope, roster, by: session, in: tx)
            try ground.notices.tell(.withdrawn, about: offer.id.text, to: offer.responsible, by: session.member.id, in: tx)
        }
    }

    private func answer(
        _ id: DossierID, as read: TaskID?, by session: Session,
        _ body: @escaping @Sendable (DossierEnvelope, Roster, DossierTask, Session, any Transaction) throws -> Void
    ) async throws {
        try await dossiers.deed(id, by: session, as: .asked) { [self] envelope, roster, session, tx in
            guard let offer = try TaskStorage.transfer(of: id, ground.vouching, in: tx) else { throw DossierAbsent() }
            guard read == nil || read == offer.id else { throw DossierRefusal(.changedMeanwhile) }
            try body(envelope, roster, offer, session, tx)
        }
    }

    private func kept(by organisation: OrganisationID, in roster: Roster) -> Set<Compartment> {
        Set(roster.keepers.filter { $0.value == organisation }.keys)
    }

    /// Every compartment that goes along opens for who takes over: nobody must be left who reads it. Throws `NotWhole`.
    private func checkWhole(
        _ parts: Set<Compartment>, of id: DossierID, _ session: Session, in tx: any Transaction
    ) throws {
        let opened = try dossiers.unlock(parts, of: id, session, in: tx).count
        let all = try tx.value(
            """
            SELECT count(*) FROM compartment c WHERE c.object = \(id) AND c.kind IN \(list: parts)
            AND EXISTS (SELECT 1 FROM compartment_grant g WHERE g.compartment = c.id)
            """, as: Int.self)
        guard opened == all else { throw NotWhole() }
    }

    /// The receiver's keys go, but for what it was let in to; the dossier owes what it owed.
    private func endOffer(
        _ offer: DossierTask, as state: TaskState, of envelope: DossierEnvelope, _ roster: Roster, by session: Session,
        in tx: any Transaction
    ) throws {
        try end(offer, as: state, in: tx)
        try ground.notices.forget(offer.id.text, for: offer.responsible, in: tx)
        let next = try RosterStorage.vouch(envelope.id, ground.vouching, in: tx)
        for part in kept(by: roster.coordinator, in: roster) {
            let admission = next.admission(of: offer.responsible, to: part)
            if let admission, admission.includesEarlier { continue }
            try dossiers.takeBack(
                part, of: envelope.id, from: offer.responsible, openedBefore: admission?.since,
                by: .member(session.member.id), session, in: tx)
        }
        try dossiers.leave(offer.responsible, next, by: session, in: tx)
        try dossiers.owe(envelope.id, in: tx) { $0.offerEnded() }
    }
}

extension Dossiers {
    /// What an organisation can no longer read about, another does from now: its open actions in these parts. Left where
    /// they are, nobody could finish them, and the dossier could never be closed.
    func moveTasks(
        of id: DossierID, from old: OrganisationID, to next: OrganisationID, in parts: Set<Compartment>,
        by session: Session?, in tx: any Transaction
    ) throws {
        for open in try TaskStorage.openTasks(of: id, in: tx) where open.kind == .action {
            guard let part = open.compartment, parts.contains(part), open.responsible == old || open.asker == old
            else { continue }
            let task = try TaskStorage.task(open.id, ground.vouching, in: tx)
            if task.responsible == old {
                try ground.duties.move(task.id.text, to: next, in: tx)
                try ground.notices.tell(.asked, about: task.id.text, to: next, by: session?.member.id, in: tx)
            }
            try TaskStorage.replace(task, old, by: next, ground.vouching, in: tx)
            try ground.notices.forget(task.id.text, for: old, in: tx)
        }
    }
}
