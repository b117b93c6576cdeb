import Journal
public import Storage
public import Terms
import Vault

/// What an invitation link shows to whoever follows it.
public struct OpenInvitation: Sendable {
    public let member: Member
    public let organisationName: String
}

/// A member's new keys, made outside the transaction because deriving from a password is slow.
public struct NewCredentials: Sendable {
    let key: PrivateKey
    let wrapped: [UInt8]
    let salt: [UInt8]
    let cost: Password.Cost
    let secondFactor: [UInt8]
    let firstStep: Int64
    let logIn: LogInName
}

extension Membership {
    /// The invitation that a token stands for. Refuses `invitationNotValid`.
    public func invitation(_ token: InvitationToken, in tx: any Transaction) throws -> OpenInvitation {
        guard
            let row = try tx.row(
                """
                SELECT i.id, i.member, i.expires_at, i.word, o.name FROM invitation i JOIN member m ON m.id = i.member
                JOIN organisation o ON o.id = m.organisation
                WHERE i.token_hash = \(token.hash) AND i.expires_at > \(time.now())
                """), let member = try invited(row.get("member"), in: tx),
            vouching.gave(
                try row.get("word"),
                for: InvitationToken.binding(
                    try row.get("id"), for: member.id, of: member.organisation, as: member.role,
                    until: try row.get("expires_at")), token.hash)
        else { throw MembershipRefusal.invitationNotValid }
        return OpenInvitation(member: member, organisationName: try row.get("name"))
    }

    /// Who was invited; whom somebody else put there was not.
    private func invited(_ id: MemberID, in tx: any Transaction) throws -> Member? {
        do { return try current(id, in: tx) } catch VaultError.notOpened { return nil }
    }

    /// Makes a member's keys from the password chosen, and checks that the one-time code works.
    ///
    /// - Parameter member: whose invitation it is: the keys are bound to it.
    public func credentials(
        for member: MemberID, logIn: LogInName, password: NewPassword, secondFactor: [UInt8], oneTimeCode: String
    ) async throws -> NewCredentials {
        guard let step = TOTP.accept(oneTimeCode, secondFactor, at: time.now(), after: 0) else {
            throw MembershipRefusal.wrongOneTimeCode
        }
        let salt = chance.bytes(16)
        let wrapping = try await wrappingKey(password.text, salt: salt, cost: cost)
        let key = PrivateKey()
        return NewCredentials(
            key: key, wrapped: try Seal.seal(key.seed, under: wrapping, MemberKeys.binding(member)), salt: salt,
            cost: cost, secondFactor: try MemberKeys.sealSecondFactor(secondFactor, of: member, with: key),
            firstStep: step, logIn: logIn)
    }

    /// Uses an invitation up: the member is active from now, and let in when the invitation carried the keys.
    /// Refuses `invitationNotValid`, `logInTaken`.
    public func enrol(_ token: InvitationToken, with new: NewCredentials, in tx: any Transaction) throws -> Member {
        let member = try invitation(token, in: tx).member
        let vouched = vouching.vouch(
            for: new.key.publicKey, PublicKeyBinding.member(member.id, of: member.organisation, as: member.role))
        let logIn = new.logIn.token(secret)
        guard let row = try row(member.id, in: tx), row.state == .invited,
            try tx.row("SELECT id FROM member WHERE log_in = \(logIn)") == nil
        else { throw MembershipRefusal.logInTaken }
        try change(row, .memberEnrolled, by: .member(member.id), acting: member.role, in: tx) { row in
            row.state = .active
            row.logIn = logIn
            row.publicKey = vouched
            row.salt = new.salt
            row.passes = Int64(new.cost.passes)
            row.memoryBytes = Int64(new.cost.memoryBytes)
            row.wrappedKey = new.wrapped
            row.secondFactor = new.secondFactor
            row.lastStep = new.firstStep
        }
        let carrying = try OrganisationKeys.invitationKey(token, secret)
        let holder: String? = try tx.value("SELECT id FROM invitation WHERE token_hash = \(token.hash)", as: String.self)
        if let holder, member.role.opensContents {
            let keys = try OrganisationKeys.open(
                of: member.organisation, holder: holder, with: carrying, vouching, in: tx)
            try OrganisationKeys.entrust(
                keys, of: member.organisation, to: member.id.text, new.key.publicKey, vouching, in: tx)
        }
        try tx.execute(
            "DELETE FROM organisation_key WHERE holder IN (SELECT id FROM invitation WHERE member = \(member.id))")
        try tx.execute("DELETE FROM invitation WHERE member = \(member.id)")
        try openIfReady(member.organisation, in: tx)
        let enrolled = try self.member(member.id, in: tx) ?? member
        if enrolled.waitsForAdmission { try tellWaiting(enrolled, in: tx) }
        return enrolled
    }
}
