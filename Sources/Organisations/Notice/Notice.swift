public import Terms

/// That there is something new for a member (Dutch: bericht zonder inhoud). It says what kind of thing happened to which
/// object, never what.
public enum NoticeKind: String, Coded {
    /// Something was shared with the organisation.
    case shared
    /// A task or a question.
    case asked
    /// What was asked was answered.
    case answered
    /// Another organisation asks this one to take the coordination over.
    case offered
    /// Somebody wrote.
    case written
    /// A meeting was called or moved.
    case meeting
    /// What was asked is due at another time.
    case moved
    /// Who wrote something that this member read withdrew it.
    case withdrawn

    public static let list = "notice"
}

/// One notice to one member.
public struct Notice: Sendable, Hashable {
    public let kind: NoticeKind
    /// The id of what it is about: a dossier or a task.
    public let object: String
    public let at: Instant
}
