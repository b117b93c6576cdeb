/// The first byte of everything sealed: which construction made it. It is authenticated too, so that a later
/// construction can stand beside these and neither can be taken for the other.
enum Construction: UInt8 {
    /// HPKE base mode, X-Wing, HKDF-SHA256, AES-256-GCM.
    case toParty = 1
    /// AES-256-GCM under a content key.
    case underKey = 2
    /// libsodium's secretstream, XChaCha20-Poly1305.
    case stream = 3

    /// The associated data of a ciphertext of this construction.
    func authenticated(_ binding: Binding) -> [UInt8] { [rawValue] + binding.bytes }

    /// What follows the first byte. Throws `VaultError.malformed` for another construction.
    func body(of sealed: [UInt8]) throws(VaultError) -> ArraySlice<UInt8> {
        guard sealed.first == rawValue else { throw .malformed }
        return sealed.dropFirst()
    }
}
