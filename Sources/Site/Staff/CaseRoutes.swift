import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Words

/// A report opened by a member, and everything that can be done with it.
struct CaseRoutes: Sendable {
    private typealias Deed = @Sendable (ReportID, FormFields, Session) async throws -> Void

    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/reports/{report}", "case") { visit, session in
                try await show(try visit.id("report"), session, visit)
            },
            .member(Role.caseWork, .get, "/{language}/search", "search.page") { visit, session in
                .page(SearchPage(words: .of(visit.language), session: session).document().render())
            },
            .member(Role.caseWork, .post, "/{language}/search", "search") { visit, session in
                let fields = try await visit.form()
                let text = (fields["query"] ?? "").trimmed
                let state = fields["reportState"].flatMap(ReportState.init)
                let found = try await desk.intake.find(Query(text: text, state: state), by: session).envelopes
                return .page(
                    SearchPage(words: .of(visit.language), session: session, text: text, state: state, found: found)
                        .document().render())
            },
        ] + CaseFiles(desk: desk).all + deeds.map { name, deed in route(name, deed) }
    }

    private var deeds: [(String, Deed)] {
        let desk = desk
        return [
            ("judgement", { id, fields, session in
                guard let urgency = fields["urgency"].flatMap(Urgency.init) else { throw ReportRefusal.reasonMissing }
                let judgement = Judgement(
                    urgency: urgency, isQuestion: fields["question"] != nil, reason: Self.text(fields))
                try await desk.intake.judge(id, judgement, version: Self.version(fields), by: session)
            }),
            ("take", { id, fields, session in
                try await desk.intake.assign(id, to: session.member.id, version: Self.version(fields), by: session)
            }),
            ("note", { id, fields, session in
                try await desk.intake.note(
                    Self.text(fields), forOneself: fields["oneself"] != nil,
                    from: try CaseFiles(desk: desk).draft(fields), on: id, by: session)
            }),
            ("hand-over", { id, fields, session in
                let receiver = try OrganisationID(fields["receiver"] ?? "")
                try await desk.handOvers.offer(
                    id, to: receiver, Self.text(fields), version: Self.version(fields), by: session)
            }),
            ("withdraw", { id, _, session in try await desk.handOvers.withdraw(id, by: session) }),
            ("accept", { id, _, session in try await desk.handOvers.accept(id, by: session) }),
            ("refuse", { id, fields, session in
                try await desk.handOvers.refuse(id, Self.text(fields), by: session)
            }),
            ("close", { id, fields, session in
                guard let closing = fields["closing"].flatMap(ClosingReason.init) else {
                    throw ReportRefusal.reasonMissing
                }
                try await desk.intake.close(
                    id, because: closing, Self.text(fields), version: Self.version(fields), by: session)
            }),
            ("reopen", { id, fields, session in
                try await desk.intake.reopen(id, version: Self.version(fields), by: session)
            }),
        ]
    }

    /// The one text of a deed's form; its name begins with the deed's.
    static func text(_ fields: FormFields) -> String {
        let name = fields.all.first { $0.name.hasSuffix(".text") }?.name
        return (name.flatMap(fields.text) ?? "").trimmed
    }
    private static func version(_ fields: FormFields) -> Int64 { fields["version"].flatMap { Int64($0) } ?? 0 }

    private func route(_ name: String, _ deed: @escaping Deed) -> SiteRoute {
        .member(Role.caseWork, .post, RoutePath(stringLiteral: "/{language}/reports/{report}/" + name), "case." + name) {
            visit, session in
            let id: ReportID = try visit.id("report")
            let fields = try await visit.form()
            do {
                try await deed(id, fields, session)
            } catch let refusal as ReportRefusal {
                return try await show(id, session, visit, refused: RefusedDeed(name, refusal, Self.text(fields), visit))
            }
            // Who sent a report back, or gave it away, sees it no longer.
            return .see(
                name == "refuse" ? StaffAddress.inbox(visit.language) : StaffAddress.report(id, visit.language))
        }
    }

    /// - Parameter draft: the message that is still being written; nil begins another.
    func show(
        _ id: ReportID, _ session: Session, _ visit: Visit, refused: RefusedDeed? = nil, draft: Draft? = nil
    ) async throws -> Reply {
        let words = Words.of(visit.language)
        let view = try await desk.intake.open(id, by: session)
        var problems = Problems()
        if let refused { problems.add(refused.field, refused.sentence) }
        let draft = draft ?? Draft(desk.ground.chance)
        let page = CasePage(
            words: words, session: session, view: view, now: visit.now, register: desk.register,
            receivers: try await desk.handOvers.receivers(for: session), problems: problems,
            typed: refused.map { [$0.deed: $0.text] } ?? [:],
            draft: try CaseFiles(desk: desk).sealed(draft, at: visit.now), carried: draft.files)
        return .page(page.document().render(), status: refused?.status ?? .ok)
    }
}

/// A deed that was not done: why, at which field that is told, and what was typed.
struct RefusedDeed {
    let deed: String
    let field: String
    let sentence: String
    let text: String
    let status: HTTPResponse.Status

    init(_ deed: String, _ refusal: ReportRefusal, _ text: String, _ visit: Visit) {
        self.deed = deed
        field = deed + ".text"
        sentence = Words.of(visit.language)(Key("refusal", refusal.rawValue))
        self.text = text
        status = refusal == .changedMeanwhile ? .conflict : .unprocessableContent
    }

    /// A message whose files are not right.
    init(files sentence: String, _ text: String, status: HTTPResponse.Status = .unprocessableContent) {
        deed = "message"
        field = "files"
        self.sentence = sentence
        self.text = text
        self.status = status
    }
}
