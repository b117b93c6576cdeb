import Collaboration
import HTML
import Journal
import Organisations
import Reporting
import Terms
import Words

/// A page of the journal, newest first, and up to where it is signed.
struct JournalPage {
    let words: Words
    let session: Session
    /// Of the organisation, removed ones too: the journal still names them.
    let members: [Member]
    let entries: [PlacedEntry]
    /// Where the next page goes on; nil on the last one.
    let next: Int64?
    let head: TreeHead?
    let isSigned: Bool
    let typed: TypedJournalFilter
    let isFirst: Bool
    let problems: Problems

    func document() -> Document {
        memberPage(
            words, session, title: words("journal.title"), current: .journal,
            address: problems.isEmpty ? { MembersAddress.journal($0) } : nil, problems: problems, isWide: true
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("journal.title") }
            lead(words("journal.lead"))
            if let head {
                notice(isSigned ? .good : .danger, words(isSigned ? "journal.signed" : "journal.notSigned")) {
                    p {
                        words(
                            "journal.head",
                            ["n": words.number(Int(head.size)), "moment": words.dateTime(head.at)])
                    }
                }
            }
            filters
            if entries.isEmpty { p { words("journal.nothing") } } else { list }
            nav(.class("pager"), .aria("label", words("journal.pages"))) {
                ul {
                    if !isFirst { li { a(to: address("")) { words("journal.newest") } } }
                    if let next { li { a(to: address("before=\(next)")) { words("journal.older") } } }
                }
            }
        }
    }

    private func address(_ place: String) -> String {
        MembersAddress.journal(words.language) + "?" + typed.query + place
    }

    private var filters: HTML {
        form(to: MembersAddress.journal(words.language), method: .get, .class("filters")) {
            select(
                Field("member", words("journal.who")), members.map { Choice($0.id.text, $0.name) },
                chosen: typed.member, empty: words("journal.everybody"))
            textField(
                Field("reference", words("journal.reference"), error: problems["reference"]), value: typed.reference,
                maxLength: 20)
            textField(
                Field("from", words("journal.from"), error: problems["from"]), value: typed.from, maxLength: 10)
            textField(
                Field("until", words("journal.until"), error: problems["until"]), value: typed.until, maxLength: 10)
            button(words("journal.filter"), .secondary)
        }
    }

    private var list: HTML {
        table(words("journal.caption"), showsCaption: false, .class("cards")) {
            thead {
                tr {
                    th(.column) { words("journal.when") }
                    th(.column) { words("journal.who") }
                    th(.column) { words("members.role") }
                    th(.column) { words("journal.what") }
                    th(.column) { words("journal.on") }
                }
            }
            tbody {
                for placed in entries {
                    let entry = placed.entry
                    tr {
                        td(words("journal.when")) {
                            time(Words.machineReadable(entry.at)) { moment(entry.at) }
                        }
                        td(words("journal.who")) { who(entry.actor) }
                        td(words("members.role")) { entry.role.map { words($0) } ?? "–" }
                        td(words("journal.what")) { words(Key("act", entry.act.code)) }
                        td(words("journal.on")) { object(entry.object) }
                    }
                }
            }
        }
    }

    private func moment(_ at: Instant) -> String {
        words("journal.moment", ["moment": words.shortDateTime(at), "year": String(Words.year(of: at))])
    }

    private func who(_ actor: Actor) -> String {
        switch actor {
        case .system: words("journal.actor.system")
        case .console: words("journal.actor.console")
        case .reporter: words("journal.actor.reporter")
        case .member(let id): name(of: id) ?? words("journal.actor.elsewhere")
        }
    }

    private func name(of id: MemberID) -> String? { members.first { $0.id == id }?.name }

    /// What it was done to: the reference of a report, dossier or task, a colleague, the organisation, or the first digits of another id.
    private func object(_ text: String) -> String {
        if let report = try? ReportID(text) {
            return words("journal.on.report", ["reference": Envelope.reference(of: report)])
        }
        if let dossier = try? DossierID(text) {
            return words("day.dossier", ["reference": DossierEnvelope.reference(of: dossier)])
        }
        if let task = try? TaskID(text) {
            return words("day.task", ["reference": DossierTask.reference(of: task)])
        }
        if let member = try? MemberID(text) { return name(of: member) ?? words("journal.actor.elsewhere") }
        if (try? OrganisationID(text)) == session.organisation.id { return session.organisation.name }
        return text
    }
}
