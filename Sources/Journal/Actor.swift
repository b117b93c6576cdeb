public import Terms

/// Who did it.
public enum Actor: Hashable, Sendable {
    /// Baken by itself: a sweep, a term that ran out.
    case system
    /// Whoever sits at the server's command line.
    case console
    /// The person who holds a report's receipt; nothing more is known of them.
    case reporter
    /// A member of an organisation.
    case member(MemberID)

    /// The stored form.
    public var text: String {
        switch self {
        case .system: "system"
        case .console: "console"
        case .reporter: "reporter"
        case .member(let id): id.text
        }
    }

    /// Reads the stored form; refuses everything else.
    public init(text: String) throws {
        switch text {
        case "system": self = .system
        case "console": self = .console
        case "reporter": self = .reporter
        default: self = .member(try MemberID(text))
        }
    }
}
