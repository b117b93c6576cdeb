/// The server's word for what stands in the database in clear and decides who can read: an HMAC under a key of the
/// server's secret. Whoever can write to the database but does not hold the secret cannot put a key of their own in a
/// party's place, or themself among the parties, and so read what comes.
public struct Vouching: Sendable {
    private static let wordBytes = 32
    private let key: ContentKey

    public init(_ secret: ServerSecret) { key = secret.key(for: "vouched key") }

    /// The word for what a binding says, and for the content that stands in the place it names: 32 bytes.
    public func word(for binding: Binding, _ content: [UInt8] = []) -> [UInt8] {
        Digest.hmac(binding.bytes + content, key: key)
    }

    /// Whether this word was given for what the binding says.
    public func gave(_ word: [UInt8], for binding: Binding, _ content: [UInt8] = []) -> Bool {
        Digest.equal(word, self.word(for: binding, content))
    }

    /// What is stored of a content: the word for it and the content.
    public func vouch(for content: [UInt8], _ binding: Binding) -> [UInt8] { word(for: binding, content) + content }

    /// The content that was vouched for. Throws ``VaultError/notOpened`` for another one, or one of another place.
    public func content(of stored: [UInt8], _ binding: Binding) throws -> [UInt8] {
        let content = Array(stored.dropFirst(Self.wordBytes))
        guard gave(Array(stored.prefix(Self.wordBytes)), for: binding, content) else { throw VaultError.notOpened }
        return content
    }

    /// What is stored of a public key. The binding says whose key it is, and which of theirs.
    public func vouch(for publicKey: PublicKey, _ binding: Binding) -> [UInt8] { vouch(for: publicKey.bytes, binding) }

    /// The key that was vouched for. Throws ``VaultError/notOpened`` for another key, another party, or changed bytes.
    public func key(in stored: [UInt8], _ binding: Binding) throws -> PublicKey {
        try PublicKey(try content(of: stored, binding))
    }
}
