import Records
import Storage
import Terms
import Vault

/// Files on their way in (Dutch: klaargezette bestanden): sealed as they arrive, and kept only when the report or
/// message that names them is sent. Until then nothing but the visitor's own sealed form holds their keys.
public struct Staging: Sendable {
    let ground: Ground
    let room: StagingRoom
    let reserve: Reserve

    public init(_ ground: Ground, room: StagingRoom, reserve: Reserve = .none) {
        self.ground = ground
        self.room = room
        self.reserve = reserve
    }

    /// A file begins; nothing is stored before its first pieces are there.
    public func begin() -> IncomingFile { IncomingFile(self) }

    /// Lets files wait anew, because the form that holds them goes on. Tells which are gone.
    public func renew(_ files: [FileNote]) async throws -> [FileNote] {
        guard !files.isEmpty else { return [] }
        return try await ground.database.write { [ground] tx in
            let there = try ground.attachments.renew(files.map(\.id), in: tx)
            return files.filter { !there.contains($0.id) }
        }
    }

    /// Removes files that somebody changed their mind about; what was sent stays.
    public func discard(_ files: [FileNote]) async throws {
        guard !files.isEmpty else { return }
        try await ground.database.write { [ground] tx in try ground.attachments.discard(files.map(\.id), in: tx) }
    }
}

/// A file that is coming in, never whole in memory and never in clear anywhere.
public struct IncomingFile: Sendable {
    /// The longest piece, in bytes.
    public static let pieceBytes = Stream.chunkBytes
    /// So many pieces are stored in one transaction: half a megabyte.
    static let groupPieces = 8

    private let staging: Staging
    private var writer: AttachmentWriter
    private var waiting: [SealedChunk] = []
    private var isBegun = false

    init(_ staging: Staging) {
        self.staging = staging
        writer = AttachmentWriter(staging.ground.chance)
    }

    /// How many bytes came in.
    public var bytes: Int { writer.bytes }

    /// Seals the next piece; stores when a group is full or the file has ended. Throws ``StagingRoom/Full``.
    public mutating func add(_ piece: [UInt8], last: Bool) async throws {
        waiting.append(try writer.seal(piece, last: last))
        guard last || waiting.count == Self.groupPieces else { return }
        let (ground, room) = (staging.ground, staging.room)
        let more = waiting.reduce(isBegun ? 0 : Attachments.rowBytes) { $0 + $1.heldBytes }
        guard try await staging.reserve.leavesRoom(for: more, in: ground.database) else { throw StagingRoom.Full() }
        let fits = try await ground.database.write { [writer, waiting, isBegun] tx in
            // First, so that uploads that meet here have done nothing yet.
            guard try room.take(more, ground, in: tx) else { return false }
            if !isBegun { try ground.attachments.begin(writer, in: room.owner.rawValue, tx) }
            try ground.attachments.add(waiting, in: tx)
            return true
        }
        guard fits else { throw StagingRoom.Full() }
        isBegun = true
        waiting = []
    }

    /// The note by which the whole file is found and opened.
    public func note(name: String, type: String) -> FileNote {
        FileNote(
            id: writer.id, key: writer.key.bytes, name: name, type: type, bytes: writer.bytes, sha256: writer.sha256)
    }

    /// Removes what is there of it.
    public func drop() async throws {
        try await staging.ground.database.write { [ground = staging.ground, id = writer.id] tx in
            try ground.attachments.discard([id], in: tx)
        }
    }
}
