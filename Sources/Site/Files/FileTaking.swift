import Reporting
import Web
import Words

/// What a form that may carry files turned out to hold.
struct FilesBrought {
    let fields: FormFields
    /// The files that were there before and those that were taken now.
    let files: [FileNote]
    let refused: [RefusedFile]
}

/// A file that was not taken. Nothing of it is stored.
struct RefusedFile {
    enum Reason: String, Error, CaseIterable {
        case tooMany, tooLarge, type, empty
        /// The disk is full, the database is away, or too much is going on.
        case notStored
        /// Too many files wait to be sent.
        case noRoom

        /// Whether the same file may be taken later.
        var isPassing: Bool { self == .notStored || self == .noRoom }
    }

    let name: String
    let reason: Reason

    func sentence(_ words: Words) -> String {
        let key = Key("step.files.error", reason.rawValue)
        return switch reason {
        case .tooMany: words(key, ["name": name, "limit": String(NewReport.mostFiles)])
        case .tooLarge: words(key, ["name": name, "limit": words.bytes(NewReport.mostFileBytes)])
        case .type, .empty, .notStored, .noRoom: words(key, ["name": name])
        }
    }
}

/// Takes the files of a form in while they arrive: looks at what each is, seals it, and stages it.
struct FileTaking: Sendable {
    let staging: Staging
    let gate: Gate

    /// Reads a whole form. Each file is taken or refused by itself; when the form breaks off, nothing of it stays.
    ///
    /// - Parameter before: the files that the form has already, from the fields that stand before its first file.
    ///   What it throws for a form that is none of ours keeps every file out.
    func receive(_ visit: Visit, before: (FormFields) throws -> [FileNote]) async throws -> FilesBrought {
        guard try visit.body.canCarryFiles() else {
            let fields = try await visit.form()
            return FilesBrought(fields: fields, files: try before(fields), refused: [])
        }
        var upload = try visit.upload()
        var there: [FileNote]?
        var taken: [FileNote] = []
        var refused: [RefusedFile] = []
        do {
            while let file = try await upload.nextFile() {
                let files = try there ?? before(upload.fields)
                there = files
                // Where one could not be stored the next will not be either: it is read past, so that the answer arrives.
                let outcome: Result<FileNote, RefusedFile.Reason>
                if let hopeless = refused.map(\.reason).first(where: \.isPassing) {
                    outcome = .failure(hopeless)
                } else {
                    outcome = try await take(file, from: &upload, beside: files + taken)
                }
                switch outcome {
                case .success(let note): taken.append(note)
                case .failure(let reason): refused.append(RefusedFile(name: file.fileName, reason: reason))
                }
            }
            return FilesBrought(
                fields: upload.fields, files: try (there ?? before(upload.fields)) + taken, refused: refused)
        } catch {
            await forget(taken)
            throw error
        }
    }

    /// Removes files that do not go along after all. What cannot be removed now is swept when its term is over.
    func forget(_ files: [FileNote]) async { await quietly { [staging] in try await staging.discard(files) } }

    private func take(
        _ file: Upload.File, from upload: inout Upload, beside files: [FileNote]
    ) async throws -> Result<FileNote, RefusedFile.Reason> {
        guard files.count < NewReport.mostFiles else { return .failure(.tooMany) }
        guard var piece = try await upload.chunk(of: IncomingFile.pieceBytes) else { return .failure(.empty) }
        guard let kind = FileKind(of: piece) else { return .failure(.type) }
        let room = NewReport.mostFileBytes - files.reduce(0) { $0 + $1.bytes }
        var incoming = staging.begin()
        do {
            while incoming.bytes + piece.count <= room {
                let next = try await upload.chunk(of: IncomingFile.pieceBytes)
                try await gate.run { try await incoming.add(piece, last: next == nil) }
                guard let next else {
                    let name = file.fileName.isEmpty ? kind.rawValue : file.fileName
                    return .success(incoming.note(name: name, type: kind.mediaType))
                }
                piece = next
            }
            try await incoming.drop()
            return .failure(.tooLarge)
        } catch {
            await quietly { [incoming] in try await incoming.drop() }
            if error is StagingRoom.Full { return .failure(.noRoom) }
            guard ErrorMapping().page(for: error)?.isPassing == true else { throw error }
            return .failure(.notStored)
        }
    }

    /// Clears away, shielded from being cancelled with a connection that broke; failing to is nobody's news.
    private func quietly(_ clear: @escaping @Sendable () async throws -> Void) async {
        _ = await Task { try await clear() }.result
    }
}
