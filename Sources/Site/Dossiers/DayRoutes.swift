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
            },
            .member(Role.caseWork, .post, "/{language}/day/seen", "day.seen") { visit, session in
                guard let until = try await visit.form()["until"].flatMap({ Int64($0) }) else { throw ErrorPage.malformed }
                try await desk.days.see(until: Instant(milliseconds: until), by: session)
                return .see(DossierAddress.day(visit.language))
            },
            news,
        ]
    }

    /// How much is new since a page was made, in a sentence; nothing when nothing is. It holds no contents, is no look, and
    /// prolongs no session.
    private var news: SiteRoute {
        SiteRoute.member(Role.caseWork, .get, "/{language}/news", "news") { visit, session in
            guard let since = try visit.queryFields()["since"].flatMap({ Int64($0) }) else { throw ErrorPage.malformed }
            let count = try await desk.days.newsCount(for: session, since: Instant(milliseconds: since))
            return count == 0 ? Reply(.noContent) : .text(Words.of(visit.language).count("day.news.since", count))
        }.askedByItself()
    }
}
