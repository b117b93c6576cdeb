import HTTPTypes
import Records
import Reporting
import Storage
import Terms
import Vault

/// A form's fields, and the files that came with it: sealed piece by piece while they come in, and staged until what
/// they belong to is sent. What is never sent vanishes by itself.
struct FilesTaken: Sendable {
    /// Why a file was not taken.
    enum Refused: Error, Sendable, Hashable {
        /// It begins like no kind that is taken; the name is contents, for the person's own eyes only.
        case kind(name: String)
        case tooMany
    }

    /// Pieces that are stored in one transaction.
    private static let piecesAtOnce = 16

    private(set) var fields: FormFields
    private(set) var files: [FileNote] = []
    /// Nothing of the files is kept when one was refused; what was typed is still there.
    private(set) var refused: Refused?

    /// Reads a form of either encoding. Throws ``BodyError``, ``StorageError``.
    init(_ visit: Visit, _ ground: Ground) async throws {
        var upload: Upload
        do { upload = try visit.upload() } catch BodyError.wrongKind {
            fields = try await visit.form()
            return
        }
        fields = upload.fields
        while let file = try await upload.nextFile() {
            // A form with a file refused is read to its end, so that what was typed comes back to its writer.
            if refused == nil { try await take(file, from: &upload, ground) }
        }
        fields = upload.fields
        if refused != nil {
            let ids = files.map(\.id)
            try await ground.database.write { tx in try ground.attachments.discard(ids, in: tx) }
            files = []
        }
    }

    private mutating func take(_ file: Upload.File, from upload: inout Upload, _ ground: Ground) async throws {
        guard files.count < NewReport.mostFiles else { return refused = .tooMany }
        guard var piece = try await upload.chunk(of: Stream.chunkBytes), let kind = FileKind(of: piece) else {
            return refused = .kind(name: file.fileName)
        }
        var writer = AttachmentWriter(ground.chance)
        let begun = writer
        try await ground.database.write { tx in try ground.attachments.begin(begun, in: tx) }
        var bytes = 0
        var sealed: [SealedChunk] = []
        var isLast = false
        while !isLast {
            let next = try await upload.chunk(of: Stream.chunkBytes)
            isLast = next == nil
            bytes += piece.count
            sealed.append(try writer.seal(piece, last: isLast))
            piece = next ?? []
            if isLast || sealed.count == Self.piecesAtOnce {
                let batch = sealed
                try await ground.database.write { tx in try ground.attachments.add(batch, in: tx) }
                sealed = []
            }
        }
        files.append(
            FileNote(
                id: writer.id, key: writer.key.bytes, name: file.fileName, type: kind.mediaType, bytes: bytes))
    }
}

extension Reply {
    /// A kept file, opened piece by piece while it is sent. One that was cut breaks the answer off.
    static func file(_ note: FileNote, _ opener: StreamOpener, _ ground: Ground) throws -> Reply {
        guard let kind = FileKind.allCases.first(where: { $0.mediaType == note.type }) else { throw ErrorPage.notFound }
        return .download(fileName: note.name, kind: kind, length: note.bytes) { write in
            var opener = opener
            var place: Int64 = 0
            while !opener.isFinished {
                let from = place
                let pieces = try await ground.database.read { tx in
                    try ground.attachments.chunks(note.id, from: from, limit: 8, in: tx)
                }
                guard !pieces.isEmpty else { throw VaultError.notOpened }
                for piece in pieces { try await write(try opener.pull(piece).chunk) }
                place += Int64(pieces.count)
            }
        }
    }
}
