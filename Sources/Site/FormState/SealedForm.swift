import Foundation
import Terms
import Vault
import Web

/// Why a form's hidden state is not taken up again.
enum FormStateRefusal: Error, Sendable, Hashable {
    /// The form was open longer than it lives.
    case expired
    /// It was changed, cut, made for another form or under another key, or is no form state at all.
    case unreadable
}

/// What a form carries from page to page in a hidden field: a value sealed under a key of the server.
///
/// The visitor's browser holds it, so nothing is kept here until they send and nothing is left behind when they go; it
/// can neither be read on their device nor be changed, nor be used for another form or after its time. Its length is
/// padded to size classes by the vault.
struct SealedForm<Value: Codable & Sendable>: Sendable {
    /// The longest text that is looked at, in bytes.
    static var longestText: Int { 262_144 }
    /// How long a page with a receipt, or a conversation, may stay open: the page itself shows as much as its state holds,
    /// so a short life would guard nothing and cost a slow writer their words.
    static var lifeOfReceipt: Term { .hours(24) }
    /// How far the clocks of two servers may differ.
    static var clockTolerance: Term { .minutes(5) }

    /// What is sealed beside the value.
    private struct Envelope: Codable {
        let issuedAt: Instant
        let expiresAt: Instant
        let value: Value
    }

    private let key: ContentKey
    private let binding: Binding
    private let life: Term

    /// - Parameters:
    ///   - purpose: The form it belongs to; state of one form does not open as another's.
    ///   - life: How long the form may stay open after this page; each page seals anew.
    init(secret: ServerSecret, purpose: String, life: Term = .hours(2)) {
        key = secret.key(for: "form state")
        binding = Binding("form state", purpose)
        self.life = life
    }

    /// The text for the hidden field. Throws ``BodyError/bodyTooLong`` when the value is too large to come back.
    func seal(_ value: Value, at now: Instant) throws -> String {
        let plain = try JSONEncoder().encode(Envelope(issuedAt: now, expiresAt: now + life, value: value))
        let text = Base64URL.encode(try Seal.seal(Array(plain), under: key, binding))
        guard text.utf8.count <= Self.longestText else { throw BodyError.bodyTooLong }
        return text
    }

    /// The value that was sealed.
    func open(_ text: String, at now: Instant) throws(FormStateRefusal) -> Value {
        guard text.utf8.count <= Self.longestText, let sealed = Base64URL.decode(text),
            let plain = try? Seal.open(sealed, under: key, binding),
            let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(plain)),
            envelope.issuedAt <= now + Self.clockTolerance
        else { throw .unreadable }
        guard now <= envelope.expiresAt else { throw .expired }
        return envelope.value
    }
}
