/// What a ciphertext belongs to: its purpose and its place (kind, id, version…). It is authenticated with the
/// ciphertext, so that one moved to another row, purpose or version does not open.
public struct Binding: Hashable, Sendable {
    /// What the sealed thing is for, as in "record".
    public let purpose: String
    /// The associated data: each part in UTF-8 after its length in four bytes, so that no two lists of parts give the
    /// same bytes.
    public let bytes: [UInt8]

    public init(_ purpose: String, _ parts: String...) { self.init(purpose, parts) }

    public init(_ purpose: String, _ parts: [String]) {
        self.purpose = purpose
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        func add(_ part: String) {
            withUnsafeBytes(of: UInt32(part.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part.utf8)
        }
        add(purpose)
        for part in parts { add(part) }
        self.bytes = bytes
    }
}
