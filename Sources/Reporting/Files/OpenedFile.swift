public import Journal
import Records
public import Storage
public import Terms
import Vault

extension Act {
    /// A file of a report was opened; the entry names the file.
    public static let attachmentRead = Act("attachment.read")
}

/// A file that somebody may read, opened piece by piece and never whole in memory.
public struct OpenedFile: Sendable {
    public let note: FileNote
    private let ground: Ground
    private let opener: StreamOpener

    /// Finds a file among opened records, notes the look in the journal, and opens it. Nil when none of them names it.
    init?(
        _ id: AttachmentID, of report: ReportID, among records: [OpenedRecord], by actor: Actor,
        at organisation: OrganisationID, as role: Role? = nil, _ ground: Ground, in tx: any Transaction
    ) throws {
        guard let note = try records.lazy.flatMap(Self.files).first(where: { $0.id == id }) else { return nil }
        try self.init(note, of: report.text, by: actor, at: organisation, as: role, ground, in: tx)
    }

    /// Opens a file of an object whose note was read, and notes the look in the journal.
    public init(
        _ note: FileNote, of object: String, by actor: Actor, at organisation: OrganisationID, as role: Role?,
        _ ground: Ground, in tx: any Transaction
    ) throws {
        try ground.journal.record(
            .attachmentRead, by: actor, of: organisation, as: role, on: note.id.text, in: tx)
        self.note = note
        self.ground = ground
        opener = try ground.attachments.opener(note.id, of: object, key: try ContentKey(note.key), in: tx)
    }

    private static func files(_ record: OpenedRecord) throws -> [FileNote] {
        switch record.kind {
        case .report: try record.decode(ReportContents.self).files
        case .message: try record.decode(Message.self).files
        default: []
        }
    }

    /// Hands the file on, once, piece by piece. Throws when it is not whole and unchanged.
    public func read(_ hand: ([UInt8]) async throws -> Void) async throws {
        var opener = opener
        var place: Int64 = 0
        while !opener.isFinished {
            let chunks = try await ground.database.read { [ground, note, place] tx in
                try ground.attachments.chunks(note.id, from: place, limit: IncomingFile.groupPieces, in: tx)
            }
            guard !chunks.isEmpty else { throw StorageError.malformed("attachment_chunk") }
            for chunk in chunks { try await hand(try opener.pull(chunk).chunk) }
            place += Int64(chunks.count)
        }
    }
}
