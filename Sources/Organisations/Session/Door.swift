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
}

extension Membership {
    /// Attempts without waiting, per member and kind of device.
    static let freeAttempts: Int64 = 5

    /// Checks a log-in. The work is the same whether or not the name exists.
    /// Refuses `logInFailed`, whatever was wrong, also while somebody who failed often must wait: another answer would
    /// tell that the name exists. Throws the desk's error when it is full.
    public func prove(_ attempt: LogInAttempt, in database: Database) async throws -> ProvenLogIn {
        let now = time.now()
        let token = attempt.name?.token(secret) ?? []
        let row = try await database.read { tx in
            try tx.row(
                """
                SELECT id, salt, passes, memory_bytes, wrapped_key, second_factor, last_step, failures, failed_at,
                known_failures, known_failed_at FROM member WHERE log_in = \(token) AND state = 'active'
                """)
        }
        guard let row else {
            throw try await refusal(of: attempt)
        }
        let member: MemberID = try row.get("id")
        let known = attempt.device == deviceCookie(of: member)
        let failures: Int64 = try row.get(known ? "known_failures" : "failures")
        let failedAt: Instant = try row.get(known ? "known_failed_at" : "failed_at")
        guard now >= failedAt + Self.wait(after: failures) else { throw try await refusal(of: attempt) }
        do {
            let cost = Password.Cost(
                passes: Int(try row.get("passes", as: Int64.self)),
                memoryBytes: Int(try row.get("memory_bytes", as: Int64.self)))
            let wrapping = try await wrappingKey(attempt.password, salt: try row.get("salt"), cost: cost)
            let seed = try Seal.open(try row.get("wrapped_key"), under: wrapping, MemberKeys.binding(member))
            let key = try PrivateKey(seed: seed)
            let second = try MemberKeys.openSecondFactor(try row.get("second_factor"), of: member, with: key)
            guard let step = TOTP.accept(attempt.oneTimeCode, second, at: now, after: try row.get("last_step")) else {
                throw VaultError.notOpened
            }
            return ProvenLogIn(member: member, key: key, step: step)
        } catch VaultError.notOpened {
            try await database.write { tx in try countFailure(of: member, known: known, at: now, in: tx) }
            throw MembershipRefusal.logInFailed
        }
    }

    /// Begins a session. Refuses `logInFailed` when the one-time code was used meanwhile.
    public func begin(_ proven: ProvenLogIn, in tx: any Transaction) throws -> (token: SessionToken, device: String) {
        guard
            try tx.execute(
                """
                UPDATE member SET last_step = \(proven.step), failures = 0, known_failures = 0
                WHERE id = \(proven.member) AND state = 'active' AND last_step < \(proven.step)
                """) == 1, let member = try member(proven.member, in: tx)
        else { throw MembershipRefusal.logInFailed }
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
                of: organisation.id, holder: member.id.text, with: memberKey, in: tx)
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
            DELETE FROM organisation_key WHERE holder IN (SELECT id FROM invitation WHERE expires_at <= \(now))
            """)
        try tx.execute("DELETE FROM invitation WHERE expires_at <= \(now)")
    }

    /// Nothing up to five failures, then 1 s, 2 s, 4 s … and 30 s at most.
    static func wait(after failures: Int64) -> Term {
        failures < freeAttempts ? .seconds(0) : .seconds(min(30, 1 << Int(min(failures - freeAttempts, 5))))
    }

    /// What wraps a member's private key: the password and the server's secret together, so that who has the database
    /// alone has nothing to try passwords on.
    func wrappingKey(_ password: String, salt: [UInt8], cost: Password.Cost) async throws -> ContentKey {
        let stretched = try await desk.key(password, salt: salt, cost: cost)
        return try ContentKey(Digest.hmac(stretched.bytes, key: secret.key(for: "member key")))
    }

    /// The refusal after as much work as a wrong password costs.
    private func refusal(of attempt: LogInAttempt) async throws -> MembershipRefusal {
        _ = try await wrappingKey(attempt.password, salt: [UInt8](repeating: 0, count: Password.saltBytes), cost: cost)
        return .logInFailed
    }

    private func deviceCookie(of member: MemberID) -> String {
        Crockford.encode(
            Digest.hmac(Array(member.text.utf8), key: secret.key(for: "known device"))
        ).lowercased()
    }

    private func countFailure(of member: MemberID, known: Bool, at now: Instant, in tx: any Transaction) throws {
        if known {
            try tx.execute(
                """
                UPDATE member SET known_failures = known_failures + 1, known_failed_at = \(now) WHERE id = \(member)
                """)
        } else {
            try tx.execute(
                "UPDATE member SET failures = failures + 1, failed_at = \(now) WHERE id = \(member)")
        }
    }
}
