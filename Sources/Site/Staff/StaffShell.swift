import HTML
import Organisations
import Terms
import Words

/// The pages that a menu leads to.
enum MenuPage: CaseIterable, Sendable {
    case inbox, record, search, members, figures, journal

    func isFor(_ role: Role) -> Bool {
        switch self {
        case .inbox, .record, .search: Role.caseWork.contains(role)
        case .members: Role.seesMembers.contains(role)
        case .figures: Role.seesFigures.contains(role)
        case .journal: role == .auditor
        }
    }

    func link(_ words: Words, isCurrent: Bool) -> Link {
        switch self {
        case .inbox:
            Link(text: words("staff.inbox.title"), address: StaffAddress.inbox(words.language), isCurrent: isCurrent)
        case .record:
            Link(text: words("staff.record.title"), address: StaffAddress.record(words.language), isCurrent: isCurrent)
        case .search:
            Link(text: words("staff.search.title"), address: StaffAddress.find(words.language), isCurrent: isCurrent)
        case .members:
            Link(text: words("staff.members.title"), address: StaffAddress.members(words.language), isCurrent: isCurrent)
        case .figures:
            Link(text: words("staff.figures.title"), address: StaffAddress.figures(words.language), isCurrent: isCurrent)
        case .journal:
            Link(text: words("staff.journal.title"), address: StaffAddress.journal(words.language), isCurrent: isCurrent)
        }
    }
}

/// A page for a member, with the menu of their role.
///
/// - Parameter address: the page's own address in a language, where it can be got again in another one.
func memberPage(
    _ words: Words, _ session: Session, title: String, current: MenuPage? = nil,
    inEach address: ((Language) -> String)? = nil, problems: Problems = Problems(), isWide: Bool = false,
    @HTML.Builder content: () -> HTML
) -> Document {
    let language = words.language
    let role = session.member.role
    return staffPage(
        words, title: title, organisation: session.organisation.name, member: session.member.name,
        menu: MenuPage.allCases.filter { $0.isFor(role) }.map { $0.link(words, isCurrent: $0 == current) },
        logOut: StaffAddress.logOut(language), home: role.firstPage(language),
        languages: address.map { .links(PublicAddress.inEach($0)) } ?? .none, problems: problems, isWide: isWide,
        content: content)
}

/// A moment as people read it, and as machines do.
func moment(_ words: Words, _ instant: Instant, isShort: Bool = false) -> HTML {
    time(Words.machineReadable(instant)) { isShort ? words.shortDateTime(instant) : words.dateTime(instant) }
}

/// How soon somebody must look, in a frame whose shape differs by urgency.
func urgencyBadge(_ words: Words, _ urgency: Urgency) -> HTML {
    switch urgency {
    case .danger: badge(words(urgency), .danger)
    case .urgent: badge(words(urgency), .warning)
    case .normal: badge(words(urgency))
    }
}
