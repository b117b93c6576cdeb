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
            let row = try genuine { try MemberStorage.row(loggingInAs: token, vouching, in: tx) }
            let device = row.map { deviceCookie(of: $0.id) }
            let failures = LogInFailures(of: token, on: device == attempt.device ? device : nil)
            return (row, failures, try failures.tryOnce(at: now, in: tx))
        }
        guard let row, mayTry else {
            _ = try await wrappingKey(attempt.password, salt: Self.noSalt, cost: cost)
            throw MembershipRefusal.logInFailed
        }
        return try await prove(row, attempt.password, attempt.oneTimeCode, failures)
    }

    /// A row that nobody else wrote; of another the answer is as of none.
    func genuine(_ read: () throws -> MemberRow?) throws -> MemberRow? {
        do { return try read() } catch VaultError.notOpened { return nil }
    }

    /// Checks password and one-time code of a member's row. That it was tried is counted already.
    func prove(
        _ row: MemberRow, _ password: String, _ oneTimeCode: String, _ failures: LogInFailures
    ) async throws -> ProvenLogIn {
        let now = time.now()
        let member = row.id
        guard let salt = row.salt, let passes = row.passes, let memoryBytes = row.memoryBytes,
            let wrapped = row.wrappedKey, let sealed = row.secondFactor
        else { throw MembershipRefusal.logInFailed }
        do {
            let cost = Password.Cost(passes: Int(passes), memoryBytes: Int(memoryBytes))
            let wrapping = try await wrappingKey(password, salt: salt, cost: cost)
            let seed = try Seal.open(wrapped, under: wrapping, MemberKeys.binding(member))
            let key = try PrivateKey(seed: seed)
            let second = try MemberKeys.openSecondFactor(sealed, of: member, with: key)
            guard let step = TOTP.accept(oneTimeCode, second, at: now, after: row.lastStep) else {
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
        let id = sessionID(of: member.id, step: proven.step)
        let row = SessionRow(
            id, token: token, member: member,
            wrappedKey: try Seal.seal(
                proven.key.seed, under: try token.wrappingKey(secret), MemberKeys.sessionBinding(member.id)),
            at: time.now(), ends: try turns(of: member.id, in: tx).ends)
        try row.insert(vouching, in: tx)
        try journal.record(
            .loggedIn, by: .member(member.id), of: member.organisation, as: member.role, on: id.text, in: tx)
        return (token, deviceCookie(of: member.id))
    }

    /// The session that a cookie stands for; absent when it ended, or was not begun here.
    public func session(_ token: SessionToken, in tx: any Transaction) throws -> Session? {
        let now = time.now()
        guard let row = try live(token, in: tx), row.usedAt > now - Session.idleTerm,
            row.begunAt > now - Session.longestTerm, row.begunAt <= now + Session.clockTerm,
            row.usedAt <= now + Session.clockTerm, let member = try current(row.member, in: tx),
            member.state == .active, member.organisation == row.organisation,
            let organisation = try organisation(member.organisation, in: tx)
        else { return nil }
        let seed = try Seal.open(
            row.wrappedKey, under: try token.wrappingKey(secret), MemberKeys.sessionBinding(member.id))
        let memberKey = try PrivateKey(seed: seed)
        guard memberKey.publicKey == member.publicKey else { throw VaultError.notOpened }
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
            member: member, organisation: organisation, memberKey: memberKey, keyring: keyring, id: row.id,
            token: token)
    }

    /// The row of a session that this installation began and that the journal tells no end of.
    func live(_ token: SessionToken, in tx: any Transaction) throws -> SessionRow? {
        guard let row = try SessionRow.find(token.hash, vouching, in: tx), try goesOn(row, in: tx) else { return nil }
        return row
    }

    /// Notes that a session was used; written at most once a minute.
    public func touch(_ session: Session, in tx: any Transaction) throws {
        guard var row = try live(session.token, in: tx) else { return }
        row.usedAt = max(row.usedAt, time.now())
        try row.write(vouching, in: tx)
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
            on: session.id.text, in: tx)
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
