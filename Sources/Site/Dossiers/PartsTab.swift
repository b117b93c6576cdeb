import Collaboration
import HTML
import Organisations
import Reporting
import Terms
import Web
import Words

/// What was written to each other and which documents there are, for each part that is read; and which parts there are.
struct PartsTab {
    static let messageDeed = "message"
    static let documentDeed = "document"
    let tools: DossierTools
    private var words: Words { tools.words }

    func content() throws -> HTML {
        let messages = try tools.view.contents.all(DossierMessage.self)
        let documents = try tools.view.contents.all(DossierDocument.self)
        let parts = Compartment.allCases.filter(tools.view.parts.contains)
        return HTML {
            div(.class("columns")) {
                div {
                    if parts.isEmpty { p { words("dossier.parts.none") } }
                    for part in parts {
                        section(.id(part.rawValue)) {
                            h2 { words(part) }
                            p(.class("hint")) { readers(of: part) }
                            entries(
                                messages.filter { $0.compartment == part }, documents.filter { $0.compartment == part })
                        }
                    }
                }
                section(.id("deeds")) {
                    h2 { words("dossier.parts.write") }
                    if tools.canAct {
                        messageForm
                        documentForm
                    } else {
                        p { words(cannotWrite) }
                    }
                    guide
                }
            }
        }
    }

    /// Why nothing can be written here.
    private var cannotWrite: Key {
        if !tools.isOpen { return "dossier.closed.text" }
        return tools.canAnswer ? "transfer.asked.text" : "staff.inbox.waiting"
    }

    private func readers(of part: Compartment) -> String {
        let names = tools.view.readers.first { $0.compartment == part }?.readers.map(\.name) ?? []
        return words("dossier.parts.readers", ["organisations": names.joined(separator: ", ")])
    }

    /// Messages and documents in the order in which they were written.
    @HTML.Builder private func entries(
        _ messages: [Kept<DossierMessage>], _ documents: [Kept<DossierDocument>]
    ) -> HTML {
        let all = messages.map { ($0.at, entry($0, text: $0.body.text)) }
            + documents.map { ($0.at, entry($0, text: $0.body.title, files: $0.body.files)) }
        if all.isEmpty { p { words("dossier.parts.empty") } }
        for (_, html) in all.sorted(by: { $0.0 < $1.0 }) { html }
    }

    private func entry<Body>(_ kept: Kept<Body>, text: String, files: [FileNote] = []) -> HTML {
        message(
            words("dossier.written", ["name": kept.author.name, "organisation": kept.author.organisationName]),
            moment(words, kept.at), isOwn: kept.author.organisation == tools.us, text: text,
            files: files.isEmpty
                ? .empty
                : ul(.class("files")) {
                    for file in files {
                        li {
                            a(to: DossierAddress.file(file.id, of: tools.id, words.language), .download) {
                                bdi { file.name }
                            }
                            " "
                            span(.class("hint")) { words.bytes(file.bytes) }
                        }
                    }
                })
    }

    private var messageForm: HTML {
        let deed = Self.messageDeed
        return tools.folded(deed, "dossier.message.write") {
            tools.partField(deed)
            tools.text(deed, "message.text", "dossier.message.text", hint: "dossier.message.hint")
        }
    }

    private var documentForm: HTML {
        let deed = Self.documentDeed
        let problems = tools.wasRefused(deed) ? tools.problems : Problems()
        return details(.id(deed), tools.wasRefused(deed) ? .open : .class("more")) {
            summary { words("dossier.document.add") }
            uploadForm(words, to: tools.address(deed), id: "upload-document") {
                tools.place
                tools.partField(deed)
                tools.line(deed, "document.title", "dossier.document.title", hint: "dossier.document.title.hint")
                carriedFiles(words, tools.carried)
                filesField(words, "files", words("dialogue.answer.files"), problem: problems["files"])
                buttons { button(words("dossier.document.add"), .secondary) }
            }
        }
    }

    /// What belongs in which part.
    private var guide: HTML {
        details(.class("more")) {
            summary { words("dossier.parts.guide") }
            dl {
                for part in Compartment.allCases {
                    dt {
                        strong { words(part) }
                        if tools.view.parts.contains(part) { " · " + words("dossier.parts.youRead") }
                    }
                    dd { words(Key("code", Compartment.list, part.rawValue, "hint")) }
                }
            }
        }
    }
}

extension DossierDeed {
    static func parts(_ desk: Desk) -> [DossierDeed] {
        let deed = PartsTab.messageDeed
        return [
            DossierDeed(
                deed, on: .parts, field: { $0.reason == .notAdmitted ? DossierTools.partField(deed) : "message.text" }
            ) { id, fields, session in
                try await keep(DossierMessage(text("message.text", fields)), deed, fields, of: id, desk, by: session)
            }
        ]
    }
}
