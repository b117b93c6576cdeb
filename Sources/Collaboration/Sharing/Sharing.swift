import Journal
public import Organisations
import Records
public import Reporting
import Storage
public import Terms
import Vault

/// Letting organisations in to a part of a dossier, and ending it (Dutch: delen).
///
/// To share is to seal the part's key to one organisation more, on a recorded decision. Whoever opened a part decides who
/// reads it. When a share ends, new contents get a new key; what was read cannot be taken back.
public struct Sharing: Sendable {
    let dossiers: Dossiers
    private var ground: Ground { dossiers.ground }

    public init(_ dossiers: Dossiers) { self.dossiers = dossiers }

    /// Lets an organisation in. The decision is kept in the part itself: who receives it may know on what ground.
    /// A part that nobody opened yet is the coordinator's to share: nobody else brings others into the dossier with it.
    ///
    /// Refuses `notKeeper`, `receiverCannotReceive`, `basisNotFitting`, `alreadyAdmitted`, the end's and the decision's own
    /// refusals.
    public func share(_ decision: SharingDecision, of id: DossierID, from draft: Draft, by session: Session) async throws {
        try decision.checked()
        let now = ground.time.now()
        guard decision.until > now else { throw DossierRefusal(.endInThePast) }
        guard decision.until < now + .days(366) else { throw DossierRefusal(.endTooLate) }
        do {
            try await dossiers.deed(id, by: session, as: .anyone) { [self] envelope, roster, session, tx in
                let written = try decision.id(from: draft, on: id.text)
                if try ground.records.holds(written, in: tx) { throw AlreadyKept() }
                var roster = roster
                let keeper = roster.keepers[decision.compartment] ?? roster.coordinator
                guard keeper == session.organisation.id else { throw DossierRefusal(.notKeeper) }
                guard let receiver = try ground.membership.organisation(decision.receiver, in: tx), receiver.canReceive,
                    receiver.id != keeper
                else { throw DossierRefusal(.receiverCannotReceive) }
                try ground.checkFits(decision.grounds.basis, from: keeper, to: receiver.id, in: tx)
                guard roster.admission(of: receiver.id, to: decision.compartment) == nil else {
                    throw DossierRefusal(.alreadyAdmitted)
                }
                try dossiers.openPart(decision.compartment, of: &roster, by: session, in: tx)
                // What was opened before is older than the share, also within one millisecond.
                let opening = try ground.compartments.lastOpening(decision.compartment.kind, of: id.text, in: tx)
                let since = opening.map { max(now, $0 + Term(milliseconds: 1)) } ?? now
                let admission = Admission(
                    id: ShareID(of: Array(written.text.utf8.suffix(16))), compartment: decision.compartment,
                    organisation: receiver.id, basis: decision.grounds.basis, since: since, until: decision.until,
                    includesEarlier: decision.includesEarlier)
                if decision.includesEarlier {
                    for compartment in try dossiers.unlock([decision.compartment], of: id, session, in: tx) {
                        try ground.compartments.grant(compartment, to: receiver.recipient, in: tx)
                    }
                } else {
                    // Who was asked to take the dossier over holds this key for as long as that lasts, and the new one on
                    // for as long as the share does.
                    try ground.compartments.close(decision.compartment.kind, of: id.text, in: tx)
                }
                try RosterStorage.admit(admission, to: id, in: tx)
                roster = try RosterStorage.vouch(id, ground.vouching, in: tx)
                var kept = decision
                kept.share = admission.id
                try dossiers.append(
                    kept, decision.compartment, to: &roster, by: session, under: written,
                    basis: decision.grounds.basis.rawValue, in: tx)
                try ground.notices.tell(
                    .shared, about: id.text, to: receiver.id, by: session.member.id, urgency: envelope.urgency, in: tx)
            }
        } catch is AlreadyKept {}
    }

    /// Ends a share before its time: by who keeps the part, or by who was let in and has no need of it any more.
    /// Refuses `changedMeanwhile` when it ended already.
    public func end(_ share: ShareID, of id: DossierID, because reason: String, by session: Session) async throws {
        try await dossiers.deed(id, closedToo: true, by: session, as: .anyone) { [self] _, roster, session, tx in
            let us = session.organisation.id
            guard let admission = roster.admissions.first(where: { $0.id == share }),
                admission.organisation == us || roster.keepers[admission.compartment] == us
            else { throw DossierRefusal(.changedMeanwhile) }
            let end = SharingEnd(share: share, receiver: admission.organisation, reason: reason)
            try end.checked()
            var roster = roster
            // Who leaves writes the reason while they can; who takes back writes it where the other reads no more.
            if admission.organisation == us {
                try dossiers.append(end, admission.compartment, to: &roster, by: session, in: tx)
            }
            roster = try close(admission, of: roster, by: .member(session.member.id), session, in: tx)
            if admission.organisation != us {
                try dossiers.append(end, admission.compartment, to: &roster, by: session, in: tx)
            }
        }
    }

