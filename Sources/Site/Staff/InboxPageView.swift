import Duties
import HTML
import Organisations
import Reporting
import Terms
import Words

/// The inbox as a table, most urgent first; on a telephone each line is a card.
struct InboxPageView {
    enum View: Hashable {
        case all
        /// What the member took on.
        case mine
        /// What rose to the coordinators.
        case late
    }

    let words: Words
    let session: Session
    let view: View
    let page: InboxPage
    let late: [InboxLine]
    /// What stayed undone elsewhere, when this is the fallback organisation.
    let risen: [InboxLine]
    /// The names of the organisations of those lines.
    let names: [OrganisationID: String]
    let now: Instant
    let register: MunicipalityRegister

    func document() -> Document {
        memberPage(
            words, session, title: words("staff.inbox.title"), current: .inbox, inEach: StaffAddress.inbox, isWide: true
        ) {
            h1 { words("staff.inbox.title") }
            if session.member.waitsForAdmission { notice(.warning) { p { words("staff.inbox.waiting") } } }
            if page.late > 0 { p { badge(words.count("staff.inbox.late", page.late), .danger) } }
            offers
            tabs
            lines
            if !risen.isEmpty {
                h2 { words("staff.inbox.risen") }
                p { words("staff.inbox.risen.text") }
                listing(risen, caption: words("staff.inbox.risen"), isElsewhere: true)
            }
        }
    }

    @HTML.Builder private var offers: HTML {
        if !page.offers.isEmpty, view == .all {
            h2 { words("staff.inbox.offers") }
            for offer in page.offers {
                card {
                    p {
                        urgencyBadge(words, offer.envelope.urgency)
                        " "
                        a(to: StaffAddress.report(offer.envelope.id, words.language)) { offer.envelope.reference }
                        " "
                        words("staff.inbox.offeredBy", ["organisation": offer.senderName])
                    }
                    p { summary(offer.envelope) }
                    p(.class("hint")) { moment(words, offer.offeredAt) }
                }
            }
        }
    }

    private var tabs: HTML {
        let inbox = StaffAddress.inbox(words.language)
        var links = [
            (words("staff.inbox.work"), inbox, View.all), (words("staff.inbox.mine"), inbox + "?mine=1", .mine),
        ]
        if session.member.role == .coordinator { links.append((words("staff.inbox.lateOnly"), inbox + "?late=1", .late)) }
        return nav(.class("tabs"), .aria("label", words("staff.inbox.choose"))) {
            ul {
                for (text, address, target) in links {
                    li { target == view ? a(to: address, .currentPage) { text } : a(to: address) { text } }
                }
            }
        }
    }

    @HTML.Builder private var lines: HTML {
        let shown = view == .late ? late : page.lines
        if shown.isEmpty {
            p { words("staff.inbox.empty") }
        } else {
            listing(shown, caption: caption, isElsewhere: false)
        }
        if view != .late, let next = page.next {
            p {
                a(to: StaffAddress.inbox(words.language) + (view == .mine ? "?mine=1&after=" : "?after=") + next.text) {
                    words("staff.inbox.more")
                }
            }
        }
    }

    private var caption: String {
        switch view {
        case .all: words("staff.inbox.work")
        case .mine: words("staff.inbox.mine")
        case .late: words("staff.inbox.lateOnly")
        }
    }

    private func listing(_ lines: [InboxLine], caption: String, isElsewhere: Bool) -> HTML {
        let heads = [
            words("staff.inbox.report"), words("staff.inbox.urgency"), words("staff.inbox.due"),
            words("staff.inbox.about"),
            isElsewhere ? words("staff.inbox.where") : words("staff.inbox.assignee"),
        ]
        return table(caption, showsCaption: false, .class("cards")) {
            thead { tr { for head in heads { th(.column) { head } } } }
            tbody {
                for line in lines {
                    tr(.class(line.duty.isLate(at: now) ? "late" : "on-time")) {
                        th(.row) {
                            if isElsewhere {
                                line.envelope.reference
                            } else {
                                a(to: StaffAddress.report(line.envelope.id, words.language)) { line.envelope.reference }
                            }
                        }
                        td(heads[1]) { urgencyBadge(words, line.envelope.urgency) }
                        td(heads[2]) { due(line.duty) }
                        td(heads[3]) { summary(line.envelope) }
                        td(heads[4]) {
                            isElsewhere
                                ? names[line.duty.organisation] ?? "" : line.assignee ?? words("staff.case.nobody")
                        }
                    }
                }
            }
        }
    }

    private func due(_ duty: Duty) -> HTML {
        HTML {
            if let step = Step(rawValue: duty.step) {
                words(step)
                br()
            }
            span(.class("due")) { time(Words.machineReadable(duty.due)) { words.term(duty.due.since(now)) } }
        }
    }

    private func summary(_ envelope: Envelope) -> String {
        let place = envelope.municipality.flatMap { register[$0]?.name }
        let forms = ExploitationForm.allCases.filter { $0 != .unknown && envelope.forms.contains($0) }.map { words($0) }
        let age = envelope.age == .unknown ? nil : words(envelope.age)
        return ([words.toStaff(envelope.subject), age] + forms + [place]).compactMap { $0 }.joined(separator: " · ")
    }
}
