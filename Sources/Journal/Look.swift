public import Terms

/// That somebody looked at something, and when they did so last.
public struct Look: Sendable, Hashable {
    public let actor: Actor
    public let organisation: OrganisationID?
    /// As the entries name it: the parts of a dossier that were opened.
    public let basis: String?
    public let last: Instant
}
