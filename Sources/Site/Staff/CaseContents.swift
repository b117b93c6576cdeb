import HTML
import Reporting
import Signpost
import Terms
import Words

/// What the reporter told, with what stands on the envelope.
struct CaseContents {
    let tools: CaseTools
    private var words: Words { tools.words }

    var html: HTML {
        section(.id("contents")) {
            h2 { words("staff.case.contents") }
            if let contents = tools.view.contents {
                told(contents)
            } else {
                notice(.warning) { p { words("staff.waiting") } }
            }
            factList(facts)
        }
    }

    @HTML.Builder private func told(_ contents: ReportContents) -> HTML {
        if !contents.words.isEmpty {
            h3 { words("staff.case.words") }
            ownWords(contents.words)
        }
        if !contents.signs.isEmpty {
            h3 { words("staff.case.signs") }
            ul { for sign in contents.signs { li { words(Key("sign", sign)) } } }
        }
        if !contents.clues.isEmpty {
            h3 { words("staff.case.clues") }
            ul {
                for clue in contents.clues {
                    li {
                        words(clue.kind) + ": "
                        bdi { clue.value }
                        " (" + words.forStaff(clue.involvement) + ")"
                    }
                }
            }
        }
        if !contents.files.isEmpty {
            h3 { words("staff.case.files") }
            caseFiles(words, contents.files, of: tools.id)
        }
    }

    private var facts: [Fact] {
        let view = tools.view
        let envelope = view.envelope
        let place = envelope.municipality.flatMap { tools.register[$0]?.name }
        let forms = ExploitationForm.allCases.filter(envelope.forms.contains).map { words.forStaff($0) }
        func fact(_ name: Key, _ value: String) -> Fact { Fact(name: words(name), value: HTML(text: value)) }
        var facts = [
            Fact(name: words("staff.case.received"), value: moment(words, envelope.receivedAt)),
            fact("staff.case.channel", words(envelope.channel)),
            fact("staff.case.owner", view.ownerName),
            fact("staff.case.subject", words.forStaff(envelope.subject)),
            fact("staff.case.reporter", words.forStaff(envelope.role)),
            fact("staff.case.age", words.forStaff(envelope.age)),
            fact("staff.case.forms", forms.joined(separator: ", ")),
            fact("staff.case.place", place ?? words("step.check.place.unknown")),
        ]
        if let profession = view.contents?.profession {
            facts.append(fact("staff.case.profession", words(profession)))
        }
        let circumstances = Circumstance.allCases.filter { view.contents?.circumstances.contains($0) == true }
        if !circumstances.isEmpty {
            facts.append(
                fact("staff.case.circumstances", circumstances.map { words.forStaff($0) }.joined(separator: ", ")))
        }
        if let colleague = view.recordedBy { facts.insert(fact("staff.case.recordedBy", colleague), at: 2) }
        if !envelope.hasContact { facts.append(fact("staff.case.reach", words.forStaff(ContactWay.siteOnly))) }
        if let closed = envelope.closedAt, let closing = envelope.closing {
            facts.append(Fact(name: words("staff.case.closed"), value: moment(words, closed)))
            facts.append(fact("staff.case.closing.reason", words(closing)))
        }
        return facts
    }
}

/// Files of a report or message, each to be saved.
@HTML.Builder func caseFiles(_ words: Words, _ files: [FileNote], of id: ReportID) -> HTML {
    if !files.isEmpty {
        ul(.class("files")) {
            for file in files {
                li {
                    a(to: StaffAddress.file(file.id, of: id, words.language), .download) { bdi { file.name } }
                    " "
                    span(.class("hint")) { words.bytes(file.bytes) }
                }
            }
        }
    }
}
