import Terms
import Vault

/// Whose public key it is, as the server vouches for it: a key moved to another party or epoch is refused, and so is a
/// member's whose organisation or role was changed.
enum PublicKeyBinding {
    static func organisation(_ id: OrganisationID, epoch: Int64) -> Binding {
        Binding("public key", "organisation", id.text, String(epoch))
    }

    static func recovery(of id: OrganisationID) -> Binding { Binding("public key", "recovery", id.text) }

    static func member(_ id: MemberID, of organisation: OrganisationID, as role: Role) -> Binding {
        Binding("public key", "member", id.text, organisation.text, role.rawValue)
    }
}
