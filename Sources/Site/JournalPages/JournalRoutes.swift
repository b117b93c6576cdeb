import Collaboration
import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

extension Act {
    /// Somebody read the organisation's journal.
    static let journalRead = Act("journal.read")
}

/// The organisation's journal, for its auditor: who did what, and who looked.
struct JournalRoutes: Sendable {
    private static let linesPerPage = 50

    let desk: Desk

    var all: [SiteRoute] {
        [
            .member([.auditor], .get, "/{language}/journal", "journal") { visit, session in
                let words = Words.of(visit.language)
                var problems = Problems()
                let typed = TypedJournalFilter(try visit.queryFields())
                let filter = typed.filter(of: session.organisation.id, words, &problems)
                let before = try visit.queryFields()["before"].flatMap { Int64($0) }
                let page = try await page(words, session, typed, filter, before, problems)
                return .page(page.document().render(), status: problems.isEmpty ? .ok : .unprocessableContent)
            }
        ]
    }

    private func page(
        _ words: Words, _ session: Session, _ typed: TypedJournalFilter, _ filter: EntryFilter, _ before: Int64?,
        _ problems: Problems
    ) async throws -> JournalPage {
        let us = session.organisation.id
        return try await desk.ground.database.write { [ground = desk.ground] tx in
            try ground.journal.record(
                .journalRead, by: .member(session.member.id), of: us, as: session.member.role, on: us.text, in: tx)
            let found =
                problems.isEmpty
                ? try ground.journal.entries(filter, before: before, limit: Self.linesPerPage + 1, in: tx) : []
            let entries = Array(found.prefix(Self.linesPerPage))
            let head = try ground.journal.head(in: tx)
            return JournalPage(
                words: words, session: session, members: try ground.membership.members(of: us, in: tx),
                entries: entries, next: found.count > entries.count ? entries.last?.position : nil, head: head,
                isSigned: head?.isSigned(under: ground.journal.verifyingKey) ?? true, typed: typed,
                isFirst: before == nil, problems: problems)
        }
    }
}

/// What the auditor looks for, as it stands in the address: codes and dates, never contents.
struct TypedJournalFilter {
    let member: String
    let reference: String
    let from: String
    let until: String

    init(_ fields: FormFields) {
        member = fields.text("member") ?? ""
        reference = fields.text("reference") ?? ""
        from = fields.text("from") ?? ""
        until = fields.text("until") ?? ""
    }

    /// The same filter in the address of the next page.
    var query: String {
        [("member", member), ("reference", reference), ("from", from), ("until", until)]
            .filter { !$0.1.isEmpty }
            .map { name, value in
                name + "=" + value.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) } + "&"
            }.joined()
    }

    func filter(of organisation: OrganisationID, _ words: Words, _ problems: inout Problems) -> EntryFilter {
        var filter = EntryFilter(organisation: organisation)
        if let id = try? MemberID(member) { filter.actor = .member(id) }
        if !reference.isEmpty {
            filter.object =
                DossierEnvelope.idBeginning(withReference: reference)
                ?? DossierTask.idBeginning(withReference: reference)
                ?? Envelope.idBeginning(withReference: reference)
            if filter.object == nil { problems.add("reference", words("journal.reference.wrong")) }
        }
        filter.from = day(from, "from", words, &problems)
        filter.until = day(until, "until", words, &problems).map { $0 + .days(1) }
        return filter
    }

    private func day(_ typed: String, _ field: String, _ words: Words, _ problems: inout Problems) -> Instant? {
        if typed.isEmpty { return nil }
        guard let midnight = Words.midnight(of: typed) else {
            problems.add(field, words("journal.date.wrong"))
            return nil
        }
        return midnight
    }
}
