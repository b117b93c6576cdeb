import Journal
public import Storage
import Terms
import Vault

/// What a log-in was tried with.
public struct LogInAttempt: Sendable {
    let name: LogInName?
    let password: String
    let oneTimeCode: String
    /// The cookie of a device that logged in before; attempts from there are counted apart, so that a stranger who
    /// keeps guessing cannot lock the member out.
    let device: String?

    public init(name: String, password: String, oneTimeCode: String, device: String?) {
        self.name = LogInName(name)
        self.password = password
        self.oneTimeCode = oneTimeCode
        self.device = device
    }
}

/// A member whose password was right: what remains is to write it down.
public struct ProvenLogIn: Sendable {
    let member: MemberID
    let key: PrivateKey
    let step: Int64
    let failures: LogInFailures
}

extension Membership {
    /// Checks a log-in. The work is the same whether or not the name exists.
    /// Refuses `logInFailed`, whatever was wrong, also while somebody who failed often must wait: another answer would
    /// tell that the name exists. Throws the desk's error when it is full.
    public func prove(_ attempt: LogInAttempt, in database: Database) async throws -> ProvenLogIn {
        let now = time.now()
        let token = attempt.name?.token(secret) ?? []
        let (row, failures, mayTry) = try await database.write { [self] tx in
            let row = try tx.row(
                """
                SELECT id, salt, passes, memory_bytes, wrapped_key, second_factor, last_step
                FROM member WHERE log_in = \(token) AND state = 'active'
                """)
            let device = try row.map { deviceCookie(of: try $0.get("id")) }
            let failures = LogInFailures(of: token, on: device == attempt.device ? device : nil)
            return (row, failures, try failures.tryOnce(at: now, in: tx))
        }
        guard let row, mayTry else {
            _ = try await wrappingKey(attempt.password, salt: Self.noSalt, cost: cost)
            throw MembershipRefusal.logInFailed
        }
        return try await prove(row, attempt.password, attempt.oneTimeCode, failures)
    }

    /// Checks password and one-time code of a member's row. That it was tried is counted already.
    func prove(
        _ row: Row, _ password: String, _ oneTimeCode: String, _ failures: LogInFailures
    ) async throws -> ProvenLogIn {
        let now = time.now()
        let member: MemberID = try row.get("id")
        do {
            let cost = Password.Cost(
                passes: Int(try row.get("passes", as: Int64.self)),
                memoryBytes: Int(try row.get("memory_bytes", as: Int64.self)))
            let wrapping = try await wrappingKey(password, salt: try row.get("salt"), cost: cost)
            let seed = try Seal.open(try row.get("wrapped_key"), under: wrapping, MemberKeys.binding(member))
            let key = try PrivateKey(seed: seed)
            let second = try MemberKeys.openSecondFactor(try row.get("second_factor"), of: member, with: key)
            guard let step = TOTP.accept(oneTimeCode, second, at: now, after: try row.get("last_step")) else {
                throw VaultError.notOpened
            }
            return ProvenLogIn(member: member, key: key, step: step, failures: failures)
        } catch VaultError.notOpened {
            throw MembershipRefusal.logInFailed
        }
    }

    /// Begins a session. Refuses `logInFailed` when the one-time code was used meanwhile.
    public func begin(_ proven: ProvenLogIn, in tx: any Transaction) throws -> (token: SessionToken, device: String) {
        try spend(proven, in: tx)
        guard let member = try member(proven.member, in: tx) else { throw MembershipRefusal.logInFailed }
        let token = SessionToken(chance)
        let wrapped = try Seal.seal(
            proven.key.seed, under: try token.wrappingKey(), MemberKeys.sessionBinding(member.id))
        try tx.execute(
            """
            INSERT INTO session (token_hash, member, wrapped_key, begun_at, used_at)
            VALUES (\(token.hash), \(member.id), \(wrapped), \(time.now()), \(time.now()))
            """)
        try journal.record(
            .loggedIn, by: .member(member.id), of: member.organisation, as: member.role, on: member.id.text, in: tx)
        return (token, deviceCookie(of: member.id))
    }

    /// The session that a cookie stands for; absent when it ended.
    public func session(_ token: SessionToken, in tx: any Transaction) throws -> Session? {
        let now = time.now()
        guard
            let row = try tx.row(
                """
                SELECT member, wrapped_key FROM session WHERE token_hash = \(token.hash)
                AND used_at > \(now - Session.idleTerm) AND begun_at > \(now - Session.longestTerm)
                """), let member = try member(row.get("member"), in: tx), member.state == .active,
            let organisation = try organisation(member.organisation, in: tx)
        else { return nil }
        let seed = try Seal.open(
            try row.get("wrapped_key"), under: try token.wrappingKey(), MemberKeys.sessionBinding(member.id))
        let memberKey = try PrivateKey(seed: seed)
        var keyring = Keyring()
        keyring.add(memberKey, of: .member(member.id), epoch: 0)
        if member.isAdmitted {
            for (epoch, key) in try OrganisationKeys.open(
                of: organisation.id, holder: member.id.text, with: memberKey, vouching, in: tx)
            {
                keyring.add(key, of: .organisation(organisation.id), epoch: epoch)
            }
        }
        return Session(
            member: member, organisation: organisation, memberKey: memberKey, keyring: keyring, token: token)
    }

    /// Notes that a session was used; written at most once a minute.
    public func touch(_ session: Session, in tx: any Transaction) throws {
        try tx.execute("UPDATE session SET used_at = \(time.now()) WHERE token_hash = \(session.token.hash)")
    }

    /// Whether the session's last use was noted more than a minute ago.
    public func needsTouch(_ session: Session, in tx: any Transaction) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM session WHERE token_hash = \(session.token.hash) AND used_at < \(time.now() - .minutes(1))",
            as: Int64.self) != nil
    }

    public func end(_ session: Session, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM session WHERE token_hash = \(session.token.hash)")
        try journal.record(
            .loggedOut, by: .member(session.member.id), of: session.organisation.id, as: session.member.role,
            on: session.member.id.text, in: tx)
    }

    /// Forgets sessions and invitations that ended by themselves.
    public func sweep(in tx: any Transaction) throws {
        let now = time.now()
        try tx.execute(
            """
            DELETE FROM session WHERE used_at <= \(now - Session.idleTerm)
            OR begun_at <= \(now - Session.longestTerm)
            """)
        try tx.execute(
            """
            DELETE FROM organisation_key WHERE holder IN (SELECT id FROM invitation WHERE expires_at <= \(now) AND \(mut(9)) = 0)
            """)
        try tx.execute("DELETE FROM invitation WHERE expires_at <= \(now)")
        try LogInFailures.sweep(at: now, in: tx)
    }

    /// What wraps a member's private key: the password and the server's secret together, so that who has the database
    /// alone has nothing to try passwords on.
    func wrappingKey(_ password: String, salt: [UInt8], cost: Password.Cost) async throws -> ContentKey {
        let stretched = try await desk.key(password, salt: salt, cost: cost)
        return try ContentKey(Digest.hmac(stretched.bytes, key: secret.key(for: "member key")))
    }

    private static let noSalt = [UInt8](repeating: 0, count: Password.saltBytes)

    func deviceCookie(of member: MemberID) -> String {
        Crockford.encode(
            Digest.hmac(Array(member.text.utf8), key: secret.key(for: "known device"))
        ).lowercased()
    }
}
