import Terms
public import Vault

/// A public key in few characters, which two people compare by telephone or face to face before one lets the other in:
/// 80 bits in four groups of four (Dutch: controlecode).
public struct KeyFingerprint: Sendable, Hashable {
    private static let byteCount = 10

    /// As it is read out: `7K2M 9QXA 04BT ZJ5N`.
    public let text: String

    public init(_ key: PublicKey) {
        let digest = Digest.sha256(Binding("key fingerprint").bytes + key.bytes)
        let characters = Array(Crockford.encode(Array(digest.prefix(Self.byteCount))).uppercased())
        text = stride(from: 0, to: characters.count, by: 4).map { start in
            String(characters[start..<min(start + 4, characters.count)])
        }.joined(separator: " ")
    }
}

extension Member {
    /// What a colleague compares before letting the member in; nil before enrolling.
    public var fingerprint: KeyFingerprint? { publicKey.map { KeyFingerprint($0) } }
}

extension Session {
    /// The same of whoever is logged in, made from the key that is theirs and not from what the database says.
    public var fingerprint: KeyFingerprint { KeyFingerprint(memberKey.publicKey) }
}
