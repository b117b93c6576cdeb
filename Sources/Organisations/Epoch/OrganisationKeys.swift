import Storage
import Terms
import Vault

/// Who holds an organisation's private keys, and how one holder lets the next one in.
///
/// A private key is sealed to each able member, to the recovery code, and, at the founding only, to an invitation.
enum OrganisationKeys {
    static let recoveryHolder = "recovery"

    /// Where a sealed key belongs: what it is sealed with, and what the server vouches for.
    static func binding(_ id: OrganisationID, _ epoch: Int64, _ holder: String) -> Binding {
        Binding("organisation key", id.text, String(epoch), holder)
    }

    static func seal(
        _ key: PrivateKey, of id: OrganisationID, epoch: Int64, to holder: String, _ publicKey: PublicKey
    ) throws -> [UInt8] {
        try Seal.seal(key.seed, to: publicKey, binding(id, epoch, holder))
    }

    /// Every key of the organisation that a holder's private key opens. Throws `VaultError.notOpened` when somebody else
    /// wrote one of them.
    static func open(
        of id: OrganisationID, holder: String, with key: PrivateKey, _ vouching: Vouching, in tx: any Transaction
    ) throws -> [(epoch: Int64, key: PrivateKey)] {
        try OrganisationStorage.keys(heldBy: holder, of: id, vouching, in: tx).map { epoch, sealed in
            (epoch, try PrivateKey(seed: try Seal.open(sealed, with: key, binding(id, epoch, holder))))
        }
    }

    /// Lets a new holder in to every epoch given, so that who joins later can read earlier reports.
    static func entrust(
        _ keys: [(epoch: Int64, key: PrivateKey)], of id: OrganisationID, to holder: String, _ publicKey: PublicKey,
        _ vouching: Vouching, in tx: any Transaction
    ) throws {
        for (epoch, key) in keys {
            let sealed = try seal(key, of: id, epoch: epoch, to: holder, publicKey)
            try OrganisationStorage.insertKey(
                vouching.vouch(for: sealed, binding(id, epoch, holder)), of: id, epoch: epoch, holder: holder, in: tx)
        }
    }

    /// The key pair that a recovery code stands for.
    static func recoveryKey(_ code: Receipt, _ secret: ServerSecret) throws -> PrivateKey {
        let bytes = Digest.hmac(Array(code.groups.joined().utf8), key: secret.key(for: "recovery code"))
        return try PrivateKey(seed: bytes)
    }

    /// The key pair that an invitation's token stands for.
    static func invitationKey(_ token: InvitationToken, _ secret: ServerSecret) throws -> PrivateKey {
        try PrivateKey(seed: Digest.hmac(token.bytes, key: secret.key(for: "invitation token")))
    }
}
