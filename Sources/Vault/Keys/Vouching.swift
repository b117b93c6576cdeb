/// The server's word for what stands in the database in clear and decides who can read: an HMAC under a key of the
/// server's secret. Whoever can write to the database but does not hold the secret cannot put a key of their own in a
/// party's place, or themself among the parties, and so read what comes.
public struct Vouching: Sendable {
    private static let tagBytes = 32
    private let key: ContentKey

    public init(_ secret: ServerSecret) { key = secret.key(for: "vouched key") }

    /// The word for what a binding says: 32 bytes.
    public func word(for binding: Binding) -> [UInt8] { Digest.hmac(binding.bytes, key: key) }

    /// Whether this word was given for what the binding says.
    public func gave(_ word: [UInt8], for binding: Binding) -> Bool { Digest.equal(word, self.word(for: binding)) }

    /// What is stored of a public key: the word for it and the key. The binding says whose key it is, and which of theirs.
    public func vouch(for publicKey: PublicKey, _ binding: Binding) -> [UInt8] {
        tag(publicKey.bytes[...], binding) + publicKey.bytes
    }

    /// The key that was vouched for. Throws ``VaultError/notOpened`` for another key, another party, or changed bytes.
    public func key(in stored: [UInt8], _ binding: Binding) throws -> PublicKey {
        guard stored.count == Self.tagBytes + PublicKey.byteCount else { throw VaultError.malformed }
        let bytes = stored[Self.tagBytes...]
        guard Digest.equal(Array(stored[..<Self.tagBytes]), tag(bytes, binding)) else { throw VaultError.notOpened }
        return try PublicKey(Array(bytes))
    }

    private func tag(_ bytes: ArraySlice<UInt8>, _ binding: Binding) -> [UInt8] {
        Digest.hmac(binding.bytes + bytes, key: key)
    }
}
