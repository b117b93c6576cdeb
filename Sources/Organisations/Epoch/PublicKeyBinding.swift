public import Storage
import Terms
import Vault

/// Whose public key it is, as the server vouches for it: a key moved to another party or epoch is refused.
enum PublicKeyBinding {
    static func organisation(_ id: OrganisationID, epoch: Int64) -> Binding {
        Binding("public key", "organisation", id.text, String(epoch))
    }

    static func recovery(of id: OrganisationID) -> Binding { Binding("public key", "recovery", id.text) }

    static func member(_ id: MemberID) -> Binding { Binding("public key", "member", id.text) }
}

extension Membership {
    /// The organisations and members whose public keys in the database are not the ones that were put there by this
    /// installation: present and earlier epochs, recovery codes, members.
    public func unvouchedKeys(in tx: any Transaction) throws -> [String] {
        let epochs = try tx.rows("SELECT organisation, epoch, public_key FROM organisation_epoch").map { row in
            let id: OrganisationID = try row.get("organisation")
            let epoch: Int64 = try row.get("epoch")
            return (id.text, try row.get("public_key", as: [UInt8].self), PublicKeyBinding.organisation(id, epoch: epoch))
        }
        let recoveries = try tx.rows("SELECT id, recovery_key FROM organisation").map { row in
            let id: OrganisationID = try row.get("id")
            return (id.text, try row.get("recovery_key", as: [UInt8].self), PublicKeyBinding.recovery(of: id))
        }
        let members = try tx.rows("SELECT id, public_key FROM member WHERE public_key IS NOT NULL").map { row in
            let id: MemberID = try row.get("id")
            return (id.text, try row.get("public_key", as: [UInt8].self), PublicKeyBinding.member(id))
        }
        return (epochs + recoveries + members).compactMap { name, stored, binding in
            (try? vouching.key(in: stored, binding)) == nil ? name : nil
        }
    }
}
