/// Plaintexts are brought to one of few lengths before they are sealed, so that a ciphertext's length says little.
///
/// The padded form is the true length in four bytes, the content, and zeros up to the content's class.
struct Padding: Sendable {
    /// The smallest class, in bytes.
    let least: Int

    /// For what is sealed to a party: mostly 32-byte keys.
    static let party = Padding(least: 64)
    /// For texts and records.
    static let content = Padding(least: 256)

    /// From here on classes are multiples of this instead of doubling.
    static let step = 65_536
    static let lengthBytes = 4

    /// The class of a content's length: the least, doubling to 64 KiB, from there multiples of 64 KiB.
    func sizeClass(of count: Int) -> Int {
        if count > Self.step { return (count + Self.step - 1) / Self.step * Self.step }
        var size = least
        while size < count { size *= 2 }
        return size
    }

    func pad(_ content: [UInt8]) throws(VaultError) -> [UInt8] {
        try Self.pad(content, to: sizeClass(of: content.count))
    }

    static func pad(_ content: [UInt8], to size: Int) throws(VaultError) -> [UInt8] {
        guard let count = UInt32(exactly: content.count), content.count <= size else { throw .malformed }
        var padded: [UInt8] = []
        padded.reserveCapacity(lengthBytes + size)
        withUnsafeBytes(of: count.bigEndian) { padded.append(contentsOf: $0) }
        padded += content
        padded.append(contentsOf: repeatElement(0, count: size - content.count))
        return padded
    }

    /// The content of a padded form. Throws `VaultError.malformed` when it was not made by ``pad(_:)``.
    static func unpad(_ padded: [UInt8]) throws(VaultError) -> [UInt8] {
        guard padded.count >= lengthBytes else { throw .malformed }
        let end = lengthBytes + padded[..<lengthBytes].reduce(0) { $0 << 8 | Int($1) }
        guard end <= padded.count, Sodium.isZero(padded[end...]) else { throw .malformed }
        return Array(padded[lengthBytes..<end])
    }
}
