import HTTPTypes
import Organisations
import Records
import Reporting
import Terms
import Web
import Words

/// Files of a report: those that came with it or with a message, to be saved, and those that go with a message to the
/// reporter.
struct CaseFiles: Sendable {
    let desk: Desk
    private var sealedForm: SealedForm<Draft> {
        SealedForm(secret: desk.ground.secret, purpose: "staff draft", life: Attachments.stagingTerm)
    }

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/reports/{report}/files/{file}", "case.file") { visit, session in
                try .download(await desk.intake.file(try visit.id("file"), of: try visit.id("report"), by: session))
            },
            .member(Role.caseWork, .post, "/{language}/reports/{report}/message", "case.message") { visit, session in
                try await write(visit, session)
            },
        ]
    }

    /// A message or note that is being written, for the hidden field of its form.
    func sealed(_ draft: Draft, at now: Instant) throws -> String { try sealedForm.seal(draft, at: now) }

    func draft(_ fields: FormFields) throws -> Draft {
        guard let sealed = fields["draft"] else { throw ErrorPage.malformed }
        return try sealedForm.open(sealed, at: desk.ground.time.now())
    }

    /// A message to the reporter. Whatever is wrong with it, the words and the files that were taken stay at hand.
    private func write(_ visit: Visit, _ session: Session) async throws -> Reply {
        let id: ReportID = try visit.id("report")
        try await desk.intake.checkOwned(id, by: session)
        let brought = try await desk.memberFiles.receive(visit) { fields in
            CarriedFiles.kept(try self.draft(fields).files, fields)
        }
        var draft = try self.draft(brought.fields)
        await desk.memberFiles.forget(draft.files.filter { !brought.files.contains($0) })
        draft.files = brought.files
        let words = Words.of(visit.language)
        let text = CaseDeed.text(brought.fields)
        let field = "message.text"
        let page = CaseRoutes(desk: desk)
        if let problem = brought.refused.problem(words) {
            return try await page.show(
                id, session, visit, refused: RefusedForm("message", at: "files", problem, brought.fields), draft: draft
            ).passing(brought.refused)
        }
        do {
            // Of no page that is known, an answer stays due; the words are never refused over it.
            let version = brought.fields["version"].flatMap { Int64($0) } ?? 0
            let isNew = try await desk.intake.write(
                Message(text: text, files: draft.files), from: draft, on: id, version: version, by: session)
            if !isNew { await desk.memberFiles.forget(draft.files) }
            return .see(StaffAddress.done("message", id, visit.language))
        } catch ReportRefusal.fileGone {
            let gone = try await desk.memberFiles.staging.renew(draft.files)
            draft.files.removeAll(where: gone.contains)
            let sentence = words("step.files.error.gone", ["names": gone.map(\.name).joined(separator: ", ")])
            return try await page.show(
                id, session, visit, refused: RefusedForm("message", at: "files", sentence, brought.fields), draft: draft
            )
        } catch let refusal as ReportRefusal {
            return try await page.show(
                id, session, visit, refused: RefusedForm("message", refusal, at: field, brought.fields, words),
                draft: draft)
        }
    }
}
