import Duties
import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// Which list of the inbox is shown.
enum InboxView: String, CaseIterable, Sendable {
    /// All that is open, most urgent first.
    case all
    case mine, nobodys
    /// Past its due time.
    case late
    /// What stayed undone elsewhere and rose to the fallback organisation.
    case elsewhere
    /// What another organisation was asked to take over, or has taken over.
    case handedOver

    func address(_ language: Language) -> String {
        self == .all ? StaffAddress.inbox(language) : StaffAddress.inbox(language) + "?view=" + rawValue
    }

    func title(_ words: Words) -> String { words(Key("staff.inbox.view", rawValue)) }
}

/// What a list of the inbox holds.
enum InboxContents {
    case page(InboxPage)
    case late([InboxLine])
    /// With the name of each organisation.
    case elsewhere([InboxLine], names: [OrganisationID: String])
    case handedOver(waiting: [Offer], accepted: [Offer])
}

/// The inbox of an organisation: its lists, one at a time.
struct InboxDocument {
    let words: Words
    let session: Session
    let view: InboxView
    let views: [InboxView]
    let contents: InboxContents
    let counts: InboxCounts
    /// How much is new.
    let news: Int
    /// Whether this is not the first page.
    let isFurther: Bool
    let now: Instant
    let register: MunicipalityRegister

    func document() -> Document {
        memberPage(
            words, session, title: words("staff.inbox.title"), current: .inbox, address: view.address, isWide: true
        ) {
            h1 { words("staff.inbox.title") }
            if news > 0 {
                p { a(to: DossierAddress.day(words.language)) { words.count("day.news.inInbox", news) } }
            }
            nav(.class("tabs"), .aria("label", words("staff.inbox.views"))) {
                ul { for view in views { li { tab(view) } } }
            }
            switch contents {
            case .page(let page): work(page)
            case .late(let lines):
                table(of: lines, empty: "staff.inbox.late.empty")
                if lines.count == Inbox.mostLate { p { words("staff.inbox.late.more") } }
            case .elsewhere(let lines, let names):
                p { words("staff.inbox.elsewhere.text") }
                table(of: lines, empty: "staff.inbox.elsewhere.empty", ownerNames: names)
            case .handedOver(let waiting, let accepted): handedOver(waiting, accepted)
            }
            newsLine(words, since: now)
        }
    }

    private func tab(_ tab: InboxView) -> HTML {
        let text = tab.title(words) + number(tab)
        return tab == view
            ? a(to: tab.address(words.language), .currentPage) { text }
            : a(to: tab.address(words.language)) { text }
    }

    /// How many stand in a list, behind its title; nothing where nothing is to be done.
    private func number(_ tab: InboxView) -> String {
        let count =
            switch tab {
            case .all: counts.all
            case .mine: counts.mine
            case .nobodys: counts.nobodys
            case .late: counts.late
            case .handedOver: counts.offered
            case .elsewhere: 0
            }
        guard count > 0 else { return "" }
        let number = words.number(count)
        return " (" + (counts.all < Inbox.mostCounted ? number : words("day.atLeast", ["number": number])) + ")"
    }

    @HTML.Builder private func work(_ page: InboxPage) -> HTML {
        if page.late > 0, view == .all {
            p {
                badge(words.count("staff.inbox.late", page.late), .danger)
                " "
                a(to: InboxView.late.address(words.language)) { words("staff.inbox.late.show") }
            }
        }
        if view == .all, !isFurther { offers(page.offers) }
        table(of: page.lines, empty: isFurther || view != .all ? "staff.inbox.empty.view" : "staff.inbox.empty")
        if isFurther || page.next != nil {
            nav(.aria("label", words("staff.inbox.pages"))) {
                ul(.class("pager")) {
                    if isFurther { li { a(to: view.address(words.language)) { words("staff.inbox.first") } } }
                    if let next = page.next {
                        li {
                            a(to: StaffAddress.inbox(words.language, view, after: next)) { words("staff.inbox.more") }
                        }
                    }
                }
            }
        }
    }

    @HTML.Builder private func offers(_ offers: [Offer]) -> HTML {
        if !offers.isEmpty {
            h2 { words("staff.inbox.offers") }
            ul(.class("stack")) {
                for offer in offers {
                    li(.class("card")) {
                        p {
                            urgencyBadge(offer.envelope)
                            " "
                            link(offer.envelope)
                            " "
                            words("staff.inbox.offeredBy", ["organisation": offer.senderName])
                        }
                        p { envelopeSummary(words, offer.envelope, register) }
                        p(.class("hint")) {
                            words("staff.inbox.offeredAt") + " "
                            moment(words, offer.offeredAt)
                        }
                    }
                }
            }
            h2 { words("staff.inbox.work") }
        }
    }

