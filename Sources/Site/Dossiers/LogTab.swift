import Collaboration
import HTML
import Journal
import Organisations
import Reporting
import Terms
import Web
import Words

/// What was read and done in a dossier, for its coordinator; and for every keeper of a part what it may destroy
/// (Dutch: verantwoording).
struct LogTab {
    let tools: DossierTools
    /// Absent for who keeps a part and does not coordinate.
    let page: LogPage?
    /// How long each part is kept, as far as this organisation may know.
    let terms: [PartTerm]
    /// What of this dossier waits to be destroyed.
    let proposals: [Destruction]
    private var words: Words { tools.words }

    @HTML.Builder func content() throws -> HTML {
        if let page {
            p { words("log.lead") }
            list(page)
            if page.next != nil || tools.query["before"] != nil {
                nav(.aria("label", words("journal.pages"))) {
                    ul(.class("pager")) {
                        if tools.query["before"] != nil { li { a(to: tools.tab(.log)) { words("journal.newest") } } }
                        if let next = page.next {
                            li {
                                a(to: tools.tab(.log) + "?before=\(next.milliseconds)") { words("journal.older") }
                            }
                        }
                    }
                }
            }
            h2 { words("extract.title") }
            p { words("extract.about") }
            p { a(to: DossierAddress.extract(tools.id, words.language)) { words("extract.make") } }
        }
        h2(.id("terms")) { words("log.terms") }
        ul { for term in terms { li { words.sentence(of: term) } } }
        h2(.id("destruction")) { words("log.destroy.title") }
        try DestroyForm(tools: tools, proposals: proposals).content()
    }

    private func list(_ page: LogPage) -> HTML {
        table(words("log.caption"), showsCaption: false, .class("cards")) {
            thead {
                tr {
                    th(.column) { words("journal.when") }
                    th(.column) { words("journal.who") }
                    th(.column) { words("staff.inbox.column.organisation") }
                    th(.column) { words("journal.what") }
                    th(.column) { words("log.basis") }
                }
            }
            tbody {
                for line in page.lines {
                    tr {
                        td(words("journal.when")) {
                            time(Words.machineReadable(line.at)) { moment(line.at) }
                        }
                        td(words("journal.who")) { line.actor ?? words("journal.actor.system") }
                        td(words("staff.inbox.column.organisation")) { line.organisationName ?? "–" }
                        td(words("journal.what")) { words(Key("act", line.act.code)) }
                        td(words("log.basis")) { basis(line.basis) }
                    }
                }
            }
        }
    }

    private func moment(_ at: Instant) -> String {
        words("journal.moment", ["moment": words.shortDateTime(at), "year": String(Words.year(of: at))])
    }

    /// The parts that were opened, the ground of a share, or why something was destroyed: as it is called.
    private func basis(_ codes: String?) -> String {
        let names = (codes ?? "").split(separator: ".").compactMap { code -> String? in
            let code = String(code)
            if let part = Compartment(rawValue: code) { return words(part) }
            if let basis = LegalBasis(rawValue: code) { return words(basis) }
            return DestructionReason(rawValue: code).map { words($0) }
        }
        return names.isEmpty ? "–" : names.joined(separator: ", ")
    }
}

extension Words {
    /// Until when a part is kept, or how long after its dossier was closed, and by whom.
    func sentence(of term: PartTerm) -> String {
        let names = ["part": self(term.part), "organisation": term.keeperName]
        guard let day = term.keptUntil else { return count("log.term", term.years, names) }
        return self("log.term.until", names.merging(["date": date(Day(day))]) { first, _ in first })
    }
}
