import HTML
import HTTPTypes
import Reporting
import Terms
import Web
import Words

/// A file as it is named on a page: its name as the sender's device had it, and its size.
func fileName(_ words: Words, _ file: FileNote) -> HTML {
    HTML {
        bdi { file.name }
        " "
        span(.class("hint")) { words.bytes(file.bytes) }
    }
}

/// Where files are chosen.
func filesField(_ words: Words, _ name: String, _ label: String, problem: String?) -> HTML {
    fileField(
        Field(
            name, label,
            hint: words(
                "step.files.hint",
                ["count": String(NewReport.mostFiles), "size": words.bytes(NewReport.mostFileBytes)]),
            error: problem),
        accept: FileKind.allCases.map(\.mediaType))
}

/// Files that came in with a message that could not be sent as it was: each goes along unless its box is cleared.
@HTML.Builder func carriedFiles(_ words: Words, _ files: [FileNote]) -> HTML {
    if !files.isEmpty {
        checkboxes(
            Field(CarriedFiles.name, words("step.files.chosen")),
            files.map { file in
                Choice(
                    file.id.text, words("step.files.keep", ["name": file.name, "size": words.bytes(file.bytes)]))
            }, chosen: Set(files.map(\.id.text)))
    }
}

/// Which of the carried files go along.
enum CarriedFiles {
    static let name = "keep"

    static func kept(_ files: [FileNote], _ fields: FormFields) -> [FileNote] {
        let kept = Set(fields.all(name))
        return files.filter { kept.contains($0.id.text) }
    }
}

extension [RefusedFile] {
    /// What is wrong with the files, for the field where they are chosen; nil when nothing is.
    func problem(_ words: Words) -> String? {
        var sentences: [String] = []
        for file in self where !sentences.contains(file.sentence(words)) { sentences.append(file.sentence(words)) }
        return isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// Whether trying again as it is may help.
    var isPassing: Bool { contains { $0.reason.isPassing } }
}

/// Stops the form and erases what was entered; on every page of it.
func abandonButton(_ words: Words) -> HTML {
    p(.class("abandon")) { button(words("form.abandon"), .quiet, value: ("go", "abandon")) }
}

extension Reply {
    /// The same answer, telling the browser when to try again where files could not be taken in for now.
    func passing(_ refused: [RefusedFile]) -> Self {
        guard refused.isPassing, status == .unprocessableContent else { return self }
        var reply = self
        reply.status = .serviceUnavailable
        reply.fields[.retryAfter] = "120"
        return reply
    }

    /// A file of a report or message, to be saved. Throws when its kind is one that is not taken any more.
    static func download(_ file: OpenedFile) throws -> Self {
        guard let kind = FileKind(mediaType: file.note.type) else { throw ErrorPage.notFound }
        return download(fileName: file.note.name, kind: kind, length: file.note.bytes) { write in
            try await file.read(write)
        }
    }
}
