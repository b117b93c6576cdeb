import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// Searching the organisation's own reports. What is looked for never stands in an address.
struct SearchRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/search", "search.page") { visit, session in
                let linking = try visit.queryFields()["for"].flatMap { try? ReportID($0) }
                return .page(page(visit, session, SearchQuestion(linking: linking)).document().render())
            },
            .member(Role.caseWork, .post, "/{language}/search", "search") { visit, session in
                try await find(visit, session)
            },
        ]
    }

    private func find(_ visit: Visit, _ session: Session) async throws -> Reply {
        let words = Words.of(visit.language)
        let question = SearchQuestion(try await visit.form())
        var page = page(visit, session, question)
        page.problems = question.problems(words)
        guard page.problems.isEmpty else { return .page(page.document().render(), status: .unprocessableContent) }
        if !question.text.isEmpty { page.reach = try await desk.intake.catchUp(for: session) }
        // Period and state are those of reports.
        if question.isOnlyWords { page.dossiers = try await desk.dossiers.find(question.text, by: session) }
        page.found = try await desk.intake.find(question.query, by: session)
        return .page(page.document().render())
    }

    private func page(_ visit: Visit, _ session: Session, _ question: SearchQuestion) -> SearchPage {
        SearchPage(words: .of(visit.language), session: session, question: question, register: desk.register,
            now: visit.now)
    }
}

/// What is looked for, as it was typed.
struct SearchQuestion: Sendable {
    var text = ""
    var state: ReportState?
    var from = TypedDate()
    /// The last day that counts.
    var until = TypedDate()
    /// The report that one is looked for to be linked with.
    var linking: ReportID?

    init(linking: ReportID?) { self.linking = linking }

    init(_ fields: FormFields) {
        text = (fields["query"] ?? "").trimmed
        state = fields["reportState"].flatMap(ReportState.init)
        from = TypedDate(fields, "from")
        until = TypedDate(fields, "until")
        linking = fields["linking"].flatMap { try? ReportID($0) }
    }

    var query: Query { Query(text: text, state: state, from: from.instant(), until: until.nextDay) }

    /// Whether words are looked for, anywhere and whenever.
    var isOnlyWords: Bool { !text.isEmpty && state == nil && from.isEmpty && until.isEmpty && linking == nil }

    func problems(_ words: Words) -> Problems {
        var problems = Problems()
        for (name, date) in [("from", from), ("until", until)] where !date.isEmpty && date.instant() == nil {
            problems.add(name, words("staff.date.error"))
        }
        return problems
    }
}
