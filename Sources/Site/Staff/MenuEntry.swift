import Terms
import Words

/// A page that stands in the menu of members.
enum MenuEntry: Sendable, Hashable {
    case inbox, search

    /// What each role works with, the page where they land after log-in first.
    static func all(for role: Role) -> [MenuEntry] {
        switch role {
        case .intake, .coordinator: [.inbox, .search]
        case .administrator, .analyst, .auditor: []
        }
    }

    /// Where a member lands after log-in.
    static func landing(of role: Role, _ language: Language) -> String {
        (all(for: role).first ?? .inbox).address(language)
    }

    var title: Key {
        switch self {
        case .inbox: "staff.inbox.title"
        case .search: "staff.search.title"
        }
    }

    func address(_ language: Language) -> String {
        switch self {
        case .inbox: StaffAddress.inbox(language)
        case .search: StaffAddress.find(language)
        }
    }
}
