import Journal
public import Storage
import Terms
import Vault

/// A member's key under a new password, made outside the transaction because deriving from a password is slow.
public struct NewWrapping: Sendable {
    let proven: ProvenLogIn
    let wrapped: [UInt8]
    let salt: [UInt8]
    let cost: Password.Cost
}

/// What members change about their own log-in. Who only found a session open can change nothing: the present password
/// and a one-time code are asked, and every other session ends.
extension Membership {
    /// Checks the present password and one-time code of whoever is logged in. Failures are counted as at log-in.
    /// Refuses `logInFailed`. Throws the desk's error when it is full.
    public func prove(
        _ session: Session, password: String, oneTimeCode: String, in database: Database
    ) async throws -> ProvenLogIn {
        let member = session.member.id
        let row = try await database.read { [self] tx in
            try self.row(member, in: tx).flatMap { $0.state == .active ? $0 : nil }
        }
        return try await prove(row, password, oneTimeCode, on: deviceCookie(of: member), in: database)
    }

    /// Wraps the member's key under another password.
    public func rewrap(_ proven: ProvenLogIn, under new: NewPassword) async throws -> NewWrapping {
        let salt = chance.bytes(Password.saltBytes)
        let wrapping = try await wrappingKey(new.text, salt: salt, cost: cost)
        return NewWrapping(
            proven: proven,
            wrapped: try Seal.seal(proven.key.seed, under: wrapping, MemberKeys.binding(proven.member)), salt: salt,
            cost: cost)
    }

    /// From now on only the new password opens; every other session of the member ends.
    /// Refuses `logInFailed` when the one-time code was used meanwhile.
    public func changePassword(_ new: NewWrapping, by session: Session, in tx: any Transaction) throws {
        let row = try spend(new.proven, in: tx)
        try change(row, .passwordChanged, by: session, in: tx) { row in
            row.salt = new.salt
            row.passes = Int64(new.cost.passes)
            row.memoryBytes = Int64(new.cost.memoryBytes)
            row.wrappedKey = new.wrapped
        }
    }

    /// From now on only codes of the new secret are right; every other session of the member ends.
    /// Refuses `wrongOneTimeCode` when the code typed is not of the new secret, `logInFailed` as above.
    public func renewSecondFactor(
        _ secondFactor: [UInt8], oneTimeCode: String, _ proven: ProvenLogIn, by session: Session,
        in tx: any Transaction
    ) throws {
        guard let step = TOTP.accept(oneTimeCode, secondFactor, at: time.now(), after: 0) else {
            throw MembershipRefusal.wrongOneTimeCode
        }
        let row = try spend(proven, in: tx)
        let sealed = try MemberKeys.sealSecondFactor(secondFactor, of: proven.member, with: proven.key)
        try change(row, .secondFactorRenewed, by: session, in: tx) { row in
            row.secondFactor = sealed
            row.lastStep = step
        }
    }

    /// A one-time code serves once, and only for the key that the member has now. A step that lies in the future, since the
    /// clock was fast, keeps nobody out. Refuses `logInFailed`.
    @discardableResult
    func spend(_ proven: ProvenLogIn, in tx: any Transaction) throws -> MemberRow {
        guard var row = try genuine({ try row(proven.member, in: tx) }), row.state == .active,
            row.lastStep < proven.step || row.lastStep > TOTP.step(at: time.now()) + 1,
            try member(proven.member, in: tx)?.publicKey == proven.key.publicKey,
            try journal.done([.loggedIn], on: sessionID(of: row.id, step: proven.step).text, in: tx).isEmpty
        else { throw MembershipRefusal.logInFailed }
        row.lastStep = proven.step
        try row.write(vouching, in: tx)
        try proven.failures.forget(in: tx)
        return row
    }

    /// Changes what a member logs in with; every session of theirs ends but the one in which they do so.
    private func change(
        _ row: MemberRow, _ act: Act, by session: Session, in tx: any Transaction, _ body: (inout MemberRow) -> Void
    ) throws {
        guard var own = try live(session.token, in: tx) else { throw SessionEnded() }
        let member = session.member
        try change(row, act, by: .member(member.id), acting: member.role, in: tx, body)
        try tx.execute("DELETE FROM session WHERE member = \(member.id) AND token_hash <> \(session.token.hash)")
        own.ends = try turns(of: member.id, in: tx).ends
        try own.write(vouching, in: tx)
    }
}
