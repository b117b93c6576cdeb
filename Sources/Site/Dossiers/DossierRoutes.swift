import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// A dossier opened by a member: its pages, and everything that can be done with it.
struct DossierRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        DossierListRoutes(desk: desk).all + tabs + DossierDeed.all(desk).map(route) + DossierFiles(desk: desk).all
            + WithdrawRoutes(desk: desk).all
    }

    private var tabs: [SiteRoute] {
        DossierTab.allCases.map { tab in
            let path: RoutePath =
                tab == .overview
                ? "/{language}/dossiers/{dossier}"
                : RoutePath(stringLiteral: "/{language}/dossiers/{dossier}/" + tab.rawValue)
            return .member(Role.caseWork, .get, path, "dossier." + tab.rawValue) { visit, session in
                try await show(try visit.id("dossier"), tab, session, visit)
            }
        }
    }

    private func route(_ deed: DossierDeed) -> SiteRoute {
        let path = RoutePath(stringLiteral: "/{language}/dossiers/{dossier}/" + deed.name)
        return .member(Role.caseWork, .post, path, "dossier." + deed.name) { visit, session in
            let id: DossierID = try visit.id("dossier")
            let fields = try await visit.form()
            let words = Words.of(visit.language)
            do {
                try await deed.act(id, fields, session)
            } catch let refusal as DossierRefusal {
                let refused = RefusedForm(deed.name, refusal, at: deed.field(refusal), fields, words)
                return try await show(id, deed.tab, session, visit, refused: refused)
            } catch let unclear as DossierDeed.Unclear {
                return try await show(
                    id, deed.tab, session, visit, refused: RefusedForm(deed.name, unclear, fields, words))
            } catch let mistyped as TraitsForm.Mistyped {
                let refused = RefusedForm(deed.name, mistyped.form.problems(words, desk.register), fields)
                return try await show(id, deed.tab, session, visit, refused: refused)
            }
            // Who left a dossier sees it no longer.
            do { try await desk.dossiers.check(id, by: session) } catch is DossierAbsent {
                return .see(DossierAddress.list(visit.language))
            }
            return .see(DossierAddress.done(deed.name, deed.tab, id, visit.language, in: deed.part(fields)))
        }
    }

    /// The pages on which whoever wrote something sees who read it, and what was withdrawn.
    private static let tellsReaders: Set<DossierTab> = [.overview, .persons, .timeline, .parts]

    /// - Parameter draft: what is still being written; nil begins another.
    func show(
        _ id: DossierID, _ tab: DossierTab, _ session: Session, _ visit: Visit, refused: RefusedForm? = nil,
        draft: Draft? = nil
    ) async throws -> Reply {
        let lastLook = tab == .overview ? try await desk.dossiers.lastLook(at: id, by: session) : nil
        let view = try await desk.dossiers.open(id, by: session)
        let draft = draft ?? Draft(desk.ground.chance)
        let query = try visit.queryFields()
        let tools = DossierTools(
            words: .of(visit.language), session: session, view: view, now: visit.now, register: desk.register,
            partners: try await desk.days.partners(of: session),
            colleagues: session.member.role == .coordinator ? try await desk.intake.colleagues(of: session) : [],
            query: query, refused: refused?.seeing(view.contents, .of(visit.language)), draft: try CaseFiles(desk: desk).sealed(draft, at: visit.now),
            carried: draft.files,
            readings: Self.tellsReaders.contains(tab) ? try await desk.dossiers.readings(of: view) : nil,
            lastLook: lastLook)
        let content = try await content(of: tab, tools)
        let page = dossierPage(tools, tab, done: query["done"]) { content }
        return .page(page.render(), status: refused?.status ?? .ok)
    }

    private func content(of tab: DossierTab, _ tools: DossierTools) async throws -> HTML {
        switch tab {
        case .overview: try OverviewTab(tools: tools).content()
        case .persons: try PersonsTab(tools: tools).content()
        case .timeline: try TimelineTab(tools: tools).content()
        case .safety: try SafetyTab(tools: tools).content()
        case .parts: try PartsTab(tools: tools).content()
        case .sharing: try SharingPage(tools: tools).content()
        case .tasks: TasksPage(tools: tools).content
        case .log: try await log(tools)
        }
    }

    /// Who neither coordinates nor keeps a part has nothing to account for here.
    private func log(_ tools: DossierTools) async throws -> HTML {
        guard tools.hasLog else { throw ErrorPage.notFound }
        let before = tools.query["before"].flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
        let page =
            tools.view.isCoordinator ? try await desk.log.page(of: tools.id, before: before, by: tools.session) : nil
        let proposals = try await desk.retention.proposals(for: tools.session).filter { $0.dossier.id == tools.id }
        return try LogTab(
            tools: tools, page: page, terms: try await desk.retention.terms(of: tools.view), proposals: proposals
        ).content()
    }
}
