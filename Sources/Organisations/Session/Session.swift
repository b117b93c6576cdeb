public import Terms
public import Vault

/// The secret in a member's cookie: 256 random bits as hexadecimal. The database holds its hash only.
public struct SessionToken: Sendable {
    public let text: String

    init(_ chance: Randomness) {
        text = chance.bytes(32).map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }

    /// Reads a cookie; anything but 64 hexadecimal digits is no token.
    public init?(_ cookie: String) {
        guard cookie.utf8.count == 64, cookie.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        text = cookie
    }

    var hash: [UInt8] { Digest.sha256(Array(text.utf8)) }

    /// What wraps the member's key while the session lasts: the cookie and the server's secret together, so that who has
    /// the database and a cookie opens nothing.
    func wrappingKey(_ secret: ServerSecret) throws -> ContentKey {
        try ContentKey(Digest.hmac(Array(text.utf8), key: secret.key(for: "session key")))
    }
}

extension SessionToken: CustomStringConvertible, CustomReflectable {
    public var description: String { "session withheld" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A member at work, with the keys entrusted to them.
public struct Session: Sendable {
    /// A session that is not used for so long ends.
    public static let idleTerm = Term.minutes(30)
    /// A session ends after so long however much it is used.
    public static let longestTerm = Term.hours(10)
    /// The clocks of two processes may differ by so much; what began later than that is no session.
    static let clockTerm = Term.minutes(1)

    public let member: Member
    public let organisation: Organisation
    /// The member's own key: private notes, and letting colleagues in.
    public let memberKey: PrivateKey
    /// All keys this member may use: their own, and the organisation's of every epoch.
    public let keyring: Keyring
    /// When the member last logged in elsewhere, while they did not say here that they know of it.
    public let newLogIn: Instant?
    let id: SessionID
    let token: SessionToken

    public var actor: MemberID { member.id }
}
