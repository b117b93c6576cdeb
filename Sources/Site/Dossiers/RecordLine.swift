import Collaboration
import HTML
import Organisations
import Records
import Reporting
import Terms
import Words

/// One thing of a dossier in a line, so that it can be chosen: what kind it is, when it was written, how it begins.
struct RecordLine {
    let id: RecordID
    /// As the sentence `log.record.<kind>` calls it.
    let kind: String
    let compartment: Compartment?
    let author: Author
    let at: Instant
    let text: String
    let isVictim: Bool

    private static let mostCharacters = 90

    private init<Body: DossierRecord>(_ kept: Kept<Body>, _ text: String, isVictim: Bool = false) {
        id = kept.id
        kind = Body.kind.code
        compartment = kept.compartment
        author = kept.author
        at = kept.at
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.text = line.count > Self.mostCharacters ? line.prefix(Self.mostCharacters) + "…" : line
        self.isVictim = isVictim
    }

    func label(_ words: Words) -> String {
        words(
            "log.record.line",
            ["kind": words(Key("log", "record", kind)), "day": words.date(Day(at)), "text": text])
    }

    /// The page on which it stands.
    var tab: DossierTab {
        switch kind {
        case Person.kind.code: .persons
        case DossierFact.kind.code: .timeline
        case SafetyJudgement.kind.code: .safety
        case DossierMessage.kind.code, DossierDocument.kind.code: .parts
        case TaskText.kind.code, TaskOutcome.kind.code: .tasks
        default: .overview
        }
    }

    /// What was written last, newest first.
    static func newest(_ contents: DossierContents, limit: Int) throws -> [RecordLine] {
        Array(try forDestruction(contents).sorted { ($0.at, $0.id) > ($1.at, $1.id) }.prefix(limit))
    }

    /// What is told to the person whom it is about.
    static func forExtract(_ contents: DossierContents) throws -> [[RecordLine]] {
        [
            try contents.all(Person.self).map { RecordLine($0, $0.body.name, isVictim: $0.body.part == .victim) },
            try contents.all(DossierFact.self).map { RecordLine($0, $0.body.text) },
            try contents.all(SafetyJudgement.self).map { RecordLine($0, $0.body.reason) },
            try contents.all(DossierDocument.self).map { RecordLine($0, $0.body.title) },
            try contents.all(DossierMessage.self).map { RecordLine($0, $0.body.text) },
        ].filter { !$0.isEmpty }
    }

    /// What can be destroyed apart from the dossier. Decisions on sharing stay: they account for what was done.
    static func forDestruction(_ contents: DossierContents) throws -> [RecordLine] {
        try forExtract(contents).flatMap { $0 }
            + contents.all(NextStep.self).map { RecordLine($0, $0.body.text) }
            + contents.all(TaskText.self).map { RecordLine($0, $0.body.text) }
            + contents.all(TaskOutcome.self).map { RecordLine($0, $0.body.text) }
    }
}
