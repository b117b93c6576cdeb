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
        let corrected = tools.corrected(
            Self.messageDeed, among: messages.filter { $0.author.organisation == tools.us })
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
                            keptUntil(part)
                            entries(
                                messages.filter { $0.compartment == part }, documents.filter { $0.compartment == part },
                                tools.withdrawn(DossierMessage.self, in: part)
                                    + tools.withdrawn(DossierDocument.self, in: part))
                        }
                    }
                }
                section(.id("deeds")) {
                    h2 { words("dossier.parts.write") }
                    if tools.canAct {
                        messageForm(corrected)
                        documentForm
                    } else {
                        p { tools.isOpen && !tools.canAnswer ? words("staff.waiting") : tools.participantText }
                    }
                    guide
                }
            }
        }
    }

    private func readers(of part: Compartment) -> String {
        let names = tools.view.readers.first { $0.compartment == part }?.readers.map(\.name) ?? []
        return words("dossier.parts.readers", ["organisations": names.joined(separator: ", ")])
    }

    /// Until when the part is kept, by whose law.
    @HTML.Builder private func keptUntil(_ part: Compartment) -> HTML {
        if let readers = tools.view.readers.first(where: { $0.compartment == part }), let day = readers.keptUntil {
            p(.class("hint")) {
                words(
                    "dossier.parts.keptUntil",
                    [
                        "organisation": readers.readers.first(where: \.isKeeper)?.name ?? "",
                        "date": words.date(Day(day)),
                    ])
            }
        }
    }

    /// Messages and documents in the order in which they were written, with what was withdrawn among them.
    @HTML.Builder private func entries(
        _ messages: [Kept<DossierMessage>], _ documents: [Kept<DossierDocument>], _ withdrawn: [(at: Instant, html: HTML)]
    ) -> HTML {
        let written: [(at: Instant, html: HTML)] = messages.map { kept in
            (kept.at, entry(kept, text: kept.body.text) { $0.text })
        }
        let added: [(at: Instant, html: HTML)] = documents.map { kept in
            (kept.at, entry(kept, text: kept.body.title, files: kept.body.files) { $0.title })
        }
        let all = written + added + withdrawn
        if all.isEmpty { p { words("dossier.parts.empty") } }
        for entry in all.sorted(by: { $0.at < $1.at }) { entry.html }
    }

    private func entry<Body>(
        _ kept: Kept<Body>, text: String, files: [FileNote] = [], of version: @escaping (Body) -> String
    ) -> HTML {
        div(.id(kept.id.text)) {
            written(kept, text: text, files: files)
            tools.earlier(kept) { ownWords(version($0)) }
            if kept.author.organisation == tools.us {
                let links = links(kept, named: text)
                if !links.isEmpty {
                    p(.class("hint")) {
                        for (place, link) in links.enumerated() {
                            if place > 0 { " · " }
                            link
                        }
                    }
                }
                tools.readBy(kept)
            }
        }
    }

    /// A document has no form of its own to be corrected in: it is withdrawn and added anew.
    private func links<Body>(_ kept: Kept<Body>, named text: String) -> [HTML] {
        let beginning = String(text.prefix(60))
        guard Body.self == DossierDocument.self else { return tools.links(kept, of: .parts, named: beginning) }
        return [tools.withdrawLink(kept.id, by: kept.author, named: beginning)].compactMap { $0 }
    }

    private func written<Body>(_ kept: Kept<Body>, text: String, files: [FileNote]) -> HTML {
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

    private func messageForm(_ corrected: Kept<DossierMessage>?) -> HTML {
        let deed = Self.messageDeed
        return tools.recordForm(deed, "dossier.message.write", correcting: corrected, of: .parts) {
            tools.partField(deed, fixed: corrected?.compartment)
            tools.text(
                deed, "message.text", "dossier.message.text", hint: "dossier.message.hint",
                value: corrected?.body.text ?? "")
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
