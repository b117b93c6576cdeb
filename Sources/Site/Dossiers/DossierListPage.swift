import Collaboration
import Duties
import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// The dossiers of an organisation, one list at a time.
struct DossierListPage {
    let words: Words
    let session: Session
    let filter: DossierFilter
    let page: DossierPage
    /// Whether this is not the first page.
    let isFurther: Bool
    let now: Instant
    let register: MunicipalityRegister

    func document() -> Document {
        memberPage(
            words, session, title: words("dossiers.title"), current: .dossiers,
            address: { [filter] in DossierAddress.list($0, filter) }, isWide: true
        ) {
            h1 { words("dossiers.title") }
            if session.member.waitsForAdmission { notice(.warning) { p { words("staff.waiting") } } }
            buttons { linkButton(words("dossiers.new"), to: DossierAddress.new(words.language)) }
            nav(.class("tabs"), .aria("label", words("dossiers.views"))) {
                ul { for filter in DossierFilter.allCases { li { tab(filter) } } }
            }
            if page.lines.isEmpty {
                p { words(Key("dossiers.empty", filter.rawValue)) }
            } else {
                dossierTable(words, words(filter), page.lines, now, register)
            }
            pager
        }
    }

    private func tab(_ filter: DossierFilter) -> HTML {
        let address = DossierAddress.list(words.language, filter)
        return filter == self.filter
            ? a(to: address, .currentPage) { words(filter) } : a(to: address) { words(filter) }
    }

    @HTML.Builder private var pager: HTML {
        if isFurther || page.next != nil {
            nav(.aria("label", words("staff.inbox.pages"))) {
                ul(.class("pager")) {
                    if isFurther {
                        li { a(to: DossierAddress.list(words.language, filter)) { words("staff.inbox.first") } }
                    }
                    if let next = page.next {
                        li {
                            a(to: DossierAddress.list(words.language, filter, after: next)) {
                                words("dossiers.more")
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Dossiers as their envelopes tell them: how urgent, what about, what is next and when, whose it is.
func dossierTable(
    _ words: Words, _ caption: String, _ lines: [DossierLine], _ now: Instant, _ register: MunicipalityRegister
) -> HTML {
    reportTable(
        words, caption,
        columns: [
            "staff.inbox.column.urgency", "dossiers.column.dossier", "staff.inbox.column.step", "staff.inbox.column.due",
            "dossiers.column.coordinator",
        ]
    ) {
        for line in lines {
            tr(.class(line.duty?.isLate(at: now) ?? false ? "late" : "")) {
                td { urgencyBadge(words, line.envelope.urgency, isOpen: line.envelope.state != .closed) }
                th(.row) {
                    a(to: DossierAddress.dossier(line.envelope.id, words.language)) { line.envelope.reference }
                    div(.class("hint")) { dossierSummary(words, line.envelope, register) }
                }
                td(words("staff.inbox.column.step")) {
                    if let duty = line.duty {
                        DossierStep(rawValue: duty.step).map { words($0) }
                    } else {
                        line.envelope.result.map { words($0) } ?? words(line.envelope.state)
                    }
                }
                td(words("staff.inbox.column.due"), .class("due")) {
                    if let duty = line.duty {
                        dueTime(words, duty.due, now)
                    } else if let closed = line.envelope.closedAt {
                        words.shortDateTime(closed)
                    }
                }
                td(words("dossiers.column.coordinator")) {
                    line.coordinatorName
                    div(.class("hint")) { line.assignee ?? (line.duty == nil ? nil : words("staff.case.nobody")) }
                }
            }
        }
    }
}
