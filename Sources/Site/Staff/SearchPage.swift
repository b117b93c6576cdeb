import Collaboration
import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// The question, and what was found.
struct SearchPage {
    let words: Words
    let session: Session
    let question: SearchQuestion
    let register: MunicipalityRegister
    var problems = Problems()
    var found: Findings?
    /// How far words could be searched; absent when none were looked for.
    var reach: SearchReach?
    /// The dossiers that were found; absent when only reports were looked for.
    var dossiers: [DossierLine]?
    var now: Instant

    func document() -> Document {
        memberPage(
            words, session, title: words("staff.search.title"), current: .search,
            address: address, problems: problems, isWide: true
        ) {
            errorSummary(words("form.error.title"), problems)
            if let linking = question.linking {
                backLink(
                    words("staff.search.linking.back", ["reference": Envelope.reference(of: linking)]),
                    to: StaffAddress.report(linking, words.language))
            }
            h1 { words("staff.search.title") }
            questionForm
            if let dossiers, !dossiers.isEmpty {
                h2 { words.count("staff.search.dossiers", dossiers.count) }
                dossierTable(words, words("dossiers.title"), dossiers, now, register)
            }
            if let found { results(found) }
        }
    }

    private var address: ((Language) -> String)? {
        let isEmpty = found == nil && problems.isEmpty && question.linking == nil
        return isEmpty ? { StaffAddress.find($0) } : nil
    }

    private var questionForm: HTML {
        form(to: StaffAddress.find(words.language), .id("search")) {
            if let linking = question.linking { hidden("linking", linking.text) }
            textField(
                Field(
                    "query", words("staff.search.query"),
                    hint: words(question.linking == nil ? "staff.search.query.hint" : "staff.search.linking.hint")),
                value: question.text, kind: .search, maxLength: 300)
            details(question.from.isEmpty && question.until.isEmpty && question.state == nil ? .class("more") : .open) {
                summary { words("staff.search.more") }
                div(.class("filters")) {
                    select(
                        Field("reportState", words("staff.search.state")),
                        ReportState.allCases.map { Choice($0.rawValue, words($0)) }, chosen: question.state?.rawValue,
                        empty: words("staff.search.anyState"))
                    question.from.field(words, Field("from", words("staff.search.from"), error: problems["from"]))
                    question.until.field(words, Field("until", words("staff.search.until"), error: problems["until"]))
                }
            }
            buttons { button(words("staff.search.button")) }
        }
    }

    @HTML.Builder private func results(_ found: Findings) -> HTML {
        h2(.id("found")) { words.count("staff.search.found", found.envelopes.count) }
        if let reach { self.reach(reach) }
        if found.hasMore {
            p { words("staff.search.hasMore", ["limit": words.number(found.envelopes.count)]) }
        }
        if !found.envelopes.isEmpty {
            reportTable(
                words, words("staff.search.title"),
                columns: [
                    "staff.inbox.column.urgency", "staff.inbox.column.report", "staff.inbox.column.received",
                    "staff.inbox.column.state",
                ] + (question.linking == nil ? [] : ["staff.case.link"])
            ) {
                for envelope in found.envelopes { row(envelope) }
            }
        }
    }

    private func row(_ envelope: Envelope) -> HTML {
        tr {
            td { urgencyBadge(words, envelope.urgency, isOpen: envelope.state != .closed) }
            th(.row) {
                a(to: StaffAddress.report(envelope.id, words.language)) { envelope.reference }
                div(.class("hint")) { envelopeSummary(words, envelope, register) }
            }
            td(words("staff.inbox.column.received"), .class("due")) {
                time(Words.machineReadable(envelope.receivedAt)) { words.date(envelope.receivedAt) }
            }
            td(words("staff.inbox.column.state")) { words(envelope.state) }
            if let linking = question.linking {
                td {
                    if linking != envelope.id {
                        deedButton(
                            words("staff.case.link"), to: StaffAddress.deed("link", linking, words.language), .quiet,
                            ["other": envelope.id.text],
                            named: words("staff.case.link.named", ["reference": envelope.reference]))
                    }
                }
            }
        }
    }

    /// What could not be searched is said, so that nobody takes silence for an answer.
    @HTML.Builder private func reach(_ reach: SearchReach) -> HTML {
        if reach.waiting > 0 {
            notice(.warning) {
                p { words.count("staff.search.waiting", reach.waiting) }
                button(words("staff.search.goOn"), .secondary, .form("search"))
            }
        }
        if reach.closed > 0 { notice(.warning) { p { words.count("staff.search.closed", reach.closed) } } }
    }
}
