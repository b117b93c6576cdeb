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
            .anyone(.get, "/{language}/report", "report.begin") { visit in try await begin(visit) },
            .anyone(.get, "/{language}/advice", "advice.begin") { visit in
                try await begin(visit, seekingAdvice: true)
            },
            .anyone(.post, "/{language}/report", "report.step") { visit in try await step(visit) },
            .anyone(.post, "/{language}/report/files", "report.files") { visit in try await files(visit) },
        ]
    }

    private func begin(_ visit: Visit, seekingAdvice: Bool = false) async throws -> Reply {
        var state = WalkState(
            walk: .begin(at: visit.now, desk.ground.chance),
            entropy: desk.ground.chance.bytes(Receipt.entropyBytes))
        state.seeksAdvice = seekingAdvice
        return try await show(.subject, state, visit.language, visit.now)
    }

    private func step(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        guard let step = fields["step"].flatMap(WalkStep.init) else { throw ErrorPage.malformed }
        var state = try open(fields, visit)
        // The page that asks whether to stop has none of the fields: what was typed stays as it was.
        if let go = fields["go"], go == "stay" || go == "erase" {
            return try await self.go(on: fields, from: step, state, Problems(), visit)
        }
        var reading = AnswerReading(FormVoice(words: .of(visit.language)), fields: fields, register: desk.register)
        reading.read(step, into: &state.answers)
        return try await go(on: fields, from: step, state, reading.problems, visit)
    }

    /// The page with files. Whichever of its buttons was pressed, files that were picked are taken in.
    private func files(_ visit: Visit) async throws -> Reply {
        let brought = try await desk.files.receive(visit) { fields in try open(fields, visit).answers.files }
        var state = try open(brought.fields, visit)
        state.answers.files = brought.files
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

    private func open(_ fields: FormFields, _ visit: Visit) throws -> WalkState {
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        return try sealedForm.open(sealed, at: visit.now)
    }

    private func go(
        on fields: FormFields, from step: WalkStep, _ state: WalkState, _ problems: Problems, _ visit: Visit
    ) async throws -> Reply {
        let language = fields["language"].flatMap(Language.init)
        let go = fields["go"] ?? "next"
        switch go {
        case "abandon": return try abandoning(step, state, visit)
        case "erase": return try await erase(state, visit)
        case "send" where language == nil && step == .check: return try await send(state, visit)
        default: break
        }
        var state = state
        let gone = try await renew(&state)
        if !gone.isEmpty { return try await filesGone(gone, state, language ?? visit.language, visit.now) }
        if let language {
            return try await show(step, state, language, visit.now, step == .files ? problems : Problems())
        }
        if step == .advice, let reply = try await onward(go, state, visit) { return reply }
        switch go {
        case "back": return try await show(state.answers.step(before: step), state, visit.language, visit.now)
        case "stay": return try await show(step, state, visit.language, visit.now)
        case let go where go.hasPrefix("change-"):
            guard let wanted = WalkStep(rawValue: String(go.dropFirst(7))) else { throw ErrorPage.malformed }
            return try await show(wanted, state, visit.language, visit.now)
        case let go where go == "add" || go.hasPrefix("remove-"):
            return try await show(
                step, state, visit.language, visit.now, step == .files ? problems : Problems())
        default:
            guard problems.isEmpty else { return try await show(step, state, visit.language, visit.now, problems) }
            return try await show(state.step(after: step), state, visit.language, visit.now)
        }
    }

    func show(
        _ step: WalkStep, _ state: WalkState, _ language: Language, _ now: Instant, _ problems: Problems = Problems()
    ) async throws -> Reply {
        if step == .check { return try await check(state, language, now) }
        if step == .advice { return try await advice(state, language, now) }
        let page = StepPage(
            words: .of(language), step: step, walk: state, state: try sealedForm.seal(state, at: now), problems: problems,
            guide: desk.guide)
        return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
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
        _ gone: [FileNote], _ state: WalkState, _ language: Language, _ now: Instant
    ) async throws -> Reply {
        var problems = Problems()
        let names = gone.map(\.name).joined(separator: ", ")
        problems.add("files", Words.of(language)("step.files.error.gone", ["names": names]))
        return try await show(.files, state, language, now, problems)
    }

    private func abandoning(_ step: WalkStep, _ state: WalkState, _ visit: Visit) throws -> Reply {
        let words = Words.of(visit.language)
        let sealed = try sealedForm.seal(state, at: visit.now)
        let document = publicPage(
            words, title: words("form.abandon.title"), home: PublicAddress.home(words.language)
        ) {
            h1 { words("form.abandon.title") }
            lead(words("form.abandon.text"))
            form(to: PublicAddress.report(words.language)) {
                hidden("state", sealed)
                hidden("step", step.rawValue)
                buttons {
                    button(words("form.abandon.yes"), .danger, value: ("go", "erase"))
                    button(words("form.abandon.no"), .secondary, value: ("go", "stay"))
                }
            }
        }
        return .page(document.render())
    }

    /// Erases what the form brought here, and has the browser forget its pages. A form that was sent before is a
    /// report, which is not undone by erasing an old page of it: the receipt is shown again instead.
    private func erase(_ state: WalkState, _ visit: Visit) async throws -> Reply {
        let receipt = Receipt(entropy: state.entropy)
        if let sent = try await desk.submission.sent(with: receipt) {
            return try ReceiptRoutes(desk: desk).page(receipt, sent, state.answers, visit.language, visit.now)
        }
        try await desk.files.staging.discard(state.answers.files)
        let words = Words.of(visit.language)
        let document = publicPage(
            words, title: words("form.abandoned.title"), home: PublicAddress.home(words.language)
        ) {
            h1 { words("form.abandoned.title") }
            p(.class("lead"), .data("erased", PublicAddress.home(words.language))) { words("form.abandoned.text") }
            buttons { linkButton(words("form.abandoned.home"), to: PublicAddress.home(words.language), .secondary) }
        }
        var reply = Reply.page(document.render())
        reply.fields[.clearSiteData] = "\"cache\", \"storage\""
        return reply
    }
}
