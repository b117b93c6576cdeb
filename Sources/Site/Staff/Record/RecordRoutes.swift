import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Vault
import Words

/// Recording a report for somebody on the telephone or at the desk, who is then given the code.
struct RecordRoutes: Sendable {
    /// What the form carries: the receipt is made from it, so that sending twice is one report with one code.
    struct State: Codable, Sendable {
        let entropy: [UInt8]
    }

    let desk: Desk
    private var sealedForm: SealedForm<State> {
        SealedForm(secret: desk.ground.secret, purpose: "record", life: .hours(10))
    }

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/record", "record.page") { visit, session in
                let state = State(entropy: desk.ground.chance.bytes(Receipt.entropyBytes))
                return try page(visit, session, state, Answers(), channel: nil, Problems(), rows: RecordPage.leastRows)
            },
            .member(Role.caseWork, .post, "/{language}/record", "record") { visit, session in
                try await record(visit, session)
            },
        ]
    }

    private func record(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        let state = try sealedForm.open(sealed, at: visit.now)
        let words = Words.of(visit.language)
        var answers = Answers()
        var reading = AnswerReading(words: words, fields: fields, register: desk.register)
        for step in WalkStep.allCases { reading.read(step, into: &answers) }
        let channel = fields["channel"].flatMap(Channel.init).flatMap { $0 == .web ? nil : $0 }
        let rows = max(RecordPage.leastRows, answers.details.count + 1)
        if fields["go"] == "add" {
            return try page(
                visit, session, state, answers, channel: channel, Problems(),
                rows: max(rows, (fields["rows"].flatMap { Int($0) } ?? 0) + RecordPage.leastRows))
        }
        var problems = Problems()
        if channel == nil { problems.add("channel", words("staff.record.channel.error")) }
        for problem in reading.problems.list { problems.add(problem.field, problem.sentence) }
        guard problems.isEmpty, let channel else {
            return try page(visit, session, state, answers, channel: channel, problems, rows: rows)
        }
        do {
            let report = try Self.report(answers, through: channel)
            let receipt = Receipt(entropy: state.entropy)
            let sent = try await desk.gates.submission.run {
                try await desk.submission.submit(
                    report, receipt: receipt, place: answers.municipality.flatMap { desk.register[$0] },
                    recordedBy: session)
            }
            return .page(RecordedPage(words: words, session: session, receipt: receipt, sent: sent).document().render())
        } catch let refusal as ReportRefusal {
            problems.add("words", words.sentence(refusal))
            return try page(visit, session, state, answers, channel: channel, problems, rows: rows)
        }
    }

    private static func report(_ answers: Answers, through channel: Channel) throws -> NewReport {
        let told = try answers.report()
        return try NewReport(
            subject: told.subject, role: told.role, directDanger: told.directDanger, age: told.age, forms: told.forms,
            municipality: told.municipality, contents: told.contents, contact: told.contact, channel: channel)
    }

    private func page(
        _ visit: Visit, _ session: Session, _ state: State, _ answers: Answers, channel: Channel?,
        _ problems: Problems, rows: Int
    ) throws -> Reply {
        let page = RecordPage(
            words: .of(visit.language), session: session, state: try sealedForm.seal(state, at: visit.now),
            answers: answers, channel: channel, problems: problems, rows: min(rows, NewReport.mostClues),
            register: desk.register)
        return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
