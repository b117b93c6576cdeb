import Terms
import Testing
import Vault

@testable import Site
@testable import Web

@Suite("Whatever comes back as a form's hidden state")
struct FormStateFuzz {
    /// Of a shape like that of the form's answers.
    private struct State: Codable, Sendable, Equatable {
        var words = "Somebody at the hotel"
        var signs = ["hotel.keys", "young.phone"]
        var count = 3
    }

    private static let now = Instant(milliseconds: 1_772_366_400_000)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let vocabulary = [
        "=", "==", "+", "/", "%", " ", "\n", "é", "\0", "A", "AAAA", "AgAB", ".", "_", "-",
    ]
    .map { Array($0.utf8) }

    private let form: SealedForm<State>
    private let other: SealedForm<State>
    private let sealed: [[UInt8]]

    init() throws {
        let secret = try ServerSecret([UInt8](repeating: 6, count: ServerSecret.byteCount))
        let form = SealedForm<State>(secret: secret, purpose: "report")
        self.form = form
        other = SealedForm(secret: secret, purpose: "another")
        sealed = try (0..<4).map { _ in Array(try form.seal(State(), at: Self.now).utf8) }
    }

    @Test("opens only when it is, to the letter, what the server gave out, for that form and in its time")
    func opens() throws {
        for text in sealed.map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(try form.open(text, at: Self.now) == State())
            #expect(try form.open(text, at: Self.now + .hours(2)) == State())
            #expect(throws: FormStateRefusal.expired) {
                try form.open(text, at: Self.now + Term(milliseconds: 7_200_001))
            }
            #expect(throws: FormStateRefusal.unreadable) { try other.open(text, at: Self.now) }
            #expect(throws: FormStateRefusal.unreadable) { try form.open(text, at: Self.now - .minutes(6)) }
            // Each single letter another, gone, or twice.
            let letters = Array(text.utf8)
            for place in letters.indices {
                var changed = letters
                changed[place] = letters[place] == 65 ? 66 : 65
                let shorter = Array(letters[..<place]) + letters[(place + 1)...]
                let longer = Array(letters[...place]) + letters[place...]
                for wrong in [changed, shorter, longer].map({ String(decoding: $0, as: UTF8.self) }) {
                    guard wrong != text else { continue }
                    #expect(throws: FormStateRefusal.unreadable) { try form.open(wrong, at: Self.now) }
                }
            }
        }
    }

    @Test("is refused, and nothing else happens")
    func refused() async {
        await Fuzzing.run("form states", inputs: 700_000) { [form, sealed] dice in
            let bytes: [UInt8]
            switch dice.below(12) {
            case 0: bytes = dice.mutated(dice.one(of: sealed), Self.vocabulary)
            case 1: bytes = dice.bytes(dice.below(40))
            default:
                // The right letters in any order, mostly few; the longest are longer than the shortest thing sealed.
                var letters = Array("Ag".utf8)
                for _ in 0..<dice.below(dice.one(of: [8, 16, 24, 80])) { letters.append(dice.one(of: Self.alphabet)) }
                bytes = letters
            }
            guard !sealed.contains(bytes) else { return nil }
            do {
                _ = try form.open(String(decoding: bytes, as: UTF8.self), at: Self.now)
                return "opened: \(bytes)"
            } catch FormStateRefusal.unreadable { return nil }
        }
    }

    @Test("has one writing for each sequence of bytes")
    func oneWriting() async {
        await Fuzzing.run("base64url", inputs: 30_000) { dice in
            let bytes = dice.bytes(dice.below(30))
            let text = Base64URL.encode(bytes)
            guard Base64URL.decode(text) == bytes else { return "not read again: \(bytes)" }
            let changed = String(decoding: dice.mutated(Array(text.utf8), Self.vocabulary), as: UTF8.self)
            guard let read = Base64URL.decode(changed) else { return nil }
            return Base64URL.encode(read) == changed ? nil : "has two writings: \(changed)"
        }
    }
}
