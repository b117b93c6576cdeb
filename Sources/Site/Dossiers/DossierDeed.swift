import Collaboration
import Organisations
import Reporting
import Terms
import Web
import Words

/// Something that is done with a dossier from one of its pages.
struct DossierDeed: Sendable {
    typealias Act = @Sendable (DossierID, FormFields, Session) async throws -> Void

    /// Part of the address of its form, and of the key `dossier.done.<name>` that tells of it.
    let name: String
    /// The page that its form stands on.
    let tab: DossierTab
    /// The field at which a refusal is told, by its reason; fields are named `<deed>.<what>` or as `place` names them.
    let field: @Sendable (DossierRefusal) -> String
    let act: Act

    init(
        _ name: String, on tab: DossierTab, field: @escaping @Sendable (DossierRefusal) -> String, _ act: @escaping Act
    ) {
        self.name = name
        self.tab = tab
        self.field = field
        self.act = act
    }

    init(_ name: String, on tab: DossierTab, field: String, _ act: @escaping Act) {
        self.init(name, on: tab, field: { _ in field }, act)
    }

    /// What was typed cannot be read; each field says why.
    struct Unclear: Error {
        struct Problem: Sendable {
            let field: String
            let sentence: Key
            /// The question of a law that was not answered, which the sentence names.
            var question: BasisQuestion?

            func told(in words: Words) -> String {
                if sentence == Choosing.key { return Choosing.sentence(at: field, words) }
                return question.map { words(sentence, ["question": words($0)]) } ?? words(sentence)
            }
        }

        let problems: [Problem]

        init(_ field: String, _ sentence: Key) { problems = [Problem(field: field, sentence: sentence)] }
        init(_ problems: [Problem]) { self.problems = problems }
    }

    static func version(_ fields: FormFields) throws -> Int64 {
        guard let version = fields["version"].flatMap({ Int64($0) }) else { throw ErrorPage.malformed }
        return version
    }

    static func text(_ name: String, _ fields: FormFields) -> String { fields.text(name) ?? "" }

    /// A chosen code; a sentence at the field when nothing was chosen.
    static func code<C: Coded>(_ name: String, _ fields: FormFields) throws -> C {
        guard let typed = fields[name], !typed.isEmpty else { throw Unclear(name, Choosing.key) }
        guard let code = C(rawValue: typed) else { throw ErrorPage.malformed }
        return code
    }

    /// The moment of `due` and `clock`.
    static func moment(_ fields: FormFields) throws -> Instant {
        guard let time = TypedDate.time(fields["clock"] ?? ""),
            let due = TypedDate(fields, "due").instant(hour: time.hour, minute: time.minute)
        else { throw Unclear("due", TypedDate(fields, "due").error(withTime: true)) }
        return due
    }

    /// The end of the day of a date field.
    static func endOfDay(_ name: String, _ fields: FormFields) throws -> Instant {
        let date = TypedDate(fields, name)
        guard let end = date.nextDay else { throw Unclear(name, date.error()) }
        return end - .minutes(1)
    }

    static func all(_ desk: Desk) -> [DossierDeed] {
        overview(desk) + persons(desk) + timeline(desk) + safety(desk) + parts(desk)
            + sharing(desk) + tasks(desk) + destroying(desk)
    }
}
