public import Journal
public import Records
public import Reporting
public import Terms

extension Act {
    public static let stepPlanned = Act("dossier.stepPlanned")
    public static let dossierMessageWritten = Act("dossier.messageWritten")
    public static let documentKept = Act("dossier.documentKept")
    public static let dossierClosed = Act("dossier.closed")
}

extension RecordKind {
    public static let nextStep = RecordKind("nextStep")
    public static let dossierMessage = RecordKind("dossierMessage")
    public static let dossierDocument = RecordKind("document")
    public static let dossierClosing = RecordKind("dossierClosing")
}

/// What is done next with the dossier as a whole (Dutch: volgende stap).
public struct NextStep: DossierRecord {
    public static let kind = RecordKind.nextStep
    public static let act = Act.stepPlanned

    public var text: String
    /// Why it is put off, in danger; empty otherwise.
    public var reason: String

    public init(_ text: String, because reason: String = "") {
        self.text = text
        self.reason = reason
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        text = try values.decode(String.self, forKey: .text)
        reason = try values.decodeIfPresent(String.self, forKey: .reason) ?? ""
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(text)
        try Bounds.optional(reason)
    }

    public var texts: [String] { [text, reason] }
}

/// What those admitted to a part of a dossier write to each other.
public struct DossierMessage: DossierRecord {
    public static let kind = RecordKind.dossierMessage
    public static let act = Act.dossierMessageWritten
    public static let isCorrectedByItsWriters = true

    public var text: String

    public init(_ text: String) { self.text = text }

    public func checked() throws(DossierRefusal) { try Bounds.text(text) }
    public var texts: [String] { [text] }
}

/// Files with what they are (Dutch: document).
public struct DossierDocument: DossierRecord {
    public static let kind = RecordKind.dossierDocument
    public static let act = Act.documentKept

    public var title: String
    public var files: [FileNote]

    public init(title: String, files: [FileNote]) {
        self.title = title
        self.files = files
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.line(title)
        guard !files.isEmpty else { throw DossierRefusal(.nothingSaid) }
        guard files.count <= Bounds.mostFiles else { throw DossierRefusal(.tooManyFiles) }
        guard files.reduce(0, { $0 + $1.bytes }) <= Bounds.mostFileBytes else { throw DossierRefusal(.filesTooLarge) }
    }

    public var texts: [String] { [title] }
    public var unfiled: Self { DossierDocument(title: title, files: []) }
}

/// Why a dossier was closed, and what remains to be known.
public struct DossierClosing: DossierRecord {
    public static let kind = RecordKind.dossierClosing
    public static let act = Act.dossierClosed

    public var result: DossierResult
    public var text: String

    public init(result: DossierResult, text: String) {
        self.result = result
        self.text = text
    }

    public func checked() throws(DossierRefusal) { try Bounds.text(text, missing: .reasonMissing) }
    public var texts: [String] { [text] }
}
