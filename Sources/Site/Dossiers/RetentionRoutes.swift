import Collaboration
import HTML
import HTTPTypes
import Organisations
import Terms
import Web
import Words

/// How long the parts of dossiers are kept, and destroying them with two.
struct RetentionRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/retention", "retention") { visit, session in
                let page = try await page(visit, session, done: try visit.queryFields()["done"])
                return .page(page.document().render())
            },
            deed("propose", "/{language}/retention/propose") { fields, session in
                let part = fields["part"].flatMap(Compartment.init)
                guard let id = fields["dossier"].flatMap({ try? DossierID($0) }), part != nil || fields["part"] == nil
                else { throw ErrorPage.malformed }
                try await desk.retention.propose(id, part: part, because: .termPassed, by: session)
            },
            deed("confirm", "/{language}/retention/confirm") { fields, session in
                try await desk.retention.confirm(try proposal(fields), by: session)
            },
            deed("withdraw", "/{language}/retention/withdraw") { fields, session in
                try await desk.retention.withdraw(try proposal(fields), by: session)
            },
        ]
    }

    private func deed(
        _ name: String, _ path: RoutePath, _ act: @escaping @Sendable (FormFields, Session) async throws -> Void
    ) -> SiteRoute {
        .member(Role.caseWork, .post, path, "retention." + name) { visit, session in
            do {
                try await act(try await visit.form(), session)
                return .see(DossierAddress.retention(visit.language) + "?done=" + name)
            } catch let refusal as DossierRefusal {
                return try await refused(Key("dossierRefusal", refusal.reason.rawValue), visit, session)
            } catch is DossierAbsent {
                return try await refused("retention.gone", visit, session)
            }
        }
    }

    private func refused(_ sentence: Key, _ visit: Visit, _ session: Session) async throws -> Reply {
        let page = try await page(visit, session, refused: Words.of(visit.language)(sentence))
        return .page(page.document().render(), status: .conflict)
    }

    private func page(
        _ visit: Visit, _ session: Session, done: String? = nil, refused: String? = nil
    ) async throws -> RetentionPage {
        RetentionPage(
            words: .of(visit.language), session: session, years: try await desk.retention.years(for: session),
            due: try await desk.retention.due(for: session), proposals: try await desk.retention.proposals(for: session),
            done: done, refused: refused)
    }

    private func proposal(_ fields: FormFields) throws -> DestructionID {
        guard let id = fields["proposal"].flatMap({ try? DestructionID($0) }) else { throw ErrorPage.malformed }
        return id
    }
}
