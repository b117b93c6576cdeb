import HTML
import Organisations
import Reporting
import Terms
import Words

/// Searching the organisation's own reports. What is looked for never stands in an address.
struct SearchPage {
    let words: Words
    let session: Session
    var text = ""
    var state: ReportState?
    var found: [Envelope]?

    func document() -> Document {
        memberPage(words, session, title: words("staff.search.title"), current: .search) {
            h1 { words("staff.search.title") }
            form(to: StaffAddress.find(words.language)) {
                textField(
                    Field("query", words("staff.search.query"), hint: words("staff.search.query.hint")), value: text,
                    kind: .search, maxLength: 300)
                select(
                    Field("reportState", words("staff.search.state")),
                    ReportState.allCases.map { Choice($0.rawValue, words($0)) }, chosen: state?.rawValue,
                    empty: words("staff.search.anyState"))
                buttons { button(words("staff.search.button")) }
            }
            if let found {
                h2 { words.count("staff.search.found", found.count) }
                ul {
                    for envelope in found {
                        li {
                            a(to: StaffAddress.report(envelope.id, words.language)) { envelope.reference }
                            " · " + words(envelope.state) + " · " + words.date(envelope.receivedAt)
                        }
                    }
                }
            }
        }
    }
}
