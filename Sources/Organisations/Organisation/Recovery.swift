public import Journal
public import Storage
public import Terms
public import Vault

/// What an organisation still lacks: for being open to reports, or for losing none of them.
public enum OrganisationNeed: String, Coded {
    /// Nobody can open its reports.
    case ableMember
    /// One member alone can: should they lose their password, only the recovery code is left.
    case secondMember
    /// The recovery code was not typed back, so nobody knows that it was kept.
    case recoveryCode

    public static let list = "organisationNeed"
}

extension Organisation {
    /// What is missing, in the order in which it is best done.
    public var needs: [OrganisationNeed] {
        OrganisationNeed.allCases.filter { need in
            switch need {
            case .ableMember: ableMembers == 0
            case .secondMember: ableMembers == 1
            case .recoveryCode: recoveryConfirmedAt == nil
            }
        }
    }
}

extension Membership {
    /// Proves that the recovery code was kept. Refuses `wrongRecoveryCode`.
    public func confirmRecovery(
        _ code: Receipt, of id: OrganisationID, by actor: Actor = .console, acting: Role? = nil,
        in tx: any Transaction
    ) throws {
        _ = try recoveryKey(code, of: id, in: tx)
        guard var row = try OrganisationRow.find(id, vouching, in: tx) else {
            throw MembershipRefusal.wrongRecoveryCode
        }
        if row.recoveryConfirmedAt == nil {
            row.recoveryConfirmedAt = time.now()
            try row.write(vouching, in: tx)
        }
        try journal.record(.recoveryConfirmed, by: actor, of: id, as: acting, on: id.text, in: tx)
        try openIfReady(id, in: tx)
    }

    /// The organisation's keys, opened by its recovery code. Refuses `wrongRecoveryCode`.
    public func keys(of id: OrganisationID, openedBy code: Receipt, in tx: any Transaction) throws -> FoundingKeys {
        let key = try recoveryKey(code, of: id, in: tx)
        return FoundingKeys(
            keys: try OrganisationKeys.open(
                of: id, holder: OrganisationKeys.recoveryHolder, with: key, vouching, in: tx))
    }

    /// A new recovery code, shown once and to be typed back; the old one opens nothing any more. A new key epoch begins
    /// as well, so that the old code together with an old copy of the database opens nothing that comes after.
    ///
    /// - Parameter proven: the colleague's own password and one-time code: who only found a session open gets no code.
    /// Refuses `holdsNoKey`, and `logInFailed` when the one-time code was used meanwhile.
    public func renewRecovery(
        _ proven: ProvenLogIn, by session: Session, in tx: any Transaction
    ) throws -> Receipt {
        let colleague = session.member
        let id = colleague.organisation
        guard proven.member == colleague.id else { throw MembershipRefusal.logInFailed }
        try spend(proven, in: tx)
        let keys = try OrganisationKeys.open(
            of: id, holder: colleague.id.text, with: session.memberKey, vouching, in: tx)
        guard let organisation = try organisation(id, in: tx), keys.contains(where: { $0.epoch == organisation.epoch })
        else { throw MembershipRefusal.holdsNoKey }
        let code = Receipt(chance)
        let recovery = try OrganisationKeys.recoveryKey(code, secret).publicKey
        try OrganisationStorage.replaceRecovery(of: id, by: recovery, vouching, in: tx)
        try OrganisationKeys.entrust(keys, of: id, to: OrganisationKeys.recoveryHolder, recovery, vouching, in: tx)
        try journal.record(
            .recoveryRenewed, by: .member(colleague.id), of: id, as: colleague.role, on: id.text, in: tx)
        try turnEpoch(of: organisation, by: .member(colleague.id), acting: colleague.role, in: tx)
        return code
    }

    private func recoveryKey(
        _ code: Receipt, of id: OrganisationID, in tx: any Transaction
    ) throws -> PrivateKey {
        let key = try OrganisationKeys.recoveryKey(code, secret)
        guard try OrganisationStorage.recoveryKey(of: id, vouching, in: tx) == key.publicKey else {
            throw MembershipRefusal.wrongRecoveryCode
        }
        return key
    }
}
