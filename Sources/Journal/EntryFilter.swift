public import Terms

/// Which entries of the journal are looked for; what is nil does not matter.
public struct EntryFilter: Sendable {
    /// On whose behalf it was done.
    public var organisation: OrganisationID?
    public var actor: Actor?
    /// How the id begins of what it was done to.
    public var object: String?
    /// From this moment on.
    public var from: Instant?
    /// Up to, not including.
    public var until: Instant?

    public init(
        organisation: OrganisationID? = nil, actor: Actor? = nil, object: String? = nil, from: Instant? = nil,
        until: Instant? = nil
    ) {
        self.organisation = organisation
        self.actor = actor
        self.object = object
        self.from = from
        self.until = until
    }
}
