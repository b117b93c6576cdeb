import HTML
import Reporting
import Signpost
import Terms
import Words

/// The fields of the questions that take more than one choice, for the reporter's form and for the one that a colleague
/// fills in.
struct AnswerFields {
    let say: FormVoice
    let answers: Answers
    let problems: Problems
    let register: MunicipalityRegister

    @HTML.Builder var place: HTML {
        let meant = register.meaning(of: answers.placeTyped)
        if problems["municipality"] != nil {
            radios(
                Field(
                    "municipality", say("step.place.choose.title"),
                    hint: say("step.place.choose.lead", ["typed": answers.placeTyped]),
                    error: problems["municipality"]),
                meant.choices.map { found in
                    Choice(
                        found.code.text,
                        say(
                            "step.place.choose.option",
                            ["name": found.name, "province": register.provinceName(of: found)]))
                })
        }
        textField(
            Field("place", say("step.place.label"), hint: say("step.place.hint"), error: problems["place"]),
            value: answers.placeTyped, maxLength: 100)
        if case .abroad = meant {
            checkbox(
                Field(
                    "placeAbroad", say("step.place.abroad"), hint: say("step.place.abroad.help"),
                    error: problems["placeAbroad"]), isChosen: answers.placeAbroad == true)
        }
        checkbox(Field("placeUnknown", say("step.place.unknown")), isChosen: answers.placeUnknown)
    }

    func signs(_ question: Field) -> HTML {
        checkboxes(
            question,
            SignGroup.allCases.map { group in
                ChoiceGroup(say(group), group.signs.map { Choice($0, say(Key("sign", $0))) })
            }, chosen: Set(answers.signs))
    }

    @HTML.Builder var persons: HTML {
        let shown = answers.details + [Answers.Detail()]
        for (index, detail) in shown.enumerated() {
            let place = String(index)
            fieldset(say("step.persons.item", ["n": String(index + 1)])) {
                select(
                    Field("kind." + place, say("step.persons.kind"), error: problems["kind." + place]),
                    say.choices(IdentifierKind.self), chosen: detail.kind, empty: say("form.choose"))
                textField(
                    Field(
                        "value." + place, say("step.persons.value"), hint: say("step.persons.value.hint"),
                        error: problems["value." + place]), value: detail.value,
                    maxLength: NewReport.mostClueCharacters)
                select(
                    Field("whose." + place, say("step.persons.whose"), error: problems["whose." + place]),
                    say.choices(Involvement.self), chosen: detail.whose, empty: say("form.choose"))
                if index < answers.details.count {
                    button(
                        say("step.persons.removeNamed", ["n": String(index + 1)]), .quiet,
                        value: ("go", "remove-\(index)"))
                }
            }
        }
        if shown.count < NewReport.mostClues {
            button(say("step.persons.add"), .secondary, value: ("go", "add"))
        }
    }

    @HTML.Builder var contact: HTML {
        radios(
            Field("contact", say("step.contact.way"), error: problems["contact"]), say.choices(ContactWay.self),
            chosen: answers.contactWay?.rawValue)
        textField(
            Field("phone", say("step.contact.phone"), hint: say("step.contact.phone.hint"), error: problems["phone"]),
            value: answers.phone, kind: .telephone)
        textField(
            Field("email", say("step.contact.email"), hint: say("step.contact.email.hint"), error: problems["email"]),
            value: answers.email, kind: .email)
        radios(
            Field("contactDay", say("step.contact.day")),
            ContactDay.allCases.map { Choice($0.rawValue, say(Key("step.contact.day", $0.rawValue))) },
            chosen: (answers.contactDay ?? .any).rawValue)
        textField(
            Field(
                "contactTime", say("step.contact.time"), hint: say("step.contact.time.hint"),
                error: problems["contactTime"]), value: answers.contactTime ?? "", maxLength: SpokenTime.mostCharacters)
        textArea(
            Field("safely", say("step.contact.safe"), hint: say("step.contact.safe.hint")), value: answers.safely,
            rows: 3, maxLength: 2_000)
    }
}
