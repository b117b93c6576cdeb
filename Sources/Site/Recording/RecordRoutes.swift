import HTML
import HTTPTypes
import Organisations
import Reporting
import Signpost
import Terms
import Vault
import Web
import Words

/// Recording a report for somebody on the telephone or at the desk, and handing the code over.
struct RecordRoutes: Sendable {
    struct State: Codable, Sendable {
        /// The receipt is made from this: the same form sent twice is the same report with the same code.
        let entropy: [UInt8]
        /// The place that was chosen for what was typed, so that it is not asked again.
        var placeTyped = ""
        var municipality: MunicipalityCode?
    }

    let desk: Desk
    private var sealedForm: SealedForm<State> {
        SealedForm(secret: desk.ground.secret, purpose: "recording", life: .hours(12))
    }

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/record", "record.page") { visit, session in
                let state = State(entropy: desk.ground.chance.bytes(Receipt.entropyBytes))
                return try show(state, RecordedAnswers(), visit, session, isFresh: true)
            },
            .member(Role.caseWork, .post, "/{language}/record", "record") { visit, session in
                try await record(visit, session)
            },
        ] + RecordReceiptRoutes(desk: desk).all
    }

    private func record(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        var state = try sealedForm.open(sealed, at: visit.now)
        let (recorded, problems) = RecordedAnswers.read(
            fields, state, .of(visit.language), desk.register, at: visit.now)
        (state.placeTyped, state.municipality) = (recorded.answers.placeTyped, recorded.answers.municipality)
        guard fields["go"] == "send" else { return try show(state, recorded, visit, session) }
        guard problems.isEmpty, let channel = recorded.channel else {
            return try show(state, recorded, visit, session, problems)
        }
        do {
            let answers = recorded.answers
            let receipt = Receipt(entropy: state.entropy)
            let sent = try await desk.gates.submission.run {
                try await desk.submission.submit(
                    try answers.report(through: channel), receipt: receipt,
                    place: answers.municipality.flatMap { desk.register.current($0) }, recordedBy: session)
            }
            return try RecordReceiptRoutes(desk: desk).page(receipt, sent, session, visit)
        } catch let refusal as ReportRefusal {
            let trouble = Words.of(visit.language)(Key("staff.record.refused", refusal.rawValue))
            return try show(state, recorded, visit, session, trouble: trouble, status: .unprocessableContent)
        } catch {
            guard let page = ErrorMapping().page(for: error), let seconds = page.retryAfterSeconds else { throw error }
            let trouble = Words.of(visit.language)("send.notSent")
            var reply = try show(state, recorded, visit, session, trouble: trouble, status: page.status)
            reply.fields[.retryAfter] = String(seconds)
            return reply
        }
    }

    private func show(
        _ state: State, _ recorded: RecordedAnswers, _ visit: Visit, _ session: Session,
        _ problems: Problems = Problems(), trouble: String? = nil, isFresh: Bool = false,
        status: HTTPResponse.Status? = nil
    ) throws -> Reply {
        let page = RecordPage(
            words: .of(visit.language), session: session, recorded: recorded,
            state: try sealedForm.seal(state, at: visit.now), problems: problems, trouble: trouble,
            isFresh: isFresh, register: desk.register)
        return .page(
            page.document().render(), status: status ?? (problems.isEmpty ? .ok : .unprocessableContent))
    }
}

/// What a colleague filled in for somebody.
struct RecordedAnswers: Sendable {
    static let channels: [Channel] = [.telephone, .desk]

    var channel: Channel?
    var answers = Answers()

    /// Reads the whole form, and tells what is wrong in the order of its page.
    static func read(
        _ fields: FormFields, _ state: RecordRoutes.State, _ words: Words, _ register: MunicipalityRegister,
        at now: Instant
    ) -> (RecordedAnswers, Problems) {
        var recorded = RecordedAnswers()
        (recorded.answers.placeTyped, recorded.answers.municipality) = (state.placeTyped, state.municipality)
        var problems = Problems()
        recorded.channel = fields["channel"].flatMap(Channel.init).flatMap { channels.contains($0) ? $0 : nil }
        if recorded.channel == nil { problems.add("channel", words("staff.record.channel.error")) }
        var reading = AnswerReading(
            FormVoice(words: words, isRecorded: true), fields: fields, register: register, at: now)
        for step in RecordPage.questions { reading.read(step, into: &recorded.answers) }
        for problem in reading.problems.list { problems.add(problem.field, problem.sentence) }
        return (recorded, problems)
    }
}
