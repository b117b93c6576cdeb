import Collaboration
import HTML
import Terms
import Web
import Words

/// Who is concerned in a dossier: a card for each person, and the form that adds or corrects one.
struct PersonsTab {
    static let deed = "person"
    let tools: DossierTools
    private var words: Words { tools.words }

    func content() throws -> HTML {
        let persons = try tools.view.contents.all(Person.self)
        let corrected = tools.corrected(Self.deed, among: persons)
        return HTML {
            if tools.canAct, corrected != nil || tools.wasRefused(Self.deed) { form(corrected) }
            if persons.isEmpty {
                p { words("dossier.persons.none") }
            } else {
                ul(.class("cards-grid")) { for kept in Self.sorted(persons) { li(.class("card")) { card(kept) } } }
            }
            for line in tools.withdrawn(Person.self) { line.html }
            if tools.canAct, corrected == nil, !tools.wasRefused(Self.deed) { form(nil) }
        }
    }

    /// Victims first, then as they were written down.
    private static func sorted(_ persons: [Kept<Person>]) -> [Kept<Person>] {
        PersonPart.allCases.flatMap { part in persons.filter { $0.body.part == part } }
    }

    @HTML.Builder private func card(_ kept: Kept<Person>) -> HTML {
        h2(.id(kept.id.text)) { bdi { kept.body.name } }
        p { badge(words(kept.body.part), kept.body.part == .victim ? .warning : .neutral) }
        facts(kept.body)
        tools.earlier(kept) { person in
            p {
                strong { bdi { person.name } }
                " · " + words(person.part)
            }
            facts(person)
        }
        tools.foot(kept, of: .persons, named: kept.body.name)
    }

    @HTML.Builder private func facts(_ person: Person) -> HTML {
        let marks = person.marks.map { Fact(name: words($0.kind), value: HTML(text: $0.value)) }
        let aliases = person.aliases.isEmpty
            ? [] : [Fact(name: words("dossier.person.aliases"), value: HTML(text: person.aliases.joined(separator: ", ")))]
        let born = person.born.map { [Fact(name: words("dossier.person.born"), value: HTML(text: words.date($0)))] } ?? []
        if !(aliases + born + marks).isEmpty { factList(aliases + born + marks) }
        if !person.relation.isEmpty { ownWords(person.relation) }
    }

    private func form(_ kept: Kept<Person>?) -> HTML {
        let deed = Self.deed
        let person = kept?.body
        return tools.recordForm(deed, "dossier.person.add", correcting: kept, of: .persons) {
            tools.codes(
                deed, "role", "dossier.person.part", PersonPart.allCases, chosen: person?.part, empty: "staff.choose")
            tools.line(
                deed, "person.name", "dossier.person.name", hint: "dossier.person.name.hint", value: person?.name ?? "")
            tools.text(
                deed, "person.aliases", "dossier.person.aliases", hint: "dossier.person.aliases.hint", rows: 2,
                value: person?.aliases.joined(separator: "\n") ?? "")
            tools.partialDate(deed, "born", "dossier.person.born", hint: "dossier.date.hint", value: person?.born)
            marks(person?.marks ?? [])
            tools.text(
                deed, "person.relation", "dossier.person.relation", hint: "dossier.person.relation.hint", rows: 3,
                value: person?.relation ?? "")
            tools.partField(deed, fixed: kept?.compartment)
        }
    }

    private func marks(_ marks: [Person.Identifier]) -> HTML {
        let deed = Self.deed
        let rows = max(PersonForm.leastRows, marks.count + 2)
        return fieldset(words("dossier.person.marks")) {
            p(.class("hint")) { words("dossier.person.marks.hint") }
            for index in 0..<rows {
                let number = ["n": String(index + 1)]
                let mark = index < marks.count ? marks[index] : nil
                let (kind, value) = (PersonForm.kind(index), PersonForm.value(index))
                div(.class("pair")) {
                    select(
                        Field(
                            kind, words("dossier.person.mark.kind", number),
                            error: tools.wasRefused(deed) ? tools.problems[kind] : nil),
                        PersonForm.kinds.map { Choice($0.rawValue, words($0)) },
                        chosen: tools.typed(deed, kind) ?? mark?.kind.rawValue, empty: words("staff.choose"))
                    textField(
                        Field(value, words("dossier.person.mark.value", number)),
                        value: tools.typed(deed, value) ?? mark?.value ?? "", maxLength: 300)
                }
            }
        }
    }
}

/// Reading the form of a person.
enum PersonForm {
    static let leastRows = 5
    private static let mostRows = 60
    /// Names have a field of their own.
    static let kinds = IdentifierKind.allCases.filter { $0 != .name }

    static func kind(_ index: Int) -> String { "mark-kind-\(index)" }
    static func value(_ index: Int) -> String { "mark.\(index)" }

    static func person(_ fields: FormFields) throws -> Person {
        let marks = try (0..<mostRows).compactMap { index -> Person.Identifier? in
            guard let value = fields.text(value(index)) else { return nil }
            return Person.Identifier(kind: try DossierDeed.code(kind(index), fields), value: value)
        }
        let aliases = DossierDeed.text("person.aliases", fields).split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
        return Person(
            part: try DossierDeed.code("role", fields), name: DossierDeed.text("person.name", fields), aliases: aliases,
            born: try TypedPartialDate(fields, "born").date(at: "born"), marks: marks,
            relation: DossierDeed.text("person.relation", fields))
    }
}

extension DossierDeed {
    static func persons(_ desk: Desk) -> [DossierDeed] {
        let deed = PersonsTab.deed
        return [
            DossierDeed(
                deed, on: .persons,
                field: { $0.reason == .notAdmitted ? DossierTools.partField(deed) : "person.name" }
            ) { id, fields, session in
                try await keep(PersonForm.person(fields), deed, fields, of: id, desk, by: session)
            }
        ]
    }
}