    /// Ends what ran out: the house does it by itself. Tells how many dossiers changed. A dossier that somebody else wrote
    /// in is left for `verify` to name, and keeps none of the others from ending.
    public func lapse() async throws -> Int {
        let now = ground.time.now()
        let lapsed = try await ground.database.read { tx in try RosterStorage.lapsed(at: now, limit: 200, in: tx) }
        var count = 0
        for id in lapsed {
            do {
                try await ground.database.write { [self] tx in
                    var roster = try RosterStorage.roster(of: id, ground.vouching, in: tx)
                    for admission in roster.admissions where admission.until <= now {
                        roster = try close(admission, of: roster, by: .system, nil, in: tx)
                    }
                    try DossierStorage.raiseVersion(of: id, in: tx)
                }
                count += 1
            } catch VaultError.notOpened {}
        }
        return count
    }

    /// Takes an organisation's keys to a part, and forgets what it could find; new contents get a new key. What it still
    /// had to do there is its keeper's.
    private func close(
        _ admission: Admission, of roster: Roster, by actor: Actor, _ session: Session?, in tx: any Transaction
    ) throws -> Roster {
        let id = roster.dossier
        try ground.journal.record(
            .shareEnded, by: actor, of: session?.organisation.id ?? roster.keepers[admission.compartment],
            as: session?.member.role, on: admission.id.text, basis: admission.basis.rawValue, in: tx)
        try RosterStorage.end(admission.id, at: ground.time.now(), in: tx)
        let next = try RosterStorage.vouch(id, ground.vouching, in: tx)
        // Who was asked to take the dossier over goes on reading what goes along with it.
        if !next.readers(of: admission.compartment, at: ground.time.now()).contains(admission.organisation) {
            try dossiers.takeBack(
                admission.compartment, of: id, from: admission.organisation, by: actor, session, in: tx)
            if let keeper = next.keepers[admission.compartment] {
                try dossiers.moveTasks(
                    of: id, from: admission.organisation, to: keeper, in: [admission.compartment], by: session, in: tx)
            }
        }
        try dossiers.leave(admission.organisation, next, by: session, in: tx)
        try tellEnded(admission, of: next, by: session, in: tx)
        return next
    }
}

extension Ground {
    /// Refuses `basisNotFitting` when it is no ground of these two.
    func checkFits(
        _ basis: LegalBasis, from giver: OrganisationID, to receiver: OrganisationID, in tx: any Transaction
    ) throws {
        let kinds = try [giver, receiver].map { try profiles.profile(of: $0, in: tx)?.kind }
        guard basis.fits(from: kinds[0], to: kinds[1]) else { throw DossierRefusal(.basisNotFitting) }
    }
}

extension Dossiers {
    /// Takes an organisation's keys to a part of a dossier.
    ///
    /// - Parameter opened: only to what was opened before this moment.
    func takeBack(
        _ compartment: Compartment, of id: DossierID, from organisation: OrganisationID, openedBefore opened: Instant? = nil,
        by actor: Actor, _ session: Session?, in tx: any Transaction
    ) throws {
        try ground.journal.record(
            .keyTakenBack, by: actor, of: session?.organisation.id, as: session?.member.role, on: id.text,
            basis: compartment.rawValue, in: tx)
        try ground.compartments.revoke(
            .organisation(organisation), from: compartment.kind, of: id.text, openedBefore: opened, in: tx)
        try ground.search.forget(id.text, for: organisation, in: tx)
    }

    /// After keys were taken back: for who has no part in the dossier any more it does not exist, nor does what was told
    /// of it, and the meetings that it led are the coordinator's, or are called off. Who still has one makes that findable
    /// anew, since all that it could find was forgotten.
    func leave(_ organisation: OrganisationID, _ roster: Roster, by session: Session?, in tx: any Transaction) throws {
        guard !roster.includes(organisation, at: ground.time.now()) else {
            return try beginIndexing(roster.dossier, for: [organisation], in: tx)
        }
        try passMeetings(of: roster.dossier, from: organisation, to: roster.coordinator, by: session, in: tx)
        try endMeetings(of: roster.dossier, ledBy: organisation, by: session, in: tx)
        try ground.notices.forget(roster.dossier.text, for: organisation, in: tx)
        try tx.execute(
            "DELETE FROM dossier_unindexed WHERE organisation = \(organisation) AND dossier = \(roster.dossier)")
    }
}

extension RosterStorage {
    /// Shares that stand although the journal tells of their end: somebody put an earlier roster back, with the word that
    /// was given for it then.
    static func revived(in tx: any Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT a.id FROM admission a WHERE a.ended_at IS NULL AND EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = a.id AND e.act = \(Act.shareEnded.code))
            ORDER BY a.id LIMIT 1000
            """
        ).map { try $0.get("id") }
    }
}
