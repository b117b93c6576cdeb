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
            radios(
                Field("age", words("staff.case.age"), error: typed.problems["age"]),
                AgeGroup.allCases.map { Choice($0.rawValue, words.forStaff($0)) }, chosen: typed.age?.rawValue,
                inline: true)
            checkboxes(
                Field("exploitation", words("staff.case.forms"), optional: words("form.optional")),
                ExploitationForm.allCases.map { Choice($0.rawValue, words.forStaff($0)) },
                chosen: Set(typed.forms.map(\.rawValue)))
            place
            buttons { button(words("dossiers.new.open")) }
        }
    }

    @HTML.Builder private var place: HTML {
        if typed.problems["municipality"] != nil {
            radios(
                Field(
                    "municipality", words("step.place.choose.title"),
                    hint: words("step.place.choose.lead", ["typed": typed.placeTyped]),
                    error: typed.problems["municipality"]),
                register.meaning(of: typed.placeTyped).choices.map { found in
                    Choice(
                        found.code.text,
                        words(
                            "step.place.choose.option",
                            ["name": found.name, "province": register.provinceName(of: found)]))
                })
        }
        textField(
            Field(
                "place", words("staff.case.place"), error: typed.problems["place"], optional: words("form.optional")),
            value: typed.placeTyped, maxLength: 100)
    }
}
