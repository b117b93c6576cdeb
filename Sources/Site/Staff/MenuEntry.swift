import Terms
import Words

/// A page that stands in the menu of members.
enum MenuEntry: Sendable, Hashable {
    case day, inbox, dossiers, search, record
    case colleagues, organisations, members, organisation, figures, journal, account

    /// What each role works with, the page where they land after log-in first.
    static func all(for role: Role) -> [MenuEntry] {
        switch role {
        case .intake: [.inbox, .day, .dossiers, .search, .record, .organisations, .colleagues, .account]
        case .coordinator:
            [.inbox, .day, .dossiers, .search, .record, .organisations, .colleagues, .organisation, .figures, .account]
        case .administrator: [.members, .organisation, .organisations, .account]
        case .analyst: [.figures, .account]
        case .auditor: [.journal, .account]
        }
    }

    /// Where a member lands after log-in.
    static func landing(of role: Role, _ language: Language) -> String {
        (all(for: role).first ?? .inbox).address(language)
    }

    var title: Key {
        switch self {
        case .day: "day.title"
        case .inbox: "staff.inbox.title"
        case .dossiers: "dossiers.title"
        case .search: "staff.search.title"
        case .colleagues: "colleagues.title"
        case .members: "members.title"
        case .organisations: "profile.menu"
        case .organisation: "organisation.title"
        case .figures: "figures.title"
        case .journal: "journal.title"
        case .account: "account.title"
        case .record: "staff.record.title"
        }
    }

    func address(_ language: Language) -> String {
        switch self {
        case .day: DossierAddress.day(language)
        case .inbox: StaffAddress.inbox(language)
        case .dossiers: DossierAddress.list(language)
        case .search: StaffAddress.find(language)
        case .colleagues: MembersAddress.colleagues(language)
        case .members: MembersAddress.members(language)
        case .organisations: ProfileAddress.list(language)
        case .organisation: MembersAddress.organisation(language)
        case .figures: MembersAddress.figures(language)
        case .journal: MembersAddress.journal(language)
        case .account: MembersAddress.account(language)
        case .record: StaffAddress.record(language)
        }
    }
}
