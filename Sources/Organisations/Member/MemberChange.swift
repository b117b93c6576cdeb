public import Journal
public import Storage
public import Terms
import Vault

extension Act {
    public static let memberRenamed = Act("member.renamed")
    /// Somebody does other work from now; the basis of the entry is the new role.
    public static let memberRoleChanged = Act("member.roleChanged")
}

extension Membership {
    /// Gives a member another name or another role (Dutch: rol wijzigen). With the role the keys change: who opens contents
    /// no longer loses them, and a new epoch begins as with a removal; who opens contents from now waits to be let in.
    /// Their sessions end with a change of role.
    ///
    /// - Parameter successor: the colleague who takes over what they had, when their role opens contents no longer.
    /// Refuses `unknownMember`, `malformedName`, `oneself` for one's own role, `lastAbleMember`, `colleagueCannot`.
    public func change(
        _ id: MemberID, of organisation: OrganisationID, name typed: String, role: Role,
        giving successor: MemberID? = nil, by actor: Actor = .console, acting: Role? = nil, in tx: any Transaction
    ) throws {
        let name = try Self.name(typed)
        guard let member = try member(id, in: tx), member.organisation == organisation, member.state != .removed,
            let before = try self.organisation(organisation, in: tx), let row = try row(id, in: tx)
        else { throw MembershipRefusal.unknownMember }
        if name != member.name {
            try change(row, .memberRenamed, by: actor, acting: acting, in: tx) { $0.name = name }
        }
        guard role != member.role else { return }
        guard actor != .member(id) else { throw MembershipRefusal.oneself }
        let closes = member.role.opensContents && !role.opensContents
        guard !(closes && member.isAdmitted && before.ableMembers == 1) else { throw MembershipRefusal.lastAbleMember }
        let mayHaveKeys = closes && row.wasEverEnrolled
        let vouched = member.publicKey.map {
            vouching.vouch(for: $0, PublicKeyBinding.member(id, of: organisation, as: role))
        }
        guard let named = try self.row(id, in: tx) else { throw MembershipRefusal.unknownMember }
        try change(named, .memberRoleChanged, by: actor, acting: acting, basis: role.rawValue, in: tx) { row in
            row.role = role
            row.publicKey = vouched
        }
        try MemberStorage.setRole(role, inLinksOf: member, vouching, in: tx)
        try tx.execute("DELETE FROM session WHERE member = \(id)")
        guard closes else { return }
        try MemberStorage.takeKeys(of: id, in: tx)
        try tx.execute("DELETE FROM notice WHERE member = \(id)")
        try releaseWork(of: member, to: successor, by: actor, acting: acting, in: tx)
        if mayHaveKeys { try turnEpoch(of: before, by: actor, acting: acting, in: tx) }
    }

    /// A name as it is kept: 2 to 120 characters, one space between its parts. Refuses `malformedName`.
    static func name(_ typed: String) throws -> String {
        let name = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (2...120).contains(name.count) else { throw MembershipRefusal.malformedName }
        return name
    }
}
