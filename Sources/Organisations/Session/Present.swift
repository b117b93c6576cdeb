public import Storage

/// The session ended, or its member was removed, while what they asked for was under way.
public struct SessionEnded: Error, Sendable {}

extension Membership {
    /// A session as it stands in this transaction. A request is read for minutes when it carries files; meanwhile the
    /// member may have been removed, or a key epoch have begun. So every front door asks this first in a transaction
    /// in which a member writes, and takes role, organisation and epoch from what it answers.
    ///
    /// That a session grew old meanwhile does not count: it was good when the request came.
    /// Throws ``SessionEnded``.
    public func present(_ session: Session, in tx: any Transaction) throws -> Session {
        guard let row = try live(session.token, in: tx), row.member == session.member.id,
            let member = try current(row.member, in: tx), member.state == .active,
            let organisation = try organisation(member.organisation, in: tx)
        else { throw SessionEnded() }
        return Session(
            member: member, organisation: organisation, memberKey: session.memberKey, keyring: session.keyring,
            newLogIn: session.newLogIn, id: row.id, token: session.token)
    }
}
