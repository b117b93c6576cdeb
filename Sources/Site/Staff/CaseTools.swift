import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Web
import Words

/// What all parts of the page of a report work with.
struct CaseTools {
    let words: Words
    let session: Session
    let view: CaseView
    let now: Instant
    let register: MunicipalityRegister
    let receivers: [Receiver]
    /// Whom a coordinator can give the work to.
    let colleagues: [Member]
    let dossier: CaseDossier
    let refused: RefusedForm?
    /// The message or note that is being written, sealed, and files that it has already.
    let draft: String
    let carried: [FileNote]

    var id: ReportID { view.envelope.id }
    var isOpen: Bool { view.envelope.state != .closed }
    /// Somebody who cannot read a report yet does nothing with it either.
    var canAct: Bool { session.member.isAble && view.contents != nil }

    var problems: Problems { refused?.problems ?? Problems() }

    func address(_ deed: String) -> String { StaffAddress.deed(deed, id, words.language) }

    /// What was typed into a field of a deed that was refused.
    func typed(_ deed: String, _ field: String) -> String? {
        refused.flatMap { $0.deed == deed ? $0.fields[field] : nil }
    }

    func wasRefused(_ deed: String) -> Bool { refused?.deed == deed }

    /// From which page a form is sent: a colleague may be quicker.
    @HTML.Builder var place: HTML {
        hidden("version", String(view.version))
        hidden("seen", String(now.milliseconds))
    }
}
