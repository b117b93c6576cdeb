package import Terms

/// One person's way through a form, from its first page until it is sent. It lives in the sealed form state only.
package struct Walk: Codable, Sendable, Hashable {
    /// Names this walk, so that it can be sent once; whoever stores what was sent keeps it unique.
    package let id: String
    package let begunAt: Instant
    /// From when sending was promised to succeed; a promise once given is kept, however the load grows meanwhile.
    package private(set) var promisedAt: Instant?

    package static func begin(at now: Instant, _ chance: Randomness) -> Self {
        .init(id: Crockford.encode(chance.bytes(16)).lowercased(), begunAt: now, promisedAt: nil)
    }

    /// The same walk with a promise; the earlier of two holds.
    package func promised(_ moment: Instant) -> Self {
        var walk = self
        walk.promisedAt = min(moment, promisedAt ?? moment)
        return walk
    }
}
