import HTML
import Reporting
import Signpost
import Terms
import Web
import Words

/// The fields that say what a case is about: age group, forms and municipality; the same when a dossier is opened and when
/// a report or a dossier is corrected.
struct TraitsForm {
    var age: AgeGroup?
    var forms: Set<ExploitationForm> = []
    var placeTyped = ""
    var municipality: MunicipalityCode?

    init() {}

    /// As they stand now.
    init(_ traits: CaseTraits, _ register: MunicipalityRegister) {
        age = traits.age
        forms = traits.forms
        municipality = traits.municipality
        placeTyped = traits.municipality.flatMap { register[$0]?.name } ?? ""
    }

    /// As they were typed. A case may be without a place; one that was typed is to be found.
    init(_ fields: FormFields, _ register: MunicipalityRegister) {
        age = fields["age"].flatMap(AgeGroup.init)
        forms = Set(fields.all("exploitation").compactMap(ExploitationForm.init))
        placeTyped = String((fields.text("place") ?? "").prefix(100))
        guard !placeTyped.isEmpty else { return }
        let meant = register.meaning(of: placeTyped)
        let chosen = fields["municipality"].flatMap(MunicipalityCode.init)
        if let chosen, meant.choices.contains(where: { $0.code == chosen }) {
            municipality = chosen
        } else if case .one(let place) = meant {
            municipality = place.code
        }
    }

    /// Something is wrong with what was typed.
    struct Mistyped: Error { let form: TraitsForm }

    /// The traits that were typed. Throws ``Mistyped``.
    static func read(_ fields: FormFields, _ register: MunicipalityRegister) throws -> CaseTraits {
        let form = TraitsForm(fields, register)
        guard let traits = form.traits, form.placeTyped.isEmpty || traits.municipality != nil else {
            throw Mistyped(form: form)
        }
        return traits
    }

    /// What was typed, when nothing is wrong with it.
    var traits: CaseTraits? { age.map { CaseTraits(age: $0, forms: forms, municipality: municipality) } }

    /// What is wrong, each at its field.
    func problems(_ words: Words, _ register: MunicipalityRegister) -> Problems {
        var problems = Problems()
        if age == nil { problems.add("age", Choosing.sentence(at: "age", words)) }
        guard !placeTyped.isEmpty, municipality == nil else { return problems }
        switch register.meaning(of: placeTyped) {
        case .one, .perhaps: problems.add("municipality", words("step.place.error.choose"))
        case .abroad: problems.add("place", words("staff.place.abroad", ["typed": placeTyped]))
        case .wider(let places):
            problems.add(
                places.isEmpty ? "place" : "municipality", words("step.place.error.wider", ["typed": placeTyped]))
        case .nothing: problems.add("place", words("step.place.error.notFound", ["typed": placeTyped]))
        }
        return problems
    }

    @HTML.Builder func fields(_ words: Words, _ problems: Problems, _ register: MunicipalityRegister) -> HTML {
        radios(
            Field("age", words("staff.case.age"), error: problems["age"]),
            AgeGroup.allCases.map { Choice($0.rawValue, words.forStaff($0)) }, chosen: age?.rawValue, inline: true)
        checkboxes(
            Field("exploitation", words("staff.case.forms"), optional: words("form.optional")),
            ExploitationForm.allCases.map { Choice($0.rawValue, words.forStaff($0)) },
            chosen: Set(forms.map(\.rawValue)))
        if problems["municipality"] != nil {
            radios(
                Field(
                    "municipality", words("step.place.choose.title"),
                    hint: words("step.place.choose.lead", ["typed": placeTyped]), error: problems["municipality"]),
                register.meaning(of: placeTyped).choices.map { found in
                    Choice(
                        found.code.text,
                        words(
                            "step.place.choose.option",
                            ["name": found.name, "province": register.provinceName(of: found)]))
                })
        }
        textField(
            Field("place", words("staff.case.place"), error: problems["place"], optional: words("form.optional")),
            value: placeTyped, maxLength: 100)
    }
}

/// What was corrected, a line for each trait: what stood there, and what stands there from then on.
func correctionLines(_ words: Words, _ correction: Correction, _ register: MunicipalityRegister) -> HTML {
    func forms(_ traits: CaseTraits) -> String {
        let named = ExploitationForm.allCases.filter(traits.forms.contains).map { words.forStaff($0) }
        return named.isEmpty ? words("step.check.place.unknown") : named.joined(separator: ", ")
    }
    func place(_ traits: CaseTraits) -> String {
        traits.municipality.flatMap { register[$0]?.name } ?? words("step.check.place.unknown")
    }
    func age(_ traits: CaseTraits) -> String { words.forStaff(traits.age) }
    let lines: [(name: Key, value: (CaseTraits) -> String)] = [
        ("staff.case.age", age), ("staff.case.forms", forms), ("staff.case.place", place),
    ]
    let (before, after) = (correction.before, correction.after)
    return ul {
        for line in lines where line.value(before) != line.value(after) {
            li {
                words(
                    "staff.case.correct.line",
                    ["what": words(line.name), "before": line.value(before), "after": line.value(after)])
            }
        }
    }
}
