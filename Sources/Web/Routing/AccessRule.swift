package import Terms

/// Who may call a route. It is a part of making one, so no route exists without it.
///
/// It says which door a visitor must have come through; what of the organisation's work they may see behind it, the
/// handler asks the wing with the member's own session, and what they may not see is absent (404).
package enum AccessRule: Sendable, Hashable {
    /// Everyone: nothing about the visitor is known or kept.
    case anyone
    /// Everyone; the receipt code in the body decides what is shown.
    case reporter
    /// Everyone; the invitation in the body decides who is let in.
    case enrolling
    /// A member who is logged in and has one of these roles.
    case member(Set<Role>)

    /// Whether the route may be used with the authority of a cookie, so that a foreign site could try to borrow it.
    package var needsSession: Bool {
        if case .member = self { true } else { false }
    }
}
