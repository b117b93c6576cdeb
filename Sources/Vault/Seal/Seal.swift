import Crypto
import Foundation

/// Seals bytes to a party or under a key, bound to their place; `docs/vault.md` tells each construction.
public enum Seal {
    private static let suite = HPKE.Ciphersuite.XWingMLKEM768X25519_SHA256_AES_GCM_256
    private static let encapsulatedBytes = 1_120

    /// Seals to whoever holds the private key: HPKE base mode (RFC 9180) with X-Wing and AES-256-GCM.
    ///
    /// Anybody can seal to a party: opening proves the place, not the sender.
    /// - Throws: `VaultError.malformed` when the public key is none, or the plaintext is 4 GiB or longer.
    public static func seal(_ plaintext: [UInt8], to party: PublicKey, _ binding: Binding) throws -> [UInt8] {
        var padded = try Padding.party.pad(plaintext)
        defer { Sodium.wipe(&padded) }
        let aad = Construction.toParty.authenticated(binding)
        do {
            let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: party.bytes)
            var sender = try HPKE.Sender(recipientKey: key, ciphersuite: suite, info: Data(binding.purpose.utf8))
            let ciphertext = try sender.seal(padded, authenticating: aad)
            return [Construction.toParty.rawValue] + sender.encapsulatedKey + ciphertext
        } catch {
            throw VaultError.malformed
        }
    }

    /// Opens what was sealed to a party.
    /// - Throws: `VaultError.notOpened` for a wrong key, place or changed bytes, `.malformed` for bytes never sealed so.
    public static func open(_ sealed: [UInt8], with key: PrivateKey, _ binding: Binding) throws -> [UInt8] {
        let body = try Construction.toParty.body(of: sealed)
        guard body.count > encapsulatedBytes else { throw VaultError.malformed }
        let aad = Construction.toParty.authenticated(binding)
        var padded: [UInt8]
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key.key, ciphersuite: suite, info: Data(binding.purpose.utf8),
                encapsulatedKey: Data(body.prefix(encapsulatedBytes)))
            padded = Array(try recipient.open(body.dropFirst(encapsulatedBytes), authenticating: aad))
        } catch {
            throw VaultError.notOpened
        }
        defer { Sodium.wipe(&padded) }
        return try Padding.unpad(padded)
    }

    /// Seals under a key: AES-256-GCM with a random nonce.
    /// - Throws: `VaultError.malformed` when the plaintext is 4 GiB or longer.
    public static func seal(_ plaintext: [UInt8], under key: ContentKey, _ binding: Binding) throws -> [UInt8] {
        var padded = try Padding.content.pad(plaintext)
        defer { Sodium.wipe(&padded) }
        let aad = Construction.underKey.authenticated(binding)
        let box = try AES.GCM.seal(padded, using: key.key(for: .underKey), authenticating: aad)
        return [Construction.underKey.rawValue] + Array(box.nonce) + box.ciphertext + box.tag
    }

    /// Opens what was sealed under a key.
    /// - Throws: `VaultError.notOpened` for a wrong key, place or changed bytes, `.malformed` for bytes never sealed so.
    public static func open(_ sealed: [UInt8], under key: ContentKey, _ binding: Binding) throws -> [UInt8] {
        let body = try Construction.underKey.body(of: sealed)
        let aad = Construction.underKey.authenticated(binding)
        guard let box = try? AES.GCM.SealedBox(combined: body) else { throw VaultError.malformed }
        guard let opened = try? AES.GCM.open(box, using: key.key(for: .underKey), authenticating: aad) else {
            throw VaultError.notOpened
        }
        var padded = Array(opened)
        defer { Sodium.wipe(&padded) }
        return try Padding.unpad(padded)
    }
}
