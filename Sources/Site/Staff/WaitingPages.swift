import HTML
import HTTPTypes
import Organisations
import Web
import Words

/// What a colleague is answered whom nobody has let in yet (Dutch: wacht op toelating): who is to do it, and nothing of
/// the organisation's work, neither envelope nor figure. Only what is their own, and the colleagues, are open to them.
enum WaitingPages {
    private static let open: Set<Substring> = ["account", "colleagues", "logOut"]

    static func isOpen(_ route: SiteRoute) -> Bool { open.contains(route.name.prefix { $0 != "." }) }

    /// The same route, which answers so while its visitor waits.
    static func covering(_ route: SiteRoute) -> SiteRoute {
        guard !isOpen(route) else { return route }
        return route.answering { handler in
            { visit, session in
                guard session.member.waitsForAdmission else { return try await handler(visit, session) }
                return .page(document(.of(visit.language), session).render(), status: .forbidden)
            }
        }
    }

    private static func document(_ words: Words, _ session: Session) -> Document {
        memberPage(words, session, title: words("staff.waiting.title")) {
            h1 { words("staff.waiting.title") }
            p { words("staff.waiting") }
            p { a(to: MembersAddress.colleagues(words.language)) { words("staff.waiting.how") } }
        }
    }
}
