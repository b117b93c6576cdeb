import Terms
import Vault

/// How a member's private key and second factor are wrapped.
enum MemberKeys {
    static func binding(_ id: MemberID) -> Binding { Binding("member key", id.text) }
    static func sessionBinding(_ id: MemberID) -> Binding { Binding("session key", id.text) }

    /// The second factor's secret opens with the member's own key only: a stolen database shows none.
    static func sealSecondFactor(_ secret: [UInt8], of id: MemberID, with key: PrivateKey) throws -> [UInt8] {
        try Seal.seal(secret, to: key.publicKey, Binding("second factor", id.text))
    }

    static func openSecondFactor(_ sealed: [UInt8], of id: MemberID, with key: PrivateKey) throws -> [UInt8] {
        try Seal.open(sealed, with: key, Binding("second factor", id.text))
    }
}
