import Collaboration
import HTML
import Organisations
import Terms
import Words

/// Choosing what goes into an extract: everything that this organisation reads of the dossier, each with a box.
struct ExtractForm {
    let words: Words
    let session: Session
    let view: DossierView

    func document() throws -> Document {
        let groups = try RecordLine.forExtract(view.contents)
        return memberPage(
            words, session, title: words("extract.title"), current: .dossiers,
            address: { [id = view.id] in DossierAddress.extract(id, $0) }
        ) {
            backLink(
                words("dossier.title", ["reference": view.envelope.reference]),
                to: DossierAddress.tab(.log, view.id, words.language))
            h1 { words("extract.title") }
            lead(words("extract.lead"))
            notice(.warning, words("extract.careful")) {
                ul {
                    for part in ["identity", "others", "danger", "special", "term"] {
                        li { words(Key("extract.careful", part)) }
                    }
                }
            }
            form(to: DossierAddress.extract(view.id, words.language), .class("print")) {
                if groups.isEmpty {
                    p { words("extract.nothing") }
                } else {
                    checkboxes(
                        Field("give", words("extract.give"), hint: words("extract.give.hint")),
                        groups.map { lines in
                            ChoiceGroup(
                                words(Key("extract.group", lines[0].kind)),
                                lines.map { Choice($0.id.text, $0.label(words)) })
                        }, chosen: given(groups.flatMap { $0 }))
                }
                buttons { button(words("extract.button")) }
            }
        }
    }

    /// Facts and the victim's own data; of others only what somebody chooses.
    private func given(_ lines: [RecordLine]) -> Set<String> {
        Set(lines.filter { $0.kind == "fact" || $0.isVictim }.map(\.id.text))
    }
}
