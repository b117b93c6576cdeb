import Foundation
import Vault

/// What the server's secret does for a backup: it tells its own from another's, and vouches for the whole.
struct BackupKeys: Sendable {
    private let secret: ServerSecret

    init(_ secret: ServerSecret) { self.secret = secret }

    /// Tells whether a secret is the right one, and nothing about it.
    var fingerprint: String {
        base64(Digest.hmac(Array(BackupFormat.name.utf8), key: secret.key(for: "backup fingerprint")))
    }

    func seal(_ digest: [UInt8]) -> String { base64(Digest.hmac(digest, key: secret.key(for: "backup seal"))) }
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
