import HTML
import Organisations
import Reporting
import Terms
import Words

/// The addresses of the pages for those who work here.
enum StaffAddress {
    static func logIn(_ language: Language) -> String { "/\(language.rawValue)/log-in" }
    static func logIn(_ language: Language, saying news: LogInNews?) -> String {
        logIn(language) + (news.map { "?news=" + $0.rawValue } ?? "")
    }
    static func logOut(_ language: Language) -> String { "/\(language.rawValue)/log-out" }
    static func inbox(_ language: Language) -> String { "/\(language.rawValue)/inbox" }
    static func inbox(_ language: Language, _ view: InboxView, after place: InboxPlace) -> String {
        inbox(language) + "?view=" + view.rawValue + "&after=" + place.text
    }
    static func record(_ language: Language) -> String { "/\(language.rawValue)/record" }
    static func recordReceipt(_ language: Language) -> String { record(language) + "/receipt" }
    static func find(_ language: Language) -> String { "/\(language.rawValue)/search" }
    static func report(_ id: ReportID, _ language: Language) -> String {
        "/\(language.rawValue)/reports/\(id.text)"
    }
    static func file(_ file: AttachmentID, of id: ReportID, _ language: Language) -> String {
        report(id, language) + "/files/" + file.text
    }
    /// The report after a deed, which the page then tells was done.
    static func done(_ deed: String, _ id: ReportID, _ language: Language) -> String {
        report(id, language) + "?done=" + deed
    }
    /// The search for a report to link with this one.
    static func findToLink(_ id: ReportID, _ language: Language) -> String { find(language) + "?for=" + id.text }
    static func deed(_ name: String, _ id: ReportID, _ language: Language) -> String {
        report(id, language) + "/" + name
    }
    static func invitation(_ token: String, _ language: Language) -> String {
        "/\(language.rawValue)/invitation/\(token)"
    }
}

extension Role {
    /// Who works on reports.
    static let caseWork: Set<Role> = [.intake, .coordinator]
}

extension Urgency {
    /// How a badge of it looks, the same on every page.
    var tone: Tone {
        switch self {
        case .danger: .danger
        case .urgent: .warning
        case .normal: .neutral
        }
    }
}

/// A page for a member, with the menu of their role.
///
/// - Parameters:
///   - current: the menu entry that this page belongs to.
///   - address: where this page stands in each language, for pages that hold nothing typed.
func memberPage(
    _ words: Words, _ session: Session, title: String, current: MenuEntry? = nil,
    address: ((Language) -> String)? = nil, problems: Problems = Problems(), isWide: Bool = false,
    @HTML.Builder content: () -> HTML
) -> Document {
    let role = session.member.role
    let content = content()
    return staffPage(
        words, title: title, organisation: session.organisation.name, member: session.member.name,
        menu: MenuEntry.all(for: role).map { entry in
            Link(text: words(entry.title), address: entry.address(words.language), isCurrent: entry == current)
        },
        logOut: StaffAddress.logOut(words.language), home: MenuEntry.landing(of: role, words.language),
        languages: address.map { .links(PublicAddress.inEach($0)) } ?? .none, problems: problems, isWide: isWide
    ) {
        if let moment = session.newLogIn, current != .account { newLogIn(words, moment) }
        content
    }
}

/// That somebody logged in with the same name elsewhere.
private func newLogIn(_ words: Words, _ moment: Instant) -> HTML {
    notice(.warning) {
        p {
            words("account.sessions.new", ["moment": words.shortDateTime(moment)]) + " "
            a(to: MembersAddress.sessions(words.language)) { words("account.sessions.look") }
        }
    }
}
