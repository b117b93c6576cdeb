import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// From a report to a dossier: the dossiers that go on with it, opening one, and adding it to one that is there.
struct CaseDossier: Sendable {
    /// Those that go on with the report.
    let present: [DossierEnvelope]
    /// Those of the organisation that it can be added to, newest first.
    let others: [DossierLine]

    static let open = "open-dossier"
    static let add = "add-to-dossier"

    init(_ id: ReportID, _ desk: Desk, by session: Session) async throws {
        present = try await desk.dossiers.dossiers(of: id, by: session)
        let known = Set(present.map(\.id))
        others = try await desk.days.dossiers(.coordinated, for: session).lines.filter { !known.contains($0.envelope.id) }
    }

    static func routes(_ desk: Desk) -> [SiteRoute] {
        [
            route(open, desk) { id, _, session in try await desk.dossiers.open(from: [id], by: session) },
            route(add, desk) { id, fields, session in
                let dossier: DossierID = try await chosen(fields, id, desk, session)
                try await desk.dossiers.add(id, to: dossier, by: session)
                return dossier
            },
        ]
    }

    private static func chosen(
        _ fields: FormFields, _ id: ReportID, _ desk: Desk, _ session: Session
    ) async throws -> DossierID {
        try await desk.intake.checkOwned(id, by: session)
        guard let chosen = fields["dossier"].flatMap({ try? DossierID($0) }) else {
            throw DossierDeed.Unclear("dossier", Choosing.key)
        }
        return chosen
    }

    /// A deed that leads to the dossier; what is refused is told on the page of the report.
    private static func route(
        _ name: String, _ desk: Desk,
        _ act: @escaping @Sendable (ReportID, FormFields, Session) async throws -> DossierID
    ) -> SiteRoute {
        let path = RoutePath(stringLiteral: "/{language}/reports/{report}/" + name)
        return .member(Role.caseWork, .post, path, "case." + name) { visit, session in
            let id: ReportID = try visit.id("report")
            let fields = try await visit.form()
            let words = Words.of(visit.language)
            let page = CaseRoutes(desk: desk)
            func refused(_ sentence: String) async throws -> Reply {
                try await page.show(
                    id, session, visit, refused: RefusedForm(name, at: "dossier", sentence, fields))
            }
            do {
                return .see(DossierAddress.dossier(try await act(id, fields, session), visit.language))
            } catch let refusal as ReportRefusal {
                return try await refused(words(Key("refusal", refusal.rawValue)))
            } catch let refusal as DossierRefusal {
                return try await refused(words(Key("dossierRefusal", refusal.reason.rawValue)))
            } catch let unclear as DossierDeed.Unclear {
                return try await page.show(id, session, visit, refused: RefusedForm(name, unclear, fields, words))
            } catch is DossierAbsent where session.member.isAble {
                return try await refused(Choosing.sentence(at: "dossier", words))
            }
        }
    }
}

extension CaseForms {
    /// What goes on with the report together with others.
    @HTML.Builder var dossier: HTML {
        let words = tools.words
        for envelope in tools.dossier.present {
            notice {
                p {
                    words(envelope.state == .closed ? "staff.case.dossier.wentOn" : "staff.case.dossier.goesOn") + " "
                    a(to: DossierAddress.dossier(envelope.id, words.language)) {
                        words("dossier.title", ["reference": envelope.reference])
                    }
                    " · " + words(envelope.state)
                }
            }
        }
        let isOpen = tools.dossier.present.contains { $0.state != .closed }
        if tools.isOpen, tools.view.offer == nil, !isOpen {
            details(.id("dossier"), tools.wasRefused(CaseDossier.open) || tools.wasRefused(CaseDossier.add) ? .open : .class("more")) {
                summary { words("staff.case.dossier") }
                p { words("staff.case.dossier.text") }
                form(to: tools.address(CaseDossier.open)) { button(words("staff.case.dossier.open"), .secondary) }
                if !tools.dossier.others.isEmpty {
                    form(to: tools.address(CaseDossier.add)) {
                        select(
                            Field(
                                "dossier", words("staff.case.dossier.which"), error: tools.problems["dossier"]),
                            tools.dossier.others.map { line in
                                Choice(
                                    line.envelope.id.text,
                                    line.envelope.reference + " · "
                                        + dossierSummary(words, line.envelope, tools.register))
                            }, chosen: tools.typed(CaseDossier.add, "dossier"), empty: words("staff.choose"))
                        buttons { button(words("staff.case.dossier.add"), .secondary) }
                    }
                }
            }
        }
    }
}
