import HTML
import HTTPTypes
import Reporting
import Signpost
import Terms
import Vault
import Web
import Words

/// The end of the form: everything once more, and sending it.
extension ReportRoutes {
    func check(
        _ state: WalkState, _ language: Language, _ now: Instant, _ news: FormNews = FormNews()
    ) async throws -> Reply {
        var state = state
        state.isChecking = true
        let answers = state.answers
        var receiver: Receiver?
        var mayRetry = false
        do {
            receiver = try await desk.reception.receiver(
                for: Routing(
                    subject: answers.subject ?? .question, age: answers.age ?? .unknown, forms: answers.forms,
                    place: answers.municipality.flatMap { desk.register.current($0) }, at: answers.point))
        } catch  where ErrorMapping().page(for: error)?.isPassing == true {
            // While the database is away the answers can still be read over; sending tells how it stands.
            mayRetry = true
        }
        let page = CheckPage(
            words: .of(language), answers: answers, state: try sealedForm.seal(state, at: now), receiver: receiver,
            promise: promise(answers, now), now: now, trouble: news.trouble, guide: desk.guide, mayRetry: mayRetry)
        return .page(page.document().render(), status: news.status)
    }

    func send(_ state: WalkState, _ visit: Visit) async throws -> Reply {
        let words = Words.of(visit.language)
        if let missing = state.answers.firstUnfit {
            let title = FormVoice(words: words, to: state.answers).title(missing, state.answers)
            return try await refused(state, visit, words("step.check.error.incomplete", ["question": title]))
        }
        var state = state
        if case .wait(let seconds, let walk) = desk.price.ask(state.walk, at: visit.now) {
            state.walk = walk
            let news = FormNews(trouble: words.count("send.wait", seconds), retryAfter: seconds)
            return try await show(.step(.check), state, visit, news)
        }
        do {
            let answers = state.answers
            let sent = try await desk.gates.submission.run { [entropy = state.entropy] in
                try await desk.submission.submit(
                    try answers.report(), receipt: Receipt(entropy: entropy),
                    place: answers.municipality.flatMap { desk.register.current($0) }, at: answers.point)
            }
            desk.price.count(at: visit.now, bytes: answers.files.reduce(0) { $0 + $1.bytes })
            return try await ReceiptRoutes(desk: desk).begin(sent, state, visit)
        } catch ReportRefusal.nothingSaid {
            return try await refused(state, visit, words("step.check.error.empty"))
        } catch ReportRefusal.nobodyCanReceive {
            return try await refused(state, visit, words("step.check.error.noReceiver"), .serviceUnavailable)
        } catch ReportRefusal.fileGone {
            let gone = try await renew(&state)
            return try await filesGone(gone, state, visit)
        } catch  where ErrorMapping().page(for: error)?.isPassing == true {
            return try notSent(state, visit)
        }
    }

    private func refused(
        _ state: WalkState, _ visit: Visit, _ trouble: String, _ status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Reply {
        try await show(.step(.check), state, visit, FormNews(trouble: trouble, status: status))
    }

    /// The disk is full, the database is away, or too much is going on: nothing was stored, and nothing typed is lost.
    private func notSent(_ state: WalkState, _ visit: Visit) throws -> Reply {
        let page = CheckPage(
            words: .of(visit.language), answers: state.answers, state: try sealedForm.seal(state, at: visit.now),
            receiver: nil, promise: promise(state.answers, visit.now), now: visit.now,
            trouble: Words.of(visit.language)("send.notSent"), guide: desk.guide, mayRetry: true)
        var reply = Reply.page(page.document().render(), status: .serviceUnavailable)
        reply.fields[.retryAfter] = "15"
        return reply
    }
}
