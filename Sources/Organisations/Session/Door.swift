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
    /// Checks a log-in. The work, what is written and the answer are the same whether or not the name exists, and whatever
    /// was wrong. Refuses `logInFailed`, also while somebody who failed often must wait. Throws the desk's error when it is
    /// full.
    ///
    /// A stranger who keeps guessing keeps nobody out: on a new device only tries with the right password count, and on one
    /// that was used before only those made there, which a desk of their own works on.
    public func prove(_ attempt: LogInAttempt, in database: Database) async throws -> ProvenLogIn {
        let token = attempt.name?.token(secret) ?? []
        let row = try await database.read { [self] tx in
            try genuine { try MemberStorage.row(loggingInAs: token, vouching, in: tx) }
        }
        let device = row.map { deviceCookie(of: $0.id) }
        return try await prove(
            row, attempt.password, attempt.oneTimeCode, on: device == attempt.device ? device : nil, in: database)
    }

    /// A row that nobody else wrote; of another the answer is as of none.
    func genuine(_ read: () throws -> MemberRow?) throws -> MemberRow? {
        do { return try read() } catch VaultError.notOpened { return nil }
    }

    /// Checks password and one-time code of a member's row.
    ///
    /// - Parameters:
    ///   - row: nil when there is no such name.
    ///   - device: the cookie of a device that the member used before; nil for every other.
    func prove(
        _ row: MemberRow?, _ password: String, _ oneTimeCode: String, on device: String?, in database: Database
    ) async throws -> ProvenLogIn {
        let key = try await key(of: row, password, at: device == nil ? desk : ownDesk)
        let proven: ProvenLogIn? = try await database.write { [self] tx in
            let now = time.now()
            if let row, device != nil || key != nil {
                let failures = LogInFailures(of: row.logIn ?? [], on: device)
                if try failures.tryOnce(at: now, in: tx), let key, let step = step(of: row, oneTimeCode, key, at: now) {
                    return ProvenLogIn(member: row.id, key: key, step: step, failures: failures)
                }
            }
            try FailedLogIns.count(row?.id, in: tx)
            return nil
        }
        guard let proven else { throw MembershipRefusal.logInFailed }
        return proven
    }

    /// The member's key that a password opens; nil when it opens none. The work is the same.
    private func key(of row: MemberRow?, _ password: String, at desk: PasswordDesk) async throws -> PrivateKey? {
        guard let row, let salt = row.salt, let passes = row.passes, let memoryBytes = row.memoryBytes,
            let wrapped = row.wrappedKey
        else {
            _ = try await wrappingKey(password, salt: Self.noSalt, cost: cost, at: desk)
            return nil
        }
        let cost = Password.Cost(passes: Int(passes), memoryBytes: Int(memoryBytes))
        let wrapping = try await wrappingKey(password, salt: salt, cost: cost, at: desk)
        do { return try PrivateKey(seed: Seal.open(wrapped, under: wrapping, MemberKeys.binding(row.id))) } catch VaultError
            .notOpened
        { return nil }
    }

    private func step(of row: MemberRow, _ oneTimeCode: String, _ key: PrivateKey, at now: Instant) -> Int64? {
        guard let sealed = row.secondFactor,
            let secret = try? MemberKeys.openSecondFactor(sealed, of: row.id, with: key)
        else { return nil }
        return TOTP.accept(oneTimeCode, secret, at: now, after: row.lastStep)
    }

    /// Begins a session; how many tries failed since the one before it. Refuses `logInFailed` when the one-time code was used
    /// meanwhile.
    public func begin(
        _ proven: ProvenLogIn, in tx: any Transaction
    ) throws -> (token: SessionToken, device: String, failed: Int64) {
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
        let failed = try FailedLogIns.take(of: member.id, in: tx)
        if failed > 0 {
            try journal.record(
                .logInsFailed, by: .member(member.id), of: member.organisation, as: member.role, on: id.text,
                basis: String(failed), in: tx)
        }
        return (token, deviceCookie(of: member.id), failed)
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
            member: member, organisation: organisation, memberKey: memberKey, keyring: keyring,
            newLogIn: try newLogIn(beside: row, in: tx), id: row.id, token: token)
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
    func wrappingKey(
        _ password: String, salt: [UInt8], cost: Password.Cost, at desk: PasswordDesk? = nil
    ) async throws -> ContentKey {
        let stretched = try await (desk ?? self.desk).key(password, salt: salt, cost: cost)
        return try ContentKey(Digest.hmac(stretched.bytes, key: secret.key(for: "member key")))
    }

    private static let noSalt = [UInt8](repeating: 0, count: Password.saltBytes)

    func deviceCookie(of member: MemberID) -> String {
        Crockford.encode(
            Digest.hmac(Array(member.text.utf8), key: secret.key(for: "known device"))
        ).lowercased()
    }
}
