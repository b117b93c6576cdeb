public import Terms
public import Vault

/// The signed head of the tree: how many entries it holds and the one hash that stands for all of them
/// (RFC 6962 section 3.5).
///
/// Whoever keeps a head outside the database can tell later whether anything under it was rewritten.
public struct TreeHead: Sendable, Hashable {
    /// The number of entries under this head.
    public let size: Int64
    /// The Merkle tree hash of those entries, 32 bytes.
    public let root: [UInt8]
    /// When it was signed.
    public let at: Instant
    /// The Ed25519 signature over ``signedBytes(size:root:at:)``.
    public let signature: [UInt8]

    init(size: Int64, root: [UInt8], at: Instant, signature: [UInt8]) {
        self.size = size
        self.root = root
        self.at = at
        self.signature = signature
    }

    /// Signs a new head.
    init(size: Int64, root: [UInt8], at: Instant, with key: SigningKey) throws {
        let signature = try key.sign(Self.signedBytes(size: size, root: root, at: at))
        self.init(size: size, root: root, at: at, signature: signature)
    }

    /// Whether the holder of the key signed this head.
    public func isSigned(under key: VerifyingKey) -> Bool {
        size > 0 && root.count == MerkleTree.hashBytes
            && key.verifies(signature, of: Self.signedBytes(size: size, root: root, at: at))
    }

    /// Whether a consistency proof shows that an older head's entries are the first of this head's, unchanged
    /// (RFC 9162 section 2.1.4.2). The signatures are judged apart, by ``isSigned(under:)``.
    public func continues(_ older: TreeHead, by proof: [[UInt8]]) -> Bool {
        MerkleTree.extends(from: older.size, root: older.root, to: size, root: root, proof: proof)
    }

    private static func signedBytes(size: Int64, root: [UInt8], at: Instant) -> [UInt8] {
        var form = CanonicalBytes("baken journal head 1")
        form.add(size)
        form.add(root)
        form.add(at.milliseconds)
        return form.bytes
    }
}

extension TreeHead: Codable {
    private enum CodingKeys: String, CodingKey { case size, root, at, signature }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func bytes(_ key: CodingKeys) throws -> [UInt8] {
            guard let bytes = Hexadecimal.read(try fields.decode(String.self, forKey: key)) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: fields, debugDescription: "not hexadecimal")
            }
            return bytes
        }
        self.init(
            size: try fields.decode(Int64.self, forKey: .size), root: try bytes(.root),
            at: try fields.decode(Instant.self, forKey: .at), signature: try bytes(.signature))
    }

    /// Bytes are written in hexadecimal, so that two people can compare a root over the telephone.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(size, forKey: .size)
        try fields.encode(Hexadecimal.write(root), forKey: .root)
        try fields.encode(at, forKey: .at)
        try fields.encode(Hexadecimal.write(signature), forKey: .signature)
    }
}
