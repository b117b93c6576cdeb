public import Journal
public import Storage
public import Terms
public import Vault

/// What the founding of an organisation leaves to hand over: each shown once.
public struct Founding: Sendable {
    public let organisation: OrganisationID
    /// To print, keep apart, and type back once.
    public let recoveryCode: Receipt
}

/// An invitation that was just made; its token is shown once.
public struct NewInvitation: Sendable {
    public let member: MemberID
    public let token: InvitationToken
}

extension Membership {
    /// Founds an organisation with its first key pair and its recovery code.
    public func found(_ name: String, in tx: any Transaction) throws -> (Founding, FoundingKeys) {
        let name = try Self.name(name)
        let id = OrganisationID(chance)
        let code = Receipt(chance)
        let recovery = try OrganisationKeys.recoveryKey(code, secret)
        let now = time.now()
        let row = OrganisationRow(
            id, name: name, epoch: 1,
            recoveryKey: vouching.vouch(for: recovery.publicKey, PublicKeyBinding.recovery(of: id)), foundedAt: now)
        guard try row.insert(vouching, in: tx) else { throw MembershipRefusal.nameTaken }
        let key = PrivateKey()
        try OrganisationStorage.insertEpoch(1, of: id, key: key.publicKey, vouching, at: now, in: tx)
        try OrganisationKeys.entrust(
            [(1, key)], of: id, to: OrganisationKeys.recoveryHolder, recovery.publicKey, vouching, in: tx)
        try journal.record(.organisationFounded, by: .console, of: id, on: id.text, in: tx)
        return (Founding(organisation: id, recoveryCode: code), FoundingKeys(keys: [(1, key)]))
    }

    /// Invites somebody. With `keys` (at the founding, or opened by the recovery code) the invitation itself carries
    /// the organisation's keys; without, a colleague who holds them lets the new member in.
    ///
    /// - Parameter member: the id of the new member when the form that invites chose one: sent twice, it invites once.
    /// Refuses `malformedName`, `alreadyInvited`.
    public func invite(
        _ name: String, as role: Role, to id: OrganisationID, member: MemberID? = nil,
        carrying keys: FoundingKeys? = nil, by actor: Actor = .console, acting: Role? = nil, in tx: any Transaction
    ) throws -> NewInvitation {
        let name = try Self.name(name)
        let member = member ?? MemberID(chance)
        let row = MemberRow(
            member, of: id, name: name, role: role, invitedAt: time.now(),
            turn: try turns(of: member, in: tx).changes + 1)
        guard try row.insert(vouching, in: tx) else { throw MembershipRefusal.alreadyInvited }
        try journal.record(.memberInvited, by: actor, of: id, as: acting, on: member.text, in: tx)
        return try invitation(for: member, of: id, role: role, carrying: keys, in: tx)
    }

    /// Gives somebody who lost password, telephone or link a new start: the old keys and sessions end, a new link is
    /// made. With `keys`, opened by the recovery code, the link carries them.
    /// What they had taken on goes to `successor`, or to nobody in particular.
    /// Refuses `unknownMember`, `oneself`, `colleagueCannot`, and `lastAbleMember`: only the recovery code can restore that
    /// one.
    public func reset(
        _ id: MemberID, of organisation: OrganisationID, carrying keys: FoundingKeys? = nil,
        giving successor: MemberID? = nil, by actor: Actor = .console, acting: Role? = nil, in tx: any Transaction
    ) throws -> NewInvitation {
        guard let member = try member(id, in: tx), member.organisation == organisation, member.state != .removed,
            let row = try row(id, in: tx)
        else { throw MembershipRefusal.unknownMember }
        guard actor != .member(id) else { throw MembershipRefusal.oneself }
        if member.isAdmitted, keys == nil, try self.organisation(organisation, in: tx)?.ableMembers == 1 {
            throw MembershipRefusal.lastAbleMember
        }
        try MemberStorage.forget(id, in: tx)
        try releaseWork(of: member, to: successor, by: actor, acting: acting, in: tx)
        try change(row, .memberReset, by: actor, acting: acting, in: tx) { $0.forget(state: .invited) }
        if keys != nil {
            try journal.record(.memberRecovered, by: actor, of: organisation, as: acting, on: id.text, in: tx)
        }
        return try invitation(for: id, of: organisation, role: member.role, carrying: keys, in: tx)
    }

    /// Until when each invitation that was not followed yet is valid.
    public func invitations(of id: OrganisationID, in tx: any Transaction) throws -> [MemberID: Instant] {
        let rows = try tx.rows(
            """
            SELECT i.member, i.expires_at FROM invitation i JOIN member m ON m.id = i.member
            WHERE m.organisation = \(id) AND i.expires_at > \(time.now())
            """)
        return Dictionary(try rows.map { (try $0.get("member"), try $0.get("expires_at")) }) { first, _ in first }
    }

    private func invitation(
        for member: MemberID, of id: OrganisationID, role: Role, carrying keys: FoundingKeys?, in tx: any Transaction
    ) throws -> NewInvitation {
        let invitation = InvitationID(chance)
        let token = InvitationToken(chance)
        let until = time.now() + InvitationToken.validity
        let binding = InvitationToken.binding(invitation, for: member, of: id, as: role, until: until)
        try tx.execute(
            """
            INSERT INTO invitation (id, member, token_hash, expires_at, word)
            VALUES (\(invitation), \(member), \(token.hash), \(until), \(vouching.word(for: binding, token.hash)))
            """)
        if let keys, role.opensContents {
            let key = try OrganisationKeys.invitationKey(token, secret)
            try OrganisationKeys.entrust(keys.keys, of: id, to: invitation.text, key.publicKey, vouching, in: tx)
        }
        return NewInvitation(member: member, token: token)
    }
}

/// An organisation's private keys while an invitation that carries them is made.
public struct FoundingKeys: Sendable {
    let keys: [(epoch: Int64, key: PrivateKey)]
}
