import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Words

/// A report opened by a member, and everything that can be done with it.
struct CaseRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/reports/{report}", "case") { visit, session in
                try await show(try visit.id("report"), session, visit)
            },
            .member(Role.caseWork, .get, "/{language}/reports/{report}/files/{attachment}", "case.file") {
                visit, session in
                let (note, opener) = try await desk.intake.file(
                    try visit.id("attachment"), of: try visit.id("report"), by: session)
                return try .file(note, opener, desk.ground)
            },
            .member(Role.caseWork, .post, "/{language}/reports/{report}/message", "case.message") { visit, session in
                try await write(try visit.id("report"), session, visit)
            },
        ] + CaseDeed.allCases.map(route)
    }

    private func route(_ deed: CaseDeed) -> SiteRoute {
        let path = RoutePath(stringLiteral: "/{language}/reports/{report}/" + deed.rawValue)
        return .member(Role.caseWork, .post, path, "case." + deed.rawValue) { visit, session in
            let id: ReportID = try visit.id("report")
            let fields = try await visit.form()
            do {
                try await deed.run(on: id, fields, by: session, at: desk, Words.of(visit.language))
            } catch let refused as CaseRefusal {
                return try await show(id, session, visit, refused, fields)
            } catch let refusal as ReportRefusal {
                return try await show(id, session, visit, deed.refusal(refusal, Words.of(visit.language)), fields)
            }
            // Who gave a report back sees it no longer.
            return .see(
                deed == .refuse ? StaffAddress.inbox(visit.language) : StaffAddress.report(id, visit.language))
        }
    }

    /// Writes to the reporter, with files if any.
    private func write(_ id: ReportID, _ session: Session, _ visit: Visit) async throws -> Reply {
        let words = Words.of(visit.language)
        // Whoever may not open this report leaves no files here.
        _ = try await desk.intake.open(id, by: session)
        let form = try await FilesTaken(visit, desk.ground)
        do {
            if let refused = form.refused { throw refused }
            try await desk.intake.write(
                Message(text: (form.fields["message.text"] ?? "").trimmed, files: form.files), on: id, by: session)
            return .see(StaffAddress.report(id, visit.language))
        } catch FilesTaken.Refused.kind(let name) {
            let refused = CaseRefusal(
                form: "message", field: "files", sentence: words("staff.case.files.error.kind", ["name": name]))
            return try await show(id, session, visit, refused, form.fields)
        } catch FilesTaken.Refused.tooMany {
            let refused = CaseRefusal(form: "message", field: "files", sentence: words("refusal.tooManyFiles"))
            return try await show(id, session, visit, refused, form.fields)
        } catch let refusal as ReportRefusal {
            let refused = CaseRefusal(
                form: "message", field: "message.text", sentence: words.sentence(refusal),
                isStale: refusal == .changedMeanwhile)
            return try await show(id, session, visit, refused, form.fields)
        }
    }

    /// The report as it stands now; after a refusal with its sentence and with what was typed.
    private func show(
        _ id: ReportID, _ session: Session, _ visit: Visit, _ refused: CaseRefusal? = nil,
        _ typed: FormFields = FormFields()
    ) async throws -> Reply {
        let view = try await desk.intake.open(id, by: session)
        let ground = desk.ground
        let colleagues = try await ground.database.read { tx in
            try ground.membership.members(of: session.organisation.id, in: tx).filter {
                $0.isAdmitted && $0.state == .active
            }
        }
        let page = CasePage(
            words: .of(visit.language), session: session, view: view, now: visit.now, register: desk.register,
            receivers: try await desk.handOvers.receivers(for: session), colleagues: colleagues, refused: refused,
            typed: typed)
        let status: HTTPResponse.Status =
            switch refused?.isStale {
            case nil: .ok
            case true?: .conflict
            case false?: .unprocessableContent
            }
        return .page(page.document().render(), status: status)
    }
}

/// Why a deed was not done: at which form, at which field, and in what words.
struct CaseRefusal: Error, Sendable {
    let form: String
    let field: String
    let sentence: String
    /// A colleague was first: the page shows how things stand now, with what was typed.
    var isStale = false
}
