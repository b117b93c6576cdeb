/// What a member of an organisation may do.
public enum Role: String, Coded {
    /// Manages members; reads no contents.
    case administrator
    /// Works on the reports of the inbox.
    case intake
    /// Sees all of the organisation's work, reassigns it, and hears first what is late.
    case coordinator
    /// Sees coded figures only.
    case analyst
    /// Sees the journal only.
    case auditor

    public static let list = "memberRole"

    /// Whether this role is given the organisation's key, and so can open contents.
    public var opensContents: Bool { self == .intake || self == .coordinator }
}
