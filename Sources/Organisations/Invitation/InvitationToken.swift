public import Terms
import Vault

/// The secret in an invitation link: 26 characters of base32 (128 bits), valid once and for three days.
public struct InvitationToken: Sendable, Equatable {
    public static let validity = Term.days(3)

    let bytes: [UInt8]
    /// As it stands in the link.
    public let text: String

    init(_ chance: Randomness) {
        text = Crockford.encode(chance.bytes(16)).lowercased()
        bytes = Array(text.utf8)
    }

    /// Reads what stood in a link; anything but 26 base32 characters is no token.
    public init?(_ typed: String) {
        guard typed.utf8.count == 26, typed.allSatisfy({ Crockford.value(of: $0) != nil }) else { return nil }
        text = typed.lowercased()
        bytes = Array(text.utf8)
    }

    var hash: [UInt8] { Digest.sha256(bytes) }

    /// What an invitation says, as the server vouches for it together with the token's hash: who becomes a member of
    /// what, in which role, and until when the link is valid.
    static func binding(
        _ id: InvitationID, for member: MemberID, of organisation: OrganisationID, as role: Role, until: Instant
    ) -> Binding {
        Binding(
            "invitation", id.text, member.text, organisation.text, role.rawValue, String(until.milliseconds))
    }
}

extension InvitationToken: CustomStringConvertible, CustomReflectable {
    public var description: String { "invitation withheld" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
