public import Journal
public import Records
public import Reporting
import Storage
public import Terms
import Foundation

/// One kind of contents of a dossier: a person, a fact, a judgement… A new procedure brings its own kinds.
public protocol DossierRecord: Codable, Sendable, Equatable {
    static var kind: RecordKind { get }
    /// What the journal says when one is written.
    static var act: Act { get }

    /// Itself, when it is fit to be kept.
    func checked() throws(DossierRefusal)
    /// What it is found by, word by word.
    var texts: [String] { get }
    /// What it is found by as a whole: names, phone numbers, plates.
    var identifiers: [String] { get }
    var files: [FileNote] { get }
    /// Itself without its files, which come under other ids when they are sent again.
    var unfiled: Self { get }
    /// Whether whoever wrote one can withdraw it: see `Withdrawing` for what cannot be.
    static var canBeWithdrawn: Bool { get }
    /// Whether nobody but its writer's organisation corrects it: what somebody said is not reworded by another.
    static var isCorrectedByItsWriters: Bool { get }
}

extension DossierRecord {
    public var identifiers: [String] { [] }
    public var files: [FileNote] { [] }
    public var unfiled: Self { self }
    public static var isCorrectedByItsWriters: Bool { false }

    /// The id under which it is kept when it was written from a draft.
    func id(from draft: Draft, on object: String) throws -> RecordID {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(unfiled), as: UTF8.self)
        return draft.id(of: Self.kind.code, on: object, text, files: files)
    }

    /// The words by which a record of this kind is found.
    static func words(of record: OpenedRecord) throws -> (texts: [String], identifiers: [String]) {
        let body: Self = try record.decode()
        return (body.texts + body.files.map(\.name), body.identifiers)
    }

    /// The files that a record of this kind names.
    static func files(of record: OpenedRecord) throws -> [FileNote] { try record.decode(Self.self).files }
}

/// Every kind of contents: what search, the opening of files, withdrawing and destroying know. Nothing else is kept.
enum DossierRecords {
    static let kinds: [any DossierRecord.Type] = [
        Person.self, Fact.self, SafetyJudgement.self, NextStep.self, DossierMessage.self, DossierDocument.self,
        SharingDecision.self, SharingEnd.self, DossierClosing.self, TaskText.self, TaskOutcome.self, ConsultationText.self,
        MeetingPlan.self, MeetingMinutes.self, TransferText.self, DossierCorrection.self,
    ]
    private static let byCode = Dictionary(uniqueKeysWithValues: kinds.map { ($0.kind.code, $0) })

    static func words(of record: OpenedRecord) throws -> (texts: [String], identifiers: [String]) {
        try byCode[record.kind.code]?.words(of: record) ?? ([], [])
    }

    static func files(of record: OpenedRecord) throws -> [FileNote] {
        try byCode[record.kind.code]?.files(of: record) ?? []
    }

    static func canBeWithdrawn(_ kind: RecordKind) -> Bool { byCode[kind.code]?.canBeWithdrawn ?? false }

    /// Throws `StorageError.malformed` for a kind that stands in no list here: its files would open for nobody and
    /// outlive their dossier.
    static func check<Body: DossierRecord>(_ kind: Body.Type) throws {
        guard byCode[Body.kind.code] is Body.Type else { throw StorageError.malformed("kind of record") }
    }
}

/// Something kept in a dossier, with who wrote it and which versions there were.
public struct Kept<Body: DossierRecord>: Sendable {
    public let id: RecordID
    public let compartment: Compartment?
    public let author: Author
    public let at: Instant
    public let body: Body
    /// The versions that this one took the place of, newest first.
    public let earlier: [Earlier]

    /// When its first version was written.
    public var firstWritten: Instant { earlier.map(\.at).min() ?? at }

    /// An earlier version.
    public struct Earlier: Sendable {
        public let id: RecordID
        public let author: Author
        public let at: Instant
        public let body: Body
    }
}

/// Who wrote something: a member of an organisation; nobody in particular for what the house itself wrote.
public struct Author: Sendable, Hashable {
    /// Absent for what the house wrote.
    public let member: MemberID?
    public let name: String
    public let organisation: OrganisationID?
    public let organisationName: String

    /// Who wrote what the house itself wrote.
    static let nobody = Author(member: nil, name: "", organisation: nil, organisationName: "")
}
