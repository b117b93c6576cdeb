public import Journal
public import Storage
public import Terms
public import Vault

extension Membership {
    /// Lets a waiting member in whose key two people compared: the one who lets in, and the one who waits.
    ///
    /// - Parameter compared: the fingerprint that they saw; nil when they did not compare it.
    /// Refuses `notWaiting`, `keyNotCompared`, `holdsNoKey`.
    public func admit(
        _ id: MemberID, comparing compared: String?, by session: Session, in tx: any Transaction
    ) throws {
        guard let waiting = try current(id, in: tx), waiting.organisation == session.organisation.id,
            waiting.waitsForAdmission
        else { throw MembershipRefusal.notWaiting }
        guard let compared, waiting.fingerprint?.text == compared else { throw MembershipRefusal.keyNotCompared }
        try admit(id, by: session.member, with: session.memberKey, in: tx)
    }

    /// A colleague who holds the organisation's keys lets a waiting member in to all reports, earlier ones too.
    ///
    /// An administrator alone can invite, but cannot give what they do not hold.
    /// Refuses `notWaiting`, `holdsNoKey`.
    public func admit(
        _ id: MemberID, by colleague: Member, with memberKey: PrivateKey, in tx: any Transaction
    ) throws {
        guard let waiting = try current(id, in: tx), waiting.organisation == colleague.organisation,
            waiting.waitsForAdmission, let publicKey = waiting.publicKey
        else { throw MembershipRefusal.notWaiting }
        let keys = try OrganisationKeys.open(
            of: colleague.organisation, holder: colleague.id.text, with: memberKey, vouching, in: tx)
        guard !keys.isEmpty else { throw MembershipRefusal.holdsNoKey }
        try OrganisationKeys.entrust(keys, of: colleague.organisation, to: id.text, publicKey, vouching, in: tx)
        try journal.record(
            .memberAdmitted, by: .member(colleague.id), of: colleague.organisation, as: colleague.role, on: id.text,
            in: tx)
        try notices.forget(id.text, in: tx)
        try openIfReady(colleague.organisation, in: tx)
    }

    /// The recovery code lets a waiting member in when no colleague can. Refuses `notWaiting`, `wrongRecoveryCode`.
    public func recover(
        _ id: MemberID, of organisation: OrganisationID, with code: Receipt, by actor: Actor = .console,
        acting: Role? = nil, in tx: any Transaction
    ) throws {
        guard let waiting = try current(id, in: tx), waiting.organisation == organisation, waiting.waitsForAdmission,
            let publicKey = waiting.publicKey
        else { throw MembershipRefusal.notWaiting }
        let keys = try self.keys(of: organisation, openedBy: code, in: tx).keys
        try OrganisationKeys.entrust(keys, of: organisation, to: id.text, publicKey, vouching, in: tx)
        try journal.record(.memberRecovered, by: actor, of: organisation, as: acting, on: id.text, in: tx)
        try notices.forget(id.text, in: tx)
        try openIfReady(organisation, in: tx)
    }

    /// Removes a member: sessions end, keys go, and a new epoch begins that the member never holds, also when their keys
    /// went before by a reset: what they had, they may have kept.
    ///
    /// - Parameters:
    ///   - evenTheLast: whether to go on although nobody will be left who can open the organisation's reports; it then
    ///     receives no more of them.
    ///   - successor: the colleague who takes over what they had taken on; nil leaves it to nobody in particular.
    /// Refuses `lastAbleMember`, `unknownMember`, `oneself`, `colleagueCannot`.
    public func remove(
        _ id: MemberID, of organisation: OrganisationID, evenTheLast: Bool = false, giving successor: MemberID? = nil,
        by actor: Actor = .console, acting: Role? = nil, in tx: any Transaction
    ) throws {
        guard let member = try member(id, in: tx), member.organisation == organisation, member.state != .removed,
            let before = try self.organisation(organisation, in: tx), let row = try row(id, in: tx)
        else { throw MembershipRefusal.unknownMember }
        guard actor != .member(id) else { throw MembershipRefusal.oneself }
        let isLast = member.isAdmitted && before.ableMembers == 1
        guard !isLast || evenTheLast else { throw MembershipRefusal.lastAbleMember }
        let mayHaveKeys = member.role.opensContents && row.wasEverEnrolled
        try MemberStorage.forget(id, in: tx)
        try tx.execute("DELETE FROM notice WHERE member = \(id)")
        try releaseWork(of: member, to: successor, by: actor, acting: acting, in: tx)
        try change(
            row, isLast ? .lastAbleMemberRemoved : .memberRemoved, by: actor, acting: acting, in: tx
        ) { $0.forget(state: .removed) }
        if mayHaveKeys { try turnEpoch(of: before, by: actor, acting: acting, in: tx) }
    }

    /// Tells those who hold the organisation's keys that a colleague waits for them.
    func tellWaiting(_ member: Member, in tx: any Transaction) throws {
        try notices.tell(.waiting, about: member.id.text, to: member.organisation, by: member.id, in: tx)
    }

    private var notices: Notices { Notices(membership: self, time: time) }

    /// Begins a new key epoch: sealed to every able member who stays and to the recovery code.
    func turnEpoch(
        of organisation: Organisation, by actor: Actor, acting: Role?, in tx: any Transaction
    ) throws {
        let holders = try members(of: organisation.id, in: tx).filter(\.isAdmitted).compactMap {
            // Who was reset since, and put back as they were, holds nothing of what comes.
            try current($0.id, in: tx)
        }
        let next = organisation.epoch + 1
        let key = PrivateKey()
        try OrganisationStorage.insertEpoch(
            next, of: organisation.id, key: key.publicKey, vouching, at: time.now(), in: tx)
        for holder in holders {
            guard let publicKey = holder.publicKey else { continue }
            try OrganisationKeys.entrust(
                [(next, key)], of: organisation.id, to: holder.id.text, publicKey, vouching, in: tx)
        }
        if let recovery = try OrganisationStorage.recoveryKey(of: organisation.id, vouching, in: tx) {
            try OrganisationKeys.entrust(
                [(next, key)], of: organisation.id, to: OrganisationKeys.recoveryHolder, recovery, vouching, in: tx)
        }
        guard var row = try OrganisationRow.find(organisation.id, vouching, in: tx) else {
            throw StorageError.malformed("organisation")
        }
        row.epoch = next
        try row.write(vouching, in: tx)
        try journal.record(
            .epochTurned, by: actor, of: organisation.id, as: acting, on: organisation.id.text, in: tx)
    }
}
