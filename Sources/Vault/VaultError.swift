/// Why something could not be sealed or opened. Never holds what was inside, nor a key.
public enum VaultError: Error, Hashable, Sendable {
    /// The wrong key, or a ciphertext that was changed, cut, reordered or moved to another place.
    case notOpened
    /// Bytes that have not the form of what they should be: a key of the wrong length, a construction not known here.
    case malformed
    /// The system did not give the memory that a password's cost asks for.
    case noMemory
}
