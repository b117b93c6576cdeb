public import Records
public import Signpost
public import Terms
import Vault

/// The sealed part of a report as it was sent (Dutch: inhoud van de melding).
public struct ReportContents: Codable, Sendable, Equatable {
    /// The signs that were noticed, by id.
    public var signs: [String]
    /// What a professional does for a living, when they said so.
    public var profession: Profession?
    public var circumstances: Set<Circumstance>
    /// In the reporter's own words.
    public var words: String
    public var clues: [Clue]
    public var files: [FileNote]

    public init(
        signs: [String] = [], profession: Profession? = nil, circumstances: Set<Circumstance> = [], words: String = "",
        clues: [Clue] = [], files: [FileNote] = []
    ) {
        self.signs = signs
        self.profession = profession
        self.circumstances = circumstances
        self.words = words
        self.clues = clues
        self.files = files
    }
}

/// Something by which a person or a thing can be found, and whose it is.
public struct Clue: Codable, Sendable, Equatable {
    public var kind: IdentifierKind
    public var value: String
    public var involvement: Involvement

    public init(kind: IdentifierKind, value: String, involvement: Involvement) {
        self.kind = kind
        self.value = value
        self.involvement = involvement
    }
}

/// A file that came with a report or a message, with the key that opens it.
public struct FileNote: Codable, Sendable, Equatable {
    public var id: AttachmentID
    /// 32 bytes.
    public var key: [UInt8]
    /// As the sender's device named it.
    public var name: String
    /// The kind of file by its first bytes, as a MIME type.
    public var type: String
    public var bytes: Int
    /// Of the file as it was sent, so that it can be shown later to be that one.
    public var sha256: [UInt8]

    public init(id: AttachmentID, key: [UInt8], name: String, type: String, bytes: Int, sha256: [UInt8]) {
        self.id = id
        self.key = key
        self.name = name
        self.type = type
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// How the reporter may be reached, kept apart so that it can be withdrawn for good.
public struct ContactDetails: Codable, Sendable, Equatable {
    public var way: ContactWay
    /// A telephone number or mail address.
    public var address: String
    /// When and how it is safe, in the reporter's words.
    public var safely: String

    public init(way: ContactWay, address: String, safely: String) {
        self.way = way
        self.address = address
        self.safely = safely
    }
}

/// What reporter and organisation write to each other.
public struct Message: Codable, Sendable, Equatable {
    public var text: String
    public var files: [FileNote]

    public init(text: String, files: [FileNote] = []) {
        self.text = text
        self.files = files
    }
}

/// What colleagues write for themselves: a note, or the reason of a deed.
public struct Remark: Codable, Sendable, Equatable {
    public var text: String

    public init(_ text: String) { self.text = text }
}

extension RecordKind {
    public static let report = RecordKind("report")
    public static let contact = RecordKind("contact")
    public static let message = RecordKind("message")
    public static let note = RecordKind("note")
    public static let judgement = RecordKind("judgement")
    public static let planning = RecordKind("planning")
    public static let handOver = RecordKind("handOver")
    public static let handOverAnswer = RecordKind("handOverAnswer")
    public static let closing = RecordKind("closing")
}

extension CompartmentKind {
    /// Reporter and owner: the report, and what they write to each other.
    public static let dialogue = CompartmentKind("dialogue")
    /// The reporter's contact details; destroyed when withdrawn.
    public static let contact = CompartmentKind("contact")
    /// The organisations that own or are offered the report: judgements and reasons. The reporter holds no key.
    public static let work = CompartmentKind("work")

    /// One organisation's own notes: they do not go along with a hand-over.
    public static func team(_ id: OrganisationID) -> CompartmentKind { CompartmentKind("team." + id.text) }
    /// One member's own notes.
    public static func own(_ id: MemberID) -> CompartmentKind { CompartmentKind("own." + id.text) }
    /// The key under which an organisation's search words are made.
    static let searchIndex = CompartmentKind("searchIndex")
}
