import Collaboration
import HTML
import Organisations
import Reporting
import Terms
import Words

/// The extract itself, to be printed or read aloud: what is kept about a person, and what they can do
/// (GDPR art. 15, paragraph 1).
struct ExtractDocument {
    let words: Words
    let session: Session
    let view: DossierView
    let chosen: Set<RecordID>
    let disclosures: [Disclosure]
    let terms: [PartTerm]
    let now: Instant

    func document() throws -> Document {
        let contents = try ExtractContents(words: words, contents: view.contents, chosen: chosen)
        return memberPage(words, session, title: words("extract.document.title"), current: .dossiers) {
            backLink(words("extract.back"), to: DossierAddress.extract(view.id, words.language))
            h1 { words("extract.document.title") }
            lead(
                words(
                    "extract.document.lead",
                    ["organisation": session.organisation.name, "day": words.date(now)]))
            p { words("extract.document.reference", ["reference": view.envelope.reference]) }
            printButton(words)
            h2 { words("extract.purpose") }
            p { words("extract.purpose.text", ["organisation": session.organisation.name]) }
            h2 { words("extract.categories") }
            if contents.kinds.isEmpty {
                p { words("extract.categories.none") }
            } else {
                ul { for kind in contents.kinds { li { words(Key("extract.group", kind)) } } }
            }
            h2 { words("extract.sources") }
            ul {
                for source in contents.sources { li { words(source) } }
                for report in view.reports { li { words("journal.on.report", ["reference": report.reference]) } }
                if contents.sources.isEmpty, view.reports.isEmpty { li { words("extract.sources.us") } }
            }
            contents.all
            h2 { words("extract.receivers") }
            receivers
            h2 { words("extract.term") }
            p { words("extract.term.text") }
            ul { for term in terms { li { words.sentence(of: term) } } }
            h2 { words("extract.rights") }
            ul {
                for right in ["correct", "remove", "limit", "object", "copy", "complain"] {
                    li { words(Key("extract.rights", right)) }
                }
            }
            p { words("extract.machine") }
            p { words("extract.leftOut") }
        }
    }

    @HTML.Builder private var receivers: HTML {
        if disclosures.isEmpty {
            p { words("extract.receivers.none") }
        } else {
            reportTable(
                words, words("extract.receivers"),
                columns: [
                    "staff.inbox.column.organisation", "extract.receivers.part", "extract.receivers.basis",
                    "extract.receivers.when",
                ]
            ) {
                for disclosure in disclosures {
                    tr {
                        th(.row) { disclosure.organisationName }
                        td(words("extract.receivers.part")) {
                            disclosure.compartment.map { words($0) } ?? disclosure.task.map { words($0) }
                        }
                        td(words("extract.receivers.basis")) { words(disclosure.basis) }
                        td(words("extract.receivers.when")) { period(disclosure) }
                    }
                }
            }
        }
        if !keepers.isEmpty {
            p { words("extract.receivers.keepers", ["organisations": keepers.joined(separator: ", ")]) }
        }
    }

    /// From when until when somebody read along, or when something was told.
    private func period(_ disclosure: Disclosure) -> String {
        let from = words.date(Day(disclosure.since))
        guard let until = disclosure.until else { return from }
        return words("extract.receivers.period", ["from": from, "until": words.date(Day(until))])
    }

    /// Other organisations that keep a part of the dossier themselves, and answer for it.
    private var keepers: [String] {
        let us = session.organisation.id
        let names = view.readers.flatMap(\.readers).filter { $0.isKeeper && $0.organisation != us }.map(\.name)
        return Array(Set(names)).sorted()
    }
}
