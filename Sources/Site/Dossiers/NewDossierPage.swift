import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// Opening a dossier without a report: as little as is needed to begin.
struct NewDossierPage {
    let words: Words
    let session: Session
    let typed: NewDossierForm
    /// Sent twice from one page, a dossier is opened once.
    let draft: String
    let register: MunicipalityRegister

    func document() -> Document {
        memberPage(
            words, session, title: words("dossiers.new"), current: .dossiers,
            address: typed.problems.isEmpty ? { DossierAddress.new($0) } : nil, problems: typed.problems
        ) {
            errorSummary(words("form.error.title"), typed.problems)
            backLink(words("dossiers.title"), to: DossierAddress.list(words.language))
            h1 { words("dossiers.new") }
            lead(words("dossiers.new.lead"))
            fields
        }
    }

    private var fields: HTML {
        form(to: DossierAddress.new(words.language)) {
            hidden("draft", draft)
            textArea(
                Field(
                    "new.text", words("dossiers.new.text"), hint: words("dossiers.new.text.hint"),
                    error: typed.problems["new.text"]), value: typed.text, rows: 5)
            radios(
                Field("urgency", words("staff.case.urgency"), error: typed.problems["urgency"]),
                Urgency.allCases.map { Choice($0.rawValue, words($0)) }, chosen: typed.urgency?.rawValue)
            typed.traits.fields(words, typed.problems, register)
            buttons { button(words("dossiers.new.open")) }
        }
    }
}
