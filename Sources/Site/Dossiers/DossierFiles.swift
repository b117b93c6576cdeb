import Collaboration
import HTML
import HTTPTypes
import Organisations
import Records
import Reporting
import Terms
import Web
import Words

/// Files of a dossier: those that are there, to be saved, and those that are added.
struct DossierFiles: Sendable {
    let desk: Desk
    private static let deed = PartsTab.documentDeed

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/dossiers/{dossier}/files/{file}", "dossier.file") { visit, session in
                try .download(
                    await desk.dossiers.file(try visit.id("file"), of: try visit.id("dossier"), by: session))
            },
            .member(Role.caseWork, .post, "/{language}/dossiers/{dossier}/document", "dossier.document") { visit, session in
                try await add(visit, session)
            },
        ]
    }

    /// A document with its files. Whatever is wrong with it, the words and the files that were taken stay at hand.
    private func add(_ visit: Visit, _ session: Session) async throws -> Reply {
        let id: DossierID = try visit.id("dossier")
        let page = DossierRoutes(desk: desk)
        let words = Words.of(visit.language)
        try await desk.dossiers.check(id, by: session)
        let sealed = CaseFiles(desk: desk)
        let brought = try await desk.memberFiles.receive(visit) { fields in
            CarriedFiles.kept(try sealed.draft(fields).files, fields)
        }
        var draft = try sealed.draft(brought.fields)
        await desk.memberFiles.forget(draft.files.filter { !brought.files.contains($0) })
        draft.files = brought.files
        func refused(_ field: String, _ sentence: String) async throws -> Reply {
            var problems = Problems()
            problems.add(field, sentence)
            return try await page.show(
                id, .parts, session, visit, refused: RefusedForm(Self.deed, problems, brought.fields), draft: draft)
        }
        if let problem = brought.refused.problem(words) {
            return try await refused("files", problem).passing(brought.refused)
        }
        let document = DossierDocument(title: DossierDeed.text("document.title", brought.fields), files: draft.files)
        do {
            let part = try DossierDeed.part(DossierTools.partField(Self.deed), brought.fields)
            let isNew = try await desk.dossiers.keep(document, in: part, of: id, from: draft, by: session)
            if !isNew { await desk.memberFiles.forget(draft.files) }
            return .see(DossierAddress.done(Self.deed, .parts, id, visit.language, in: part))
        } catch let refusal as DossierRefusal where refusal.reason == .fileGone {
            let gone = try await desk.memberFiles.staging.renew(draft.files)
            draft.files.removeAll(where: gone.contains)
            return try await refused(
                "files", words("step.files.error.gone", ["names": gone.map(\.name).joined(separator: ", ")]))
        } catch let refusal as DossierRefusal {
            let field = Self.field(refusal, document)
            return try await page.show(
                id, .parts, session, visit,
                refused: RefusedForm(Self.deed, refusal, at: field, brought.fields, words), draft: draft)
        } catch let unclear as DossierDeed.Unclear {
            let problem = unclear.problems[0]
            return try await refused(problem.field, problem.told(in: words))
        }
    }

    private static func field(_ refusal: DossierRefusal, _ document: DossierDocument) -> String {
        switch refusal.reason {
        case .notAdmitted: DossierTools.partField(deed)
        case .nothingSaid: document.title.isEmpty ? "document.title" : "files"
        case .tooManyFiles, .filesTooLarge: "files"
        default: "document.title"
        }
    }
}
