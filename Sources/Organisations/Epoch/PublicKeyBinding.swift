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