    @HTML.Builder private func table(
        of lines: [InboxLine], empty: Key, ownerNames: [OrganisationID: String]? = nil
    ) -> HTML {
        if lines.isEmpty {
            p { words(empty) }
        } else {
            reportTable(words, view.title(words), columns: columns(ownerNames)) {
                for line in lines { row(line, ownerNames) }
            }
        }
    }

    private func columns(_ ownerNames: [OrganisationID: String]?) -> [Key] {
        [
            "staff.inbox.column.urgency", "staff.inbox.column.report", "staff.inbox.column.step",
            "staff.inbox.column.due", ownerNames == nil ? "staff.inbox.column.who" : "staff.inbox.column.organisation",
        ]
    }

    private func row(_ line: InboxLine, _ ownerNames: [OrganisationID: String]?) -> HTML {
        let isLate = line.duty.isLate(at: now)
        return tr(.class(isLate ? "late" : "")) {
            td { urgencyBadge(line.envelope) }
            th(.row) {
                if ownerNames == nil { link(line.envelope) } else { line.envelope.reference }
                div(.class("hint")) { envelopeSummary(words, line.envelope, register) }
            }
            td(words("staff.inbox.column.step")) {
                Step(rawValue: line.duty.step).map { words($0) }
                if line.awaitsAnswer, line.duty.step != Step.answer.rawValue {
                    div { strong { words("staff.inbox.awaitsAnswer") } }
                }
            }
            td(words("staff.inbox.column.due"), .class("due")) {
                dueTime(
                    words, line.duty.due, now,
                    promise: line.duty.step == Step.firstLook.rawValue ? line.duty.urgency : nil)
            }
            if let ownerNames {
                td(words("staff.inbox.column.organisation")) { ownerNames[line.envelope.owner] }
            } else {
                td(words("staff.inbox.column.who")) { line.assignee ?? words("staff.case.nobody") }
            }
        }
    }

    @HTML.Builder private func handedOver(_ waiting: [Offer], _ offers: [Offer]) -> HTML {
        if !waiting.isEmpty {
            h2 { words("staff.inbox.handedOver.waiting") }
            p { words("staff.inbox.handedOver.waiting.text") }
            reportTable(
                words, words("staff.inbox.handedOver.waiting"),
                columns: [
                    "staff.inbox.column.urgency", "staff.inbox.column.report", "staff.inbox.column.to",
                    "staff.inbox.column.offered", "staff.inbox.column.due",
                ]
            ) {
                for offer in waiting {
                    tr(.class(offer.answerBy.map { $0 < now } ?? false ? "late" : "")) {
                        td { urgencyBadge(offer.envelope) }
                        th(.row) {
                            link(offer.envelope)
                            div(.class("hint")) { envelopeSummary(words, offer.envelope, register) }
                        }
                        td(words("staff.inbox.column.to")) { offer.receiverName }
                        td(words("staff.inbox.column.offered")) { words.shortDateTime(offer.offeredAt) }
                        td(words("staff.inbox.column.due"), .class("due")) {
                            if let due = offer.answerBy { dueTime(words, due, now) }
                        }
                    }
                }
            }
            h2 { words("staff.inbox.handedOver.accepted") }
        }
        p { words("staff.inbox.handedOver.text") }
        if offers.isEmpty {
            p { words("staff.inbox.handedOver.empty") }
        } else {
            reportTable(
                words, view.title(words),
                columns: [
                    "staff.inbox.column.report", "staff.inbox.column.to", "staff.inbox.column.offered",
                    "staff.inbox.column.state",
                ]
            ) {
                for offer in offers {
                    tr {
                        th(.row) {
                            offer.envelope.reference
                            div(.class("hint")) { envelopeSummary(words, offer.envelope, register) }
                        }
                        td(words("staff.inbox.column.to")) { offer.receiverName }
                        td(words("staff.inbox.column.offered")) { words.shortDateTime(offer.offeredAt) }
                        td(words("staff.inbox.column.state")) { words(offer.envelope.state) }
                    }
                }
            }
        }
    }

    private func urgencyBadge(_ envelope: Envelope) -> HTML { badge(words(envelope.urgency), envelope.urgency.tone) }

    private func link(_ envelope: Envelope) -> HTML {
        a(to: StaffAddress.report(envelope.id, words.language)) { envelope.reference }
    }
}
