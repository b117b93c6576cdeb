import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// Pages that are old: a link in an old tab, mail or notice, a form that was open while a colleague was quicker. Who was
/// party to it reads what has become of it; for who never was, it does not exist. What was typed is given back.
struct OldPages: Sendable {
    let desk: Desk

    /// The same route, which answers so when what it is about is not there for this member.
    func covering(_ route: SiteRoute) -> SiteRoute {
        route.answering { handler in
            { visit, session in
                do { return try await handler(visit, session) } catch let error where Self.isAbsence(error) {
                    return try await answer(error, route, visit, session)
                }
            }
        }
    }

    private static func isAbsence(_ error: any Error) -> Bool { error is ReportAbsent || error is DossierAbsent }

    private func answer(
        _ absence: any Error, _ route: SiteRoute, _ visit: Visit, _ session: Session
    ) async throws -> Reply {
        let words = Words.of(visit.language)
        let isForm = route.method == .post
        let fields = isForm ? await visit.body.typed() : FormFields()
        let names = route.path.names
        if names.contains("report") {
            let id: ReportID = try visit.id("report")
            if let outcome = try await desk.intake.outcome(of: id, for: session) {
                let gone = Gone(outcome, .report, Envelope.reference(of: id), fields)
                guard isForm else { return gone.page(session, words) }
                do {
                    return try await CaseRoutes(desk: desk).show(id, session, visit, refused: gone.refused(words))
                } catch is ReportAbsent { return gone.page(session, words) }
            }
        } else if names.contains("dossier") {
            let id: DossierID = try visit.id("dossier")
            if let outcome = try await desk.dossiers.outcome(of: id, for: session) {
                let gone = Gone(outcome, .dossier, DossierEnvelope.reference(of: id), fields)
                do { try await desk.dossiers.check(id, by: session) } catch is DossierAbsent {
                    return gone.page(session, words)
                }
                if isForm {
                    return try await DossierRoutes(desk: desk).show(
                        id, .overview, session, visit, refused: gone.refused(words))
                }
            }
        } else if names.contains("task"),
            let (dossier, outcome) = try await desk.tasks.outcome(of: try visit.id("task"), for: session)
        {
            return Gone(outcome, .dossier, DossierEnvelope.reference(of: dossier), fields).page(session, words)
        }
        let typed = TypedWords.of(fields)
        guard !typed.isEmpty else { throw absence }
        return absent(absence is ReportAbsent ? .report : .dossier, typed, session, words)
    }

    /// There is no such thing, or it never was this organisation's: both look the same.
    private func absent(_ what: Gone.What, _ typed: [String], _ session: Session, _ words: Words) -> Reply {
        let document = memberPage(words, session, title: words("error.notFound.title")) {
            h1 { words("error.notFound.title") }
            lead(words(what == .report ? "staff.case.absent" : "dossier.absent"))
            notice(.neutral, words("staff.case.typed")) { for text in typed { ownWords(text) } }
            buttons { what.back(words) }
        }
        return .page(document.render(), status: .notFound)
    }
}

/// What is this organisation's no longer, and why.
private struct Gone {
    enum What: String {
        case report, dossier

        /// Where its list is.
        func back(_ words: Words) -> HTML {
            switch self {
            case .report: linkButton(words("staff.inbox.title"), to: StaffAddress.inbox(words.language), .secondary)
            case .dossier: linkButton(words("dossiers.title"), to: DossierAddress.list(words.language), .secondary)
            }
        }
    }

    let outcome: Outcome
    let what: What
    let reference: String
    let fields: FormFields

    init(_ outcome: Outcome, _ what: What, _ reference: String, _ fields: FormFields) {
        self.outcome = outcome
        self.what = what
        self.reference = reference
        self.fields = fields
    }

    private func sentence(_ words: Words) -> String {
        words(
            Key("outcome", what.rawValue, outcome.kind.rawValue),
            ["organisation": outcome.other ?? "", "when": words.dateTime(outcome.at)])
    }

    /// The form that was not done, on the page of who still sees it.
    func refused(_ words: Words) -> RefusedForm { RefusedForm(gone: fields, sentence(words)) }

    func page(_ session: Session, _ words: Words) -> Reply {
        let title = words(Key("outcome", what.rawValue), ["reference": reference])
        let typed = TypedWords.of(fields)
        let document = memberPage(words, session, title: title, current: what == .report ? .inbox : .dossiers) {
            h1 { title }
            lead(sentence(words))
            p { words("outcome.nothing") }
            if !typed.isEmpty {
                notice(.neutral, words("staff.case.typed")) { for text in typed { ownWords(text) } }
            }
            buttons { what.back(words) }
        }
        return .page(document.render(), status: .gone)
    }
}
