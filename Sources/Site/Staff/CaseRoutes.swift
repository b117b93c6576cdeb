import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// A report opened by a member, and everything that can be done with it.
struct CaseRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/reports/{report}", "case") { visit, session in
                let done = try visit.queryFields()["done"]
                return try await show(try visit.id("report"), session, visit, done: done)
            }
        ] + CaseFiles(desk: desk).all + CaseDeed.all(desk).map(route) + CaseDossier.routes(desk)
    }

    private func route(_ deed: CaseDeed) -> SiteRoute {
        let path = RoutePath(stringLiteral: "/{language}/reports/{report}/" + deed.name)
        return .member(Role.caseWork, .post, path, "case." + deed.name) { visit, session in
            let id: ReportID = try visit.id("report")
            let fields = try await visit.form()
            let words = Words.of(visit.language)
            do {
                try await deed.act(id, fields, session)
            } catch let refusal as ReportRefusal {
                return try await show(
                    id, session, visit, refused: RefusedForm(deed.name, refusal, at: deed.field, fields, words))
            } catch let unclear as DossierDeed.Unclear {
                return try await show(id, session, visit, refused: RefusedForm(deed.name, unclear, fields, words))
            } catch let mistyped as TraitsForm.Mistyped {
                return try await show(
                    id, session, visit,
                    refused: RefusedForm(deed.name, mistyped.form.problems(words, desk.register), fields))
            }
            // Who sent a report back sees it no longer.
            return .see(
                deed.name == "refuse"
                    ? StaffAddress.inbox(visit.language) : StaffAddress.done(deed.name, id, visit.language))
        }
    }

    /// - Parameters:
    ///   - done: the deed that led here.
    ///   - draft: the message that is still being written; nil begins another.
    func show(
        _ id: ReportID, _ session: Session, _ visit: Visit, done: String? = nil, refused: RefusedForm? = nil,
        draft: Draft? = nil
    ) async throws -> Reply {
        let view = try await desk.intake.open(id, by: session)
        let draft = draft ?? Draft(desk.ground.chance)
        let page = CasePage(
            CaseTools(
                words: .of(visit.language), session: session, view: view, now: visit.now, register: desk.register,
                receivers: try await desk.handOvers.receivers(for: session),
                colleagues: session.member.role == .coordinator ? try await desk.intake.colleagues(of: session) : [],
                dossier: try await CaseDossier(id, desk, by: session), refused: refused, draft: try CaseFiles(desk: desk).sealed(draft, at: visit.now), carried: draft.files),
            done: done)
        return .page(page.document().render(), status: refused?.status ?? .ok)
    }
}
