import Collaboration
import HTML
import Organisations
import Reporting
import Terms
import Words

/// Parts of dossiers whose day has come, what waits for a second person, and what destroying means
/// (Dutch: bewaren en vernietigen).
struct RetentionPage {
    let words: Words
    let session: Session
    let years: Int
    let due: [DueDestruction]
    let proposals: [Destruction]
    /// What was done just now, or why not.
    var done: String?
    var refused: String?

    func document() -> Document {
        memberPage(
            words, session, title: words("retention.title"), current: .dossiers, address: DossierAddress.retention,
            isWide: true
        ) {
            if let done, words.has(Key("retention.done", done)) {
                doneNotice(words(Key("retention.done", done)))
            }
            if let refused { notice(.warning) { p(.role("alert")) { refused } } }
            backLink(words("dossiers.title"), to: DossierAddress.list(words.language))
            h1 { words("retention.title") }
            lead(words.count("retention.lead", years))
            h2(.id("proposals")) { words("retention.proposals") }
            if proposals.isEmpty { p { words("retention.proposals.empty") } } else { waiting }
            h2(.id("due")) { words("retention.due") }
            if waitsFor.isEmpty { p { words("retention.due.empty") } } else { passed }
            h2 { words("retention.meaning") }
            ul { for part in ["keys", "found", "remains", "backups"] { li { words(Key("retention.meaning", part)) } } }
        }
    }

    /// Of what was proposed already nothing is asked again.
    private var waitsFor: [DueDestruction] {
        due.filter { due in
            !proposals.contains { proposal in
                proposal.record == nil && proposal.dossier.id == due.dossier.id
                    && (proposal.part == nil || proposal.part == due.part)
            }
        }
    }

    private var waiting: HTML {
        reportTable(
            words, words("retention.proposals"),
            columns: [
                "retention.column.dossier", "retention.column.what", "retention.column.reason",
                "retention.column.proposed", "retention.column.answer",
            ]
        ) {
            for proposal in proposals {
                tr {
                    th(.row) { link(proposal.dossier, to: proposal.record == nil ? .overview : .log) }
                    td(words("retention.column.what")) {
                        proposal.what(words)
                    }
                    td(words("retention.column.reason")) { words(proposal.reason) }
                    td(words("retention.column.proposed")) {
                        proposal.proposedBy
                        div(.class("hint")) { words.shortDateTime(proposal.proposedAt) }
                    }
                    td { answer(to: proposal) }
                }
            }
        }
    }

    @HTML.Builder private func answer(to proposal: Destruction) -> HTML {
        if proposal.isOwn {
            p { words("retention.own") }
        } else {
            details(.class("more")) {
                summary { words("retention.confirm.more") }
                p { words("retention.confirm.text") }
                deed("confirm", "retention.confirm", .danger, proposal)
            }
        }
        deed("withdraw", proposal.isOwn ? "retention.withdraw" : "retention.refuse", .quiet, proposal)
    }

    private func deed(_ name: String, _ text: Key, _ look: ButtonLook, _ proposal: Destruction) -> HTML {
        form(to: DossierAddress.retention(words.language) + "/" + name) {
            hidden("proposal", proposal.id.text)
            button(
                words(text), look,
                .aria("label", words(text) + ": " + proposal.dossier.reference + ", " + proposal.what(words)))
        }
    }

    private var passed: HTML {
        reportTable(
            words, words("retention.due"),
            columns: [
                "retention.column.dossier", "retention.column.what", "retention.column.keptUntil",
                "retention.column.closed", "retention.column.result", "retention.column.answer",
            ]
        ) {
            for due in waitsFor { row(due) }
        }
    }

    private func row(_ due: DueDestruction) -> HTML {
        let envelope = due.dossier
        return tr {
            th(.row) { link(envelope, to: .overview) }
            td(words("retention.column.what")) { due.what(words) }
            td(words("retention.column.keptUntil")) { day(due.keptUntil) }
            td(words("retention.column.closed")) { if let closed = envelope.closedAt { day(closed) } }
            td(words("retention.column.result")) { envelope.result.map { words($0) } }
            td {
                form(to: DossierAddress.retention(words.language) + "/propose") {
                    hidden("dossier", envelope.id.text)
                    if let part = due.part { hidden("part", part.rawValue) }
                    button(
                        words("retention.propose"), .secondary,
                        .aria(
                            "label",
                            words("retention.propose") + ": " + envelope.reference + ", " + due.what(words)))
                }
            }
        }
    }

    private func day(_ moment: Instant) -> HTML {
        time(Words.machineReadable(moment)) { words.date(Day(moment)) }
    }

    private func link(_ envelope: DossierEnvelope, to tab: DossierTab) -> HTML {
        a(to: DossierAddress.tab(tab, envelope.id, words.language)) { envelope.reference }
    }
}

extension DueDestruction {
    /// What of the dossier it is.
    func what(_ words: Words) -> String { Destruction.what(part, nil, words) }
}

extension Destruction {
    /// What of the dossier it is.
    func what(_ words: Words) -> String { Self.what(part, record, words) }

    fileprivate static func what(_ part: Compartment?, _ record: RecordID?, _ words: Words) -> String {
        if let part { return words("retention.what.part", ["part": words(part)]) }
        return words(record == nil ? "retention.what.dossier" : "retention.what.record")
    }
}
