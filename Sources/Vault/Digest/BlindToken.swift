/// Finds a word without telling it: the same word gives the same token under the same key, and only there.
public enum BlindToken {
    public static let byteCount = 16

    /// The first 16 bytes of HMAC-SHA256 of the word; the caller normalises it first.
    public static func token(_ word: String, under key: ContentKey) -> [UInt8] {
        Array(Digest.hmac(Binding("blind token", word).bytes, key: key).prefix(byteCount))
    }
}
