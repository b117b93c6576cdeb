import Collaboration
import HTML
import Organisations
import Reporting
import Terms
import Web
import Words

/// Destroying one thing of a dossier: proposed by one, confirmed by another (Dutch: laten vernietigen).
struct DestroyForm {
    let tools: DossierTools
    let proposals: [Destruction]
    private var words: Words { tools.words }

    @HTML.Builder func content() throws -> HTML {
        let ours = Set(tools.view.readers.filter(\.isOurs).map(\.compartment))
        let lines = try RecordLine.forDestruction(tools.view.contents).filter { $0.compartment.map(ours.contains) ?? false }
        if !proposals.isEmpty {
            notice(.warning) {
                p { words("log.destroy.waiting") }
                ul {
                    for proposal in proposals {
                        li {
                            if let record = proposal.record, let line = lines.first(where: { $0.id == record }) {
                                line.label(words)
                            } else {
                                proposal.what(words)
                            }
                        }
                    }
                }
                p { a(to: DossierAddress.retention(words.language)) { words("log.destroy.confirm") } }
            }
        }
        p { words("log.destroy.text") }
        if lines.isEmpty && parts.isEmpty {
            p { words("log.destroy.nothing") }
        } else if tools.session.member.isAble {
            tools.folded("destroy", "log.destroy.button") {
                select(
                    Field(
                        "record", words("log.destroy.record"), hint: words("log.destroy.record.hint"),
                        error: problem("record")),
                    lines.map { Choice($0.id.text, $0.label(words)) } + parts + whole, chosen: tools.typed("destroy", "record"),
                    empty: words("log.destroy.choose"))
                radios(
                    Field("reason", words("log.destroy.reason"), error: problem("reason")),
                    [DestructionReason.requested, .keptByMistake].map {
                        Choice($0.rawValue, words($0), hint: words(Key("log", "destroy", "reason", $0.rawValue)))
                    }, chosen: tools.typed("destroy", "reason"))
            }
        }
    }

    /// A part of a dossier that is closed can be destroyed before its day has come, when the person asks for it.
    private var parts: [Choice] {
        tools.isOpen
            ? []
            : tools.view.readers.filter(\.isOurs).map {
                Choice($0.compartment.rawValue, words("retention.what.part", ["part": words($0.compartment)]))
            }
    }

    /// So can the dossier itself, where nobody else keeps a part of it.
    private var whole: [Choice] {
        tools.isOpen || !tools.view.isCoordinator || !tools.view.readers.allSatisfy(\.isOurs)
            ? [] : [Choice(Self.wholeDossier, words("log.destroy.whole"))]
    }

    static let wholeDossier = "dossier"

    private func problem(_ field: String) -> String? { tools.wasRefused("destroy") ? tools.problems[field] : nil }
}

extension DossierDeed {
    /// What is destroyed apart from the dossier as a whole.
    static func destroying(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed("destroy", on: .log, field: "record") { id, fields, session in
                guard let record = fields["record"], !record.isEmpty else {
                    throw Unclear("record", Choosing.key)
                }
                let part = Compartment(rawValue: record)
                let chosen = try? RecordID(record)
                guard record == DestroyForm.wholeDossier || part != nil || chosen != nil else { throw ErrorPage.malformed }
                let reason: DestructionReason = try code("reason", fields)
                guard reason != .termPassed else { throw ErrorPage.malformed }
                try await desk.retention.propose(id, part: part, record: chosen, because: reason, by: session)
            }
        ]
    }
}
