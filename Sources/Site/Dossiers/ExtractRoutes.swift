import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// What a person is given who asks what is kept about them (Dutch: inzageverzoek). Nothing of it is stored but that it
/// was made.
struct ExtractRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/dossiers/{dossier}/extract", "dossier.extract") { visit, session in
                let view = try await view(visit, session)
                let page = ExtractForm(words: .of(visit.language), session: session, view: view)
                return .page(try page.document().render())
            },
            .member(Role.caseWork, .post, "/{language}/dossiers/{dossier}/extract", "dossier.extract.make") {
                visit, session in
                let fields = try await visit.form()
                let view = try await view(visit, session)
                let chosen = Set(fields.all("give").compactMap { try? RecordID($0) })
                let page = ExtractDocument(
                    words: .of(visit.language), session: session, view: view, chosen: chosen,
                    disclosures: try await desk.log.disclosures(of: view.id, by: session),
                    terms: try await desk.retention.terms(of: view), now: visit.now)
                return .page(try page.document().render())
            },
        ]
    }

    private func view(_ visit: Visit, _ session: Session) async throws -> DossierView {
        let view = try await desk.dossiers.open(try visit.id("dossier"), by: session)
        guard view.isCoordinator else { throw ErrorPage.notFound }
        return view
    }
}
