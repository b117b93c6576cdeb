import Collaboration
import Terms
import Web
import Words

/// Reads a form, and gathers what is wrong with it: everything is told at once.
struct FormReading {
    let fields: FormFields
    private(set) var problems: [DossierDeed.Unclear.Problem] = []

    init(_ fields: FormFields) { self.fields = fields }

    var unclear: DossierDeed.Unclear { DossierDeed.Unclear(problems) }
    var isClear: Bool { problems.isEmpty }

    mutating func refuse(_ field: String, _ sentence: Key) {
        problems.append(.init(field: field, sentence: sentence))
    }

    mutating func text(_ name: String, missing reason: DossierRefusal.Reason = .nothingSaid) -> String {
        let text = DossierDeed.text(name, fields)
        if text.isEmpty { refuse(name, DossierRefusal(reason).sentence) }
        return text
    }

    /// A chosen id; nil when nothing was chosen, which is told. Throws `MalformedID`.
    mutating func id<Kind>(_ name: String, of kind: Kind.Type = Kind.self) throws -> ID<Kind>? {
        guard let typed = fields[name], !typed.isEmpty else {
            refuse(name, Choosing.key)
            return nil
        }
        return try ID(typed)
    }

    /// A chosen code; nil when nothing was chosen, which is told.
    mutating func code<C: Coded>(_ name: String, of list: C.Type = C.self) -> C? {
        let code = fields[name].flatMap(C.init)
        if code == nil { refuse(name, Choosing.key) }
        return code
    }

    /// A chosen part; nil when none was, which is told.
    mutating func part(_ name: String) -> Compartment? {
        let part = fields[name].flatMap(Compartment.init)
        if part == nil { refuse(name, "dossier.part.missing") }
        return part
    }

    /// The end of a day.
    mutating func endOfDay(_ name: String) -> Instant? {
        let date = TypedDate(fields, name)
        guard let end = date.nextDay else {
            refuse(name, date.error())
            return nil
        }
        return end - .minutes(1)
    }

    /// The moment of `due` and `clock`.
    mutating func moment() -> Instant? {
        guard let time = TypedDate.time(fields["clock"] ?? ""),
            let due = TypedDate(fields, "due").instant(hour: time.hour, minute: time.minute)
        else {
            refuse("due", TypedDate(fields, "due").error(withTime: true))
            return nil
        }
        return due
    }

    mutating func grounds(among bases: [LegalBasis]) throws -> Grounds {
        let grounds = try GroundsForm.grounds(fields)
        for refusal in grounds.refusals(among: bases) {
            problems.append(refusal.problem(at: GroundsForm.field(refusal) ?? "grounds.purpose"))
        }
        return grounds
    }
}

extension DossierRefusal {
    var sentence: Key { Key("dossierRefusal", reason.rawValue) }

    func problem(at field: String) -> DossierDeed.Unclear.Problem {
        .init(field: field, sentence: sentence, question: question)
    }
}
