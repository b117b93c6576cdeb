import HTML
import HTTPTypes
import Reporting
import Storage
import Terms
import Vault
import Words

/// The form from its first question until it is sent.
struct ReportRoutes: Sendable {
    let desk: Desk
    private var sealedForm: SealedForm<WalkState> {
        SealedForm(secret: desk.ground.secret, purpose: "report", life: .hours(12))
    }

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/report", "report.begin") { visit in
                let state = WalkState(
                    walk: .begin(at: visit.now, desk.ground.chance),
                    entropy: desk.ground.chance.bytes(Receipt.entropyBytes))
                return try await show(.subject, state, visit.language, visit.now)
            },
            .anyone(.post, "/{language}/report", "report.step") { visit in try await step(visit) },
        ]
    }

    private func step(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        guard let sealed = fields["state"], let step = fields["step"].flatMap(WalkStep.init) else {
            throw ErrorPage.malformed
        }
        var state = try sealedForm.open(sealed, at: visit.now)
        var reading = AnswerReading(words: Words.of(visit.language), fields: fields, register: desk.register)
        reading.read(step, into: &state.answers)
        if let language = fields["language"].flatMap(Language.init) {
            return try await show(step, state, language, visit.now)
        }
        let go = fields["go"] ?? "next"
        switch go {
        case "back": return try await show(state.answers.step(before: step), state, visit.language, visit.now)
        case "send" where step == .check: return try await send(state, visit)
        case let go where go.hasPrefix("change-"):
            guard let wanted = WalkStep(rawValue: String(go.dropFirst(7))) else { throw ErrorPage.malformed }
            return try await show(wanted, state, visit.language, visit.now)
        case let go where go == "add" || go.hasPrefix("remove-"):
            return try await show(.persons, state, visit.language, visit.now)
        default:
            guard reading.problems.isEmpty else {
                return try await show(step, state, visit.language, visit.now, reading.problems)
            }
            let next = state.answers.step(after: step)
            return try await show(state.isChecking && next != .call ? .check : next, state, visit.language, visit.now)
        }
    }

    private func show(
        _ step: WalkStep, _ state: WalkState, _ language: Language, _ now: Instant, _ problems: Problems = Problems()
    ) async throws -> Reply {
        if step == .check { return try await check(state, language, now) }
        let page = StepPage(
            words: .of(language), step: step, answers: state.answers, state: try sealedForm.seal(state, at: now),
            problems: problems, isChecking: state.isChecking, register: desk.register)
        return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func check(
        _ state: WalkState, _ language: Language, _ now: Instant, trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        var state = state
        state.isChecking = true
        let answers = state.answers
        let receiver = try await desk.reception.receiver(
            subject: answers.subject ?? .question, age: answers.age ?? .unknown, forms: answers.forms,
            place: answers.municipality.flatMap { desk.register[$0] })
        let page = CheckPage(
            words: .of(language), answers: answers, state: try sealedForm.seal(state, at: now), receiver: receiver,
            trouble: trouble, register: desk.register)
        return .page(page.document().render(), status: status)
    }

    private func send(_ state: WalkState, _ visit: Visit) async throws -> Reply {
        let words = Words.of(visit.language)
        if let missing = state.answers.firstUnanswered {
            let title = words(Key("step", missing.rawValue, "title"))
            return try await check(
                state, visit.language, visit.now,
                trouble: words("step.check.error.incomplete", ["question": title]), status: .unprocessableContent)
        }
        var state = state
        if case .wait(let seconds, let walk) = desk.price.ask(state.walk, at: visit.now) {
            state.walk = walk
            var reply = try await check(
                state, visit.language, visit.now, trouble: words.count("send.wait", seconds))
            reply.fields[.retryAfter] = String(seconds)
            return reply
        }
        do {
            let answers = state.answers
            let receipt = Receipt(entropy: state.entropy)
            let sent = try await desk.gates.submission.run {
                try await desk.submission.submit(
                    try answers.report(), receipt: receipt,
                    place: answers.municipality.flatMap { desk.register[$0] })
            }
            return try ReceiptRoutes(desk: desk).page(receipt, sent, state.answers, visit.language, visit.now)
        } catch ReportRefusal.nothingSaid {
            return try await check(
                state, visit.language, visit.now, trouble: words("step.check.error.empty"),
                status: .unprocessableContent)
        } catch ReportRefusal.nobodyCanReceive {
            return try await check(
                state, visit.language, visit.now, trouble: words("step.check.error.noReceiver"),
                status: .serviceUnavailable)
        } catch let error where Self.isPassing(error) {
            return try await notSent(state, visit)
        }
    }

    /// The disk is full, the database is away, or too much is going on: nothing was stored, and nothing typed is lost.
    private func notSent(_ state: WalkState, _ visit: Visit) async throws -> Reply {
        let page = CheckPage(
            words: .of(visit.language), answers: state.answers, state: try sealedForm.seal(state, at: visit.now),
            receiver: nil, trouble: Words.of(visit.language)("send.notSent"), register: desk.register, mayRetry: true)
        var reply = Reply.page(page.document().render(), status: .serviceUnavailable)
        reply.fields[.retryAfter] = "15"
        return reply
    }

    private static func isPassing(_ error: any Error) -> Bool {
        switch error {
        case StorageError.full, StorageError.unavailable, StorageError.conflict, is Gate.Busy: true
        default: false
        }
    }
}
