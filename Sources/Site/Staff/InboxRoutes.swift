import Duties
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Words

/// The organisation's inbox, what others ask it to take over, and what rose to it.
struct InboxRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Set(Role.allCases), .get, "/{language}/inbox", "inbox") { visit, session in
                let words = Words.of(visit.language)
                let role = session.member.role
                guard role.opensContents else {
                    let landing = MenuEntry.landing(of: role, visit.language)
                    return landing == StaffAddress.inbox(visit.language)
                        ? .page(elsewhere(words, session).render()) : .see(landing)
                }
                let after = try visit.queryFields()["after"].flatMap(InboxPlace.init)
                let page = try await desk.inbox.page(of: session.organisation.id, after: after)
                let isFallback = try await desk.reception.receivers().contains {
                    $0.reception.isFallback && $0.organisation.id == session.organisation.id
                }
                let risen =
                    isFallback && session.member.role == .coordinator
                    ? try await desk.inbox.lateElsewhere(than: session.organisation.id) : []
                return .page(document(words, session, page, risen, visit.now).render())
            }
        ]
    }

    /// Roles that do not open contents have no pages of work yet: they are told what they may do.
    private func elsewhere(_ words: Words, _ session: Session) -> Document {
        memberPage(words, session, title: words("staff.elsewhere.title")) {
            h1 { words("staff.elsewhere.title") }
            p { words("staff.elsewhere.text", ["role": words(session.member.role)]) }
        }
    }

    private func document(
        _ words: Words, _ session: Session, _ page: InboxPage, _ risen: [InboxLine], _ now: Instant
    ) -> Document {
        memberPage(words, session, title: words("staff.inbox.title"), current: .inbox, isWide: true) {
            h1 { words("staff.inbox.title") }
            if session.member.waitsForAdmission { notice(.warning) { p { words("staff.inbox.waiting") } } }
            if page.late > 0 { p { badge(words.count("staff.inbox.late", page.late), .danger) } }
            if !page.offers.isEmpty {
                h2 { words("staff.inbox.offers") }
                for offer in page.offers {
                    card {
                        p {
                            a(to: StaffAddress.report(offer.envelope.id, words.language)) { offer.envelope.reference }
                            " "
                            words("staff.inbox.offeredBy", ["organisation": offer.senderName])
                        }
                        p { summary(words, offer.envelope) }
                    }
                }
            }
            h2 { words("staff.inbox.work") }
            if page.lines.isEmpty { p { words("staff.inbox.empty") } }
            for line in page.lines { self.line(words, line, now, isLinked: true) }
            if let next = page.next {
                p { a(to: StaffAddress.inbox(words.language) + "?after=" + next.text) { words("staff.inbox.more") } }
            }
            if !risen.isEmpty {
                h2 { words("staff.inbox.risen") }
                p { words("staff.inbox.risen.text") }
                for line in risen { self.line(words, line, now, isLinked: false) }
            }
        }
    }

    private func line(_ words: Words, _ line: InboxLine, _ now: Instant, isLinked: Bool) -> HTML {
        card {
            p {
                badge(words(line.envelope.urgency), line.envelope.urgency.tone)
                " "
                if isLinked {
                    a(to: StaffAddress.report(line.envelope.id, words.language)) { line.envelope.reference }
                } else {
                    line.envelope.reference
                }
                " "
                if let step = Step(rawValue: line.duty.step) { words(step) }
            }
            p {
                time(Words.machineReadable(line.duty.due)) { words.term(line.duty.due.since(now)) }
                if let assignee = line.assignee { " · " + assignee }
            }
            p { summary(words, line.envelope) }
        }
    }

    private func summary(_ words: Words, _ envelope: Envelope) -> String {
        let place = envelope.municipality.flatMap { desk.register[$0]?.name }
        let forms = ExploitationForm.allCases.filter(envelope.forms.contains).map { words($0) }
        return ([words(envelope.subject), words(envelope.age)] + forms + [place].compactMap { $0 })
            .joined(separator: " · ")
    }
}
