import Journal
public import Storage
public import Terms
import Vault

/// A session of a member that goes on (Dutch: open sessie).
public struct OpenSession: Sendable {
    public let id: SessionID
    public let begunAt: Instant
    public let usedAt: Instant
    /// Whether it is the one in which this is asked.
    public let isThis: Bool
}

/// What members see of their own log-ins.
extension Membership {
    /// The sessions of whoever asks, the newest first.
    public func sessions(of session: Session, in tx: any Transaction) throws -> [OpenSession] {
        try open(of: session.member.id, in: tx).map { row in
            OpenSession(
                id: row.id, begunAt: row.begunAt, usedAt: row.usedAt, isThis: row.tokenHash == session.token.hash)
        }
    }

    /// Ends another session of the same member; nothing when it ended meanwhile, or is none of theirs.
    public func end(_ id: SessionID, by session: Session, in tx: any Transaction) throws {
        guard try tx.execute("DELETE FROM session WHERE id = \(id) AND member = \(session.member.id)") > 0 else { return }
        try journal.record(
            .loggedOut, by: .member(session.member.id), of: session.organisation.id, as: session.member.role, on: id.text,
            in: tx)
    }

    /// Notes that whoever asks knows of all log-ins up to now.
    public func know(by session: Session, in tx: any Transaction) throws {
        guard var row = try live(session.token, in: tx) else { throw SessionEnded() }
        row.knownAt = time.now()
        try row.write(vouching, in: tx)
    }

    /// How many tries to log in had failed when a session began, since the log-in before it.
    public func failedBefore(_ session: Session, in tx: any Transaction) throws -> Int {
        let entries = try journal.entries(on: [session.id.text], before: time.now() + .minutes(1), in: tx)
        return entries.first { $0.act == .logInsFailed }?.basis.flatMap { Int($0) } ?? 0
    }

    /// When the member of a session last logged in elsewhere since they knew of it; nil when they did not, or that ended.
    func newLogIn(beside row: SessionRow, in tx: any Transaction) throws -> Instant? {
        try open(of: row.member, in: tx).first { $0.begunAt > row.knownAt && $0.id != row.id }?.begunAt
    }

    private func open(of member: MemberID, in tx: any Transaction) throws -> [SessionRow] {
        let now = time.now()
        return try SessionRow.all(of: member, vouching, in: tx).filter { row in
            try row.usedAt > now - Session.idleTerm && row.begunAt > now - Session.longestTerm && goesOn(row, in: tx)
        }
    }
}
