public import Journal
public import Storage
public import Terms

/// That a member cannot go on with what they had taken on: they were removed, start anew, or do other work from now.
public struct Leave: Sendable {
    public let member: MemberID
    /// Which colleague takes over what they had; nil leaves it to nobody in particular.
    public let successor: MemberID?
    public let actor: Actor
    /// In which role the actor did it; nil on the console.
    public let acting: Role?
}

/// What becomes of that work, in the transaction of the deed. The room of members does not know of work: whoever makes
/// ``Membership`` says it, once for every way of leaving.
public typealias WorkRelease = @Sendable (Leave, any Transaction) throws -> Void

extension Membership {
    /// What a member had taken on goes to a colleague or to nobody. Refuses `colleagueCannot` unless the colleague is
    /// another one of the same organisation, who can open contents today.
    func releaseWork(
        of member: Member, to successor: MemberID?, by actor: Actor, acting: Role?, in tx: any Transaction
    ) throws {
        if let successor {
            guard let colleague = try self.member(successor, in: tx), colleague.id != member.id,
                colleague.organisation == member.organisation, colleague.isAble
            else { throw MembershipRefusal.colleagueCannot }
        }
        try release(Leave(member: member.id, successor: successor, actor: actor, acting: acting), tx)
    }

    /// Who took something on, as long as they can work on it: who left, starts anew, or waits to be let in did not.
    public func worker(_ id: MemberID?, in tx: any Transaction) throws -> Member? {
        try id.flatMap { try member($0, in: tx) }.flatMap { $0.isAble ? $0 : nil }
    }

    /// The condition under which the member whose id stands in a column can work with contents, for lists: see
    /// ``worker(_:in:)``. Nobody whose role opens none holds a key.
    public static func isAble(_ column: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM member able JOIN organisation home ON home.id = able.organisation
            JOIN organisation_key held
            ON held.organisation = home.id AND held.epoch = home.epoch AND held.holder = able.id
            WHERE able.id = \(fragment: column) AND able.state = 'active')
        """
    }
}
