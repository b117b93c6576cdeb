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
        let (row, failures, mayTry) = try await database.write { [self] tx in
            let row = try tx.row(
                """
                SELECT id, log_in, salt, passes, memory_bytes, wrapped_key, second_factor, last_step
                FROM member WHERE id = \(member) AND state = 'active'
                """)
            let failures = LogInFailures(of: try row?.get("log_in") ?? [], on: deviceCookie(of: member))
            return (row, failures, try failures.tryOnce(at: time.now(), in: tx))
        }
        guard let row, mayTry else { throw MembershipRefusal.logInFailed }
        return try await prove(row, password, oneTimeCode, failures)
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
        try spend(new.proven, in: tx)
        try tx.execute(
            """
            UPDATE member SET salt = \(new.salt), passes = \(Int64(new.cost.passes)),
            memory_bytes = \(Int64(new.cost.memoryBytes)), wrapped_key = \(new.wrapped) WHERE id = \(new.proven.member)
            """)
        try endOtherSessions(than: session, .passwordChanged, in: tx)
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
        try spend(proven, in: tx)
        let sealed = try MemberKeys.sealSecondFactor(secondFactor, of: proven.member, with: proven.key)
        try tx.execute(
            "UPDATE member SET second_factor = \(sealed), last_step = \(step) WHERE id = \(proven.member)")
        try endOtherSessions(than: session, .secondFactorRenewed, in: tx)
    }

    /// A one-time code serves once. Refuses `logInFailed`.
    func spend(_ proven: ProvenLogIn, in tx: any Transaction) throws {
        guard
            try tx.execute(
                """
                UPDATE member SET last_step = \(proven.step)
                WHERE id = \(proven.member) AND state = 'active'
                AND (last_step < \(proven.step) OR last_step > \(TOTP.step(at: time.now()) + 1))
                """) == 1
        else { throw MembershipRefusal.logInFailed }
        try proven.failures.forget(in: tx)
    }

    private func endOtherSessions(than session: Session, _ act: Act, in tx: any Transaction) throws {
        let member = session.member
        try tx.execute("DELETE FROM session WHERE member = \(member.id) AND token_hash <> \(session.token.hash)")
        try journal.record(
            act, by: .member(member.id), of: member.organisation, as: member.role, on: member.id.text, in: tx)
    }
}
