import HTML
import Organisations
import Reporting
import Terms
import Words

/// Everything that is asked, on one page: whoever listens cannot turn pages.
struct RecordPage {
    /// Rows for persons and things on a fresh page, and as many more with each "add".
    static let leastRows = 3

    let words: Words
    let session: Session
    /// The sealed state for the hidden field.
    let state: String
    let answers: Answers
    let channel: Channel?
    let problems: Problems
    let rows: Int
    let register: MunicipalityRegister

    func document() -> Document {
        memberPage(
            words, session, title: words("staff.record.title"), current: .record, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("staff.record.title") }
            lead(words("staff.record.lead"))
            form(to: StaffAddress.record(words.language), .id("record")) {
                hidden("state", state)
                hidden("rows", String(rows))
                kind
                place
                told
                clues
                contact
                buttons {
                    button(words("staff.record.send"), value: ("go", "send"))
                    button(words("staff.record.add"), .secondary, value: ("go", "add"))
                }
            }
        }
    }

    private func field(_ name: String, _ label: String, hint: String? = nil, optional: Bool = false) -> Field {
        Field(name, label, hint: hint, error: problems[name], optional: optional ? words("form.optional") : nil)
    }

    @HTML.Builder private var kind: HTML {
        radios(
            field("channel", words("staff.record.channel")),
            [Channel.telephone, .desk].map { Choice($0.rawValue, words($0)) }, chosen: channel?.rawValue, inline: true)
        radios(
            field("danger", words("staff.record.danger")),
            [Choice("yes", words("step.danger.yes")), Choice("no", words("step.danger.no"))],
            chosen: answers.danger.map { $0 ? "yes" : "no" }, inline: true)
        radios(
            field("subject", words("staff.case.subject")),
            Subject.allCases.map { Choice($0.rawValue, words.toStaff($0)) }, chosen: answers.subject?.rawValue)
        radios(
            field("role", words("staff.case.reporter")),
            ReporterRole.allCases.map { Choice($0.rawValue, words.toStaff($0)) }, chosen: answers.role?.rawValue)
        radios(
            field("age", words("staff.case.age")), AgeGroup.allCases.map { Choice($0.rawValue, words.toStaff($0)) },
            chosen: answers.age?.rawValue, inline: true)
        checkboxes(
            field("exploitation", words("staff.case.forms"), hint: words("staff.record.forms.hint")),
            ExploitationForm.allCases.map { Choice($0.rawValue, words.toStaff($0)) },
            chosen: Set(answers.forms.map(\.rawValue)))
    }

    @HTML.Builder private var place: HTML {
        if problems["municipality"] != nil {
            radios(
                field("municipality", words("staff.record.place.choose", ["typed": answers.placeTyped])),
                register.find(answers.placeTyped).map { found in
                    Choice(
                        found.code.text,
                        words("step.place.choose.option", ["name": found.name, "province": found.province]))
                })
        }
        textField(
            field("place", words("staff.case.place"), hint: words("step.place.hint")), value: answers.placeTyped,
            maxLength: 100)
        checkbox(field("placeUnknown", words("staff.record.place.unknown")), isChosen: answers.placeUnknown)
    }

    @HTML.Builder private var told: HTML {
        textArea(
            field("words", words("staff.record.words"), hint: words("staff.record.words.hint"), optional: true),
            value: answers.words, rows: 10)
        details(.id("signs")) {
            summary { words("staff.record.signs") }
            checkboxes(
                field("signs", words("staff.case.signs"), optional: true),
                SignGroup.allCases.map { group in
                    ChoiceGroup(words(group), group.signs.map { Choice($0, words(Key("sign", $0))) })
                }, chosen: Set(answers.signs))
        }
    }

    @HTML.Builder private var clues: HTML {
        h2 { words("staff.case.clues") }
        p { words("staff.record.clues.lead") }
        for index in 0..<rows {
            let detail = index < answers.details.count ? answers.details[index] : Answers.Detail()
            fieldset(words("step.persons.item", ["n": String(index + 1)])) {
                select(
                    field("kind.\(index)", words("staff.case.clue.kind")),
                    IdentifierKind.allCases.map { Choice($0.rawValue, words($0)) }, chosen: detail.kind,
                    empty: words("form.choose"))
                textField(
                    field("value.\(index)", words("staff.case.clue.value")), value: detail.value,
                    maxLength: NewReport.mostClueCharacters)
                select(
                    field("whose.\(index)", words("staff.case.clue.whose")),
                    Involvement.allCases.map { Choice($0.rawValue, words.toStaff($0)) }, chosen: detail.whose,
                    empty: words("form.choose"))
            }
        }
    }

    @HTML.Builder private var contact: HTML {
        h2 { words("staff.record.contact") }
        radios(
            field("contact", words("staff.record.contact.way")),
            [
                Choice(ContactWay.siteOnly.rawValue, words("staff.record.contact.siteOnly")),
                Choice(ContactWay.telephone.rawValue, words("staff.record.contact.telephone")),
                Choice(ContactWay.email.rawValue, words("staff.record.contact.email")),
            ], chosen: answers.contactWay?.rawValue)
        textField(field("phone", words("step.contact.phone"), optional: true), value: answers.phone, kind: .telephone)
        textField(field("email", words("step.contact.email"), optional: true), value: answers.email, kind: .email)
        textArea(
            field("safely", words("staff.record.safely"), hint: words("staff.record.safely.hint"), optional: true),
            value: answers.safely, rows: 3, maxLength: 2_000)
    }
}
