import Collaboration
import HTML
import HTTPTypes
import Organisations
import Terms
import Web
import Words

/// The page on which a member begins.
struct DayRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/day", "day") { visit, session in
                let page = DayPage(
                    words: .of(visit.language), session: session, day: try await desk.days.day(for: session),
                    now: visit.now)
                return .page(page.document().render())
            }
        ]
    }
}
