import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Words

/// The organisation's inbox, what others ask it to take over, and what rose to it.
struct InboxRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/inbox", "inbox") { visit, session in
                let query = try visit.queryFields()
                let isCoordinator = session.member.role == .coordinator
                let view: InboxPageView.View =
                    query["mine"] != nil ? .mine : query["late"] != nil && isCoordinator ? .late : .all
                let us = session.organisation.id
                let page = try await desk.inbox.page(
                    of: us, after: query["after"].flatMap(InboxPlace.init),
                    onlyMine: view == .mine ? session.member.id : nil)
                let late = view == .late ? try await desk.inbox.late(of: us) : []
                let receivers = isCoordinator ? try await desk.reception.receivers() : []
                let isFallback = receivers.contains { $0.reception.isFallback && $0.organisation.id == us }
                let risen = isFallback ? try await desk.inbox.lateElsewhere(than: us) : []
                return .page(
                    InboxPageView(
                        words: .of(visit.language), session: session, view: view, page: page, late: late, risen: risen,
                        names: Dictionary(
                            receivers.map { ($0.organisation.id, $0.organisation.name) }, uniquingKeysWith: { one, _ in one }),
                        now: visit.now, register: desk.register
                    ).document().render())
            }
        ]
    }
}
