import Foundation
public import Terms
public import Vault

/// Somebody who works at an organisation (Dutch: medewerker).
public struct Member: Sendable, Hashable {
    /// Where a member stands.
    public enum State: String, Coded {
        /// Invited; has not set a password yet.
        case invited
        case active
        /// Removed; kept so that the journal's entries still name somebody.
        case removed

        public static let list = "memberState"
    }

    public let id: MemberID
    public let organisation: OrganisationID
    /// As colleagues call them.
    public let name: String
    public let role: Role
    public let state: State
    /// Set once the member has enrolled.
    public let publicKey: PublicKey?
    /// Whether the member holds the organisation's current key. Somebody whose role opens contents but who was
    /// not let in yet by a colleague, or by the recovery code, is waiting.
    public let isAdmitted: Bool
    /// How many acts that change their row the row knows of: see ``MemberTurns``.
    let turn: Int64

    /// Whether they can open the organisation's reports today, and so work on them.
    public var isAble: Bool { state == .active && role.opensContents && isAdmitted }

    /// Enrolled, of a role that opens contents, and not yet let in.
    public var waitsForAdmission: Bool { state == .active && role.opensContents && !isAdmitted }
}

/// A name to log in with, usually a mail address: 3 to 200 characters; case, spaces and what cannot be seen do not count,
/// and an accented letter counts the same from every keyboard, as in passwords.
public struct LogInName: Sendable, Hashable {
    public let text: String

    public init?(_ typed: String) {
        let seen = typed.unicodeScalars.filter { $0.properties.generalCategory != .format }
        let text = String(String.UnicodeScalarView(seen)).lowercased().filter { !$0.isWhitespace }
            .precomposedStringWithCanonicalMapping
        guard (3...200).contains(text.count) else { return nil }
        self.text = text
    }

    /// What is stored: the name itself is not, so that a stolen database lists no log-ins.
    func token(_ secret: ServerSecret) -> [UInt8] {
        BlindToken.token(text, under: secret.key(for: "log-in name"))
    }
}

/// A password that may be chosen: at least 12 characters, at most 1,000 bytes, not one character repeated, and not one that
/// is among the first to be tried.
public struct NewPassword: Sendable {
    public static let leastCharacters = 12
    /// Beyond so many characters nobody guesses by words.
    private static let guessedCharacters = 64
    let text: String

    /// - Parameter names: of the person and of where they work: what somebody who guesses tries first.
    /// Refuses `passwordTooWeak`, `passwordGuessable`.
    public init(_ typed: String, about names: [String] = []) throws(MembershipRefusal) {
        guard typed.count >= Self.leastCharacters, typed.utf8.count <= 1_000, Set(typed).count >= 5 else {
            throw .passwordTooWeak
        }
        guard Guessing(about: names).bits(of: String(typed.prefix(Self.guessedCharacters))) >= Guessing.least else {
            throw .passwordGuessable
        }
        text = typed
    }
}
