import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

/// The organisation's inbox, what others ask it to take over, and what rose to it.
struct InboxRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Set(Role.allCases), .get, "/{language}/inbox", "inbox") { visit, session in
                let role = session.member.role
                guard role.opensContents else { return .see(MenuEntry.landing(of: role, visit.language)) }
                return try await show(visit, session)
            }
        ]
    }

    private func show(_ visit: Visit, _ session: Session) async throws -> Reply {
        let query = try visit.queryFields()
        let views = try await views(session)
        let view = query["view"].flatMap(InboxView.init) ?? .all
        guard views.contains(view) else { throw ErrorPage.notFound }
        let place = query["after"].flatMap(InboxPlace.init)
        let document = InboxDocument(
            words: .of(visit.language), session: session, view: view, views: views,
            contents: try await contents(of: view, session, after: place),
            counts: try await desk.inbox.counts(for: session), news: try await desk.days.newsCount(for: session), isFurther: place != nil, now: visit.now,
            register: desk.register)
        return .page(document.document().render())
    }

    private func contents(of view: InboxView, _ session: Session, after place: InboxPlace?) async throws
        -> InboxContents
    {
        let us = session.organisation.id
        switch view {
        case .all: return .page(try await desk.inbox.page(of: us, after: place))
        case .mine: return .page(try await desk.inbox.page(of: us, .takenOn(session.member.id), after: place))
        case .nobodys: return .page(try await desk.inbox.page(of: us, .nobodys, after: place))
        case .late: return .late(try await desk.inbox.late(of: us))
        case .elsewhere:
            let names = try await desk.reception.receivers().map { ($0.organisation.id, $0.organisation.name) }
            return .elsewhere(
                try await desk.inbox.lateElsewhere(than: us), names: Dictionary(uniqueKeysWithValues: names))
        case .handedOver:
            let (waiting, accepted) = try await desk.handOvers.handedOver(by: us)
            return .handedOver(waiting: waiting, accepted: accepted)
        }
    }

    /// What stayed undone elsewhere is for the coordinators of the fallback organisation.
    private func views(_ session: Session) async throws -> [InboxView] {
        guard session.member.role == .coordinator else { return InboxView.allCases.filter { $0 != .elsewhere } }
        let fallback = try await desk.ground.database.read { [desk] tx in try desk.reception.fallback(in: tx) }
        let isFallback = fallback == session.organisation.id
        return InboxView.allCases.filter { isFallback || $0 != .elsewhere }
    }
}
