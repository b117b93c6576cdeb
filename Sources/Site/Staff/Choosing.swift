import Terms
import Words

/// The sentence for a question that was not answered, which names the question: at the top of a page it stands alone.
enum Choosing {
    static let key: Key = "staff.choose.error"

    /// What each field that asks for a choice is called on its page.
    static let labels: [String: Key] = [
        "age": "staff.case.age", "assignee": "staff.case.assign.who", "basis": "sharing.basis",
        "certainty": "dossier.fact.certainty", "closing": "staff.case.closing", "danger": "dossier.safety.danger",
        "dossier": "staff.case.dossier.which", "earlier": "sharing.earlier", "kind": "dossier.person.mark.kind",
        "organisation": "meeting.decision.who", "part": "dossier.part", "reason": "log.destroy.reason",
        "receiver": "staff.case.receiver", "record": "log.destroy.record", "responsible": "tasks.ask.who",
        "result": "dossier.close.result", "role": "dossier.person.part", "source": "dossier.fact.source",
        "urgency": "staff.case.urgency", "warm": "transfer.warm",
    ]

    /// The label of a field that asks for a choice. A number at the end tells rows apart, `-part` the forms of one page.
    static func label(of field: String) -> Key? {
        labels[field.hasSuffix("-part") ? "part" : String(field.prefix { $0.isLetter })]
    }

    static func sentence(at field: String, _ words: Words) -> String {
        let label = label(of: field).map { words($0, ["n": String(field.filter(\.isNumber))]) }
        return words("staff.choose.error", ["what": label ?? field])
    }
}
