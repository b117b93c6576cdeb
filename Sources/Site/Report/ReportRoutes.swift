import HTML
import HTTPTypes
import Records
import Reporting
import Signpost
import Terms
import Vault
import Web
import Words

/// The form from its first question until it is sent or abandoned.
struct ReportRoutes: Sendable {
    let desk: Desk
    /// Files wait as long as the form that holds them lives; each page lets both live anew.
    var sealedForm: SealedForm<WalkState> {
        SealedForm(secret: desk.ground.secret, purpose: "report", life: Attachments.stagingTerm)
    }

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/report", "report.begin") { visit in begin(visit) },
            .anyone(.get, "/{language}/advice", "advice.begin") { visit in begin(visit, seekingAdvice: true) },
            .anyone(.get, "/{language}/report/{form}/{page}", "report.page") { visit in try await page(visit) },
            .anyone(.get, "/{language}/report/leave", "report.leave") { visit in leave(visit) },
            .anyone(.post, "/{language}/report", "report.step") { visit in try await step(visit) },
            .anyone(.post, "/{language}/report/files", "report.files") { visit in try await files(visit) },
        ]
    }

    private func step(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        guard let step = fields["step"].flatMap(WalkStep.init) else { throw ErrorPage.malformed }
        var state = try carried(fields, visit, at: step)
        let open = try await FormMemory(desk: desk, visit: visit).findIfPossible(state.course?.form)
        if let receipt = open?.receipt { return ReceiptRoutes(desk: desk).again(receipt, visit) }
        state = newest(state, open)
        // The page that asks whether to stop has none of the fields: what was typed stays as it was.
        if let go = fields["go"], go == "stay" || go == "erase" {
            return try await self.go(on: fields, from: step, state, Problems(), visit)
        }
        var reading = AnswerReading(
            FormVoice(words: .of(visit.language), to: state.answers), fields: fields, register: desk.register)
        reading.read(step, into: &state.answers)
        return try await go(on: fields, from: step, state, reading.problems, visit)
    }

    /// The page with files. Whichever of its buttons was pressed, files that were picked are taken in.
    private func files(_ visit: Visit) async throws -> Reply {
        let brought = try await desk.files.receive(visit) { fields in
            try carried(fields, visit, at: .files).answers.files
        }
        let before = try carried(brought.fields, visit, at: .files)
        let open = try await FormMemory(desk: desk, visit: visit).findIfPossible(before.course?.form)
        let taken = brought.files.filter { !before.answers.files.contains($0) }
        if let receipt = open?.receipt {
            await desk.files.forget(taken)
            return ReceiptRoutes(desk: desk).again(receipt, visit)
        }
        var state = newest(before, open)
        state.answers.files += taken
        if let go = brought.fields["go"], go.hasPrefix("remove-") {
            let removed = state.answers.files.filter { "remove-" + $0.id.text == go }
            await desk.files.forget(removed)
            state.answers.files.removeAll(where: removed.contains)
        }
        let language = brought.fields["language"].flatMap(Language.init) ?? visit.language
        var problems = Problems()
        if let problem = brought.refused.problem(.of(language)) { problems.add("files", problem) }
        return try await go(on: brought.fields, from: .files, state, problems, visit).passing(brought.refused)
    }

    private func carried(_ fields: FormFields, _ visit: Visit, at step: WalkStep) throws -> WalkState {
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        var state = try sealedForm.open(sealed, at: visit.now)
        // A page of an earlier version of the program has no course yet.
        if state.course == nil {
            state.course = FormCourse(form: FormCourse.newForm(desk.ground.chance), at: .step(step))
        }
        return state
    }

    private func go(
        on fields: FormFields, from step: WalkStep, _ state: WalkState, _ problems: Problems, _ visit: Visit
    ) async throws -> Reply {
        let language = fields["language"].flatMap(Language.init)
        let go = fields["go"] ?? "next"
        switch go {
        case "abandon": return try await show(.abandoning(step), state, visit)
        case "erase": return try await erase(state, visit)
        case "send" where language == nil && step == .check: return try await send(state, visit)
        default: break
        }
        var state = state
        let gone = try await renew(&state)
        if !gone.isEmpty { return try await filesGone(gone, state, visit, in: language) }
        // What is wrong with a file is told at once, also by a button that does not go on.
        let aboutFiles = step == .files ? FormNews(of: problems) : FormNews()
        if let language { return try await show(.step(step), state, visit, in: language, aboutFiles) }
        if step == .advice, let reply = try await onward(go, state, visit) { return reply }
        switch go {
        case "back": return try await show(.step(state.answers.step(before: step)), state, visit)
        case "stay": return try await show(.step(step), state, visit)
        case let go where go.hasPrefix("change-"):
            guard let wanted = WalkStep(rawValue: String(go.dropFirst(7))) else { throw ErrorPage.malformed }
            return try await show(.step(wanted), state, visit)
        case let go where go == "add" || go.hasPrefix("remove-"):
            return try await show(.step(step), state, visit, aboutFiles)
        default:
            guard problems.isEmpty else { return try await show(.step(step), state, visit, FormNews(of: problems)) }
            return try await show(.step(state.step(after: step)), state, visit)
        }
    }

    /// Lets the files live on with the form, and drops those that are gone. While the database is away nothing is
    /// renewed and the form goes on: the next page tries again, and sending tells if a file did not last.
    func renew(_ state: inout WalkState) async throws -> [FileNote] {
        do {
            let gone = try await desk.files.staging.renew(state.answers.files)
            state.answers.files.removeAll(where: gone.contains)
            return gone
        } catch  where ErrorMapping().page(for: error)?.isPassing == true {
            return []
        }
    }

    /// The page with files, saying which are no longer there.
    func filesGone(
        _ gone: [FileNote], _ state: WalkState, _ visit: Visit, in language: Language? = nil
    ) async throws -> Reply {
        var problems = Problems()
        let names = gone.map(\.name).joined(separator: ", ")
        problems.add("files", Words.of(language ?? visit.language)("step.files.error.gone", ["names": names]))
        return try await show(.step(.files), state, visit, in: language, FormNews(of: problems))
    }
}

extension FormNews {
    init(of problems: Problems) {
        self.problems = problems
        if !problems.isEmpty { status = .unprocessableContent }
    }
}
