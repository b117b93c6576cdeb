/// Files, sealed in chunks so that none is ever whole in memory.
public enum Stream {
    /// The longest chunk, in bytes, before it is sealed.
    public static let chunkBytes = 65_536
    /// What sealing adds to a padded chunk: its true length, a byte with its place, and the authentication tag.
    static let overheadBytes = Padding.lengthBytes + 17
}
