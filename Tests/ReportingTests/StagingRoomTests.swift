import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// Room for seventeen files of half a megabyte, and not for one more piece.
private let small = StagingRoom(.visitors, megabytes: 9)

extension World {
    fileprivate func stage(
        pieces: Int, of bytes: Int = IncomingFile.pieceBytes, in room: StagingRoom = small, reserve: Reserve = .none
    ) async throws -> FileNote {
        var file = Staging(ground, room: room, reserve: reserve).begin()
        for piece in 1...pieces {
            try await file.add([UInt8](repeating: 1, count: bytes), last: piece == pieces)
        }
        return file.note(name: "photo.jpg", type: "image/jpeg")
    }
}

@Suite("Room for files that were not sent yet")
struct StagingRoomTests {
    @Test("is bounded: of the file that is too much nothing stays, and the others do", arguments: Engine.allCases)
    func bounded(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            for _ in 1...16 { _ = try await world.stage(pieces: 8) }
            for _ in 1...8 { _ = try await world.stage(pieces: 1) }
            for _ in 1...3 {
                await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 1) }
                world.clock.advance(by: StagingRoom.trust)
            }
            let (files, pieces) = (try await world.count("attachment"), try await world.count("attachment_chunk"))
            #expect(files == 24 && pieces == 136)
        }
    }

    @Test("is counted in bytes: thousands of small files do not use it up", arguments: Engine.allCases)
    func small(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            for _ in 1...300 { _ = try await world.stage(pieces: 1, of: 100) }
            for _ in 1...16 { _ = try await world.stage(pieces: 8) }
        }
    }

    @Test("of visitors is not that of members", arguments: Engine.allCases)
    func apart(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            for _ in 1...17 { _ = try await world.stage(pieces: 8) }
            await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 8) }
            for _ in 1...17 { _ = try await world.stage(pieces: 8, in: StagingRoom(.members, megabytes: 9)) }
            world.clock.advance(by: StagingRoom.trust)
            await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 8) }
        }
    }

    @Test("is not given where the database would grow beyond what reports need; those go on", arguments: Engine.allCases)
    func reserve(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let megabytes = try await world.ground.database.size() / 1_000_000
            let reserve = Reserve(megabytes: 3, largest: megabytes + 5)
            var taken = 0
            await #expect(throws: StagingRoom.Full.self) {
                while taken < 17 {
                    _ = try await world.stage(pieces: 8, reserve: reserve)
                    taken += 1
                }
            }
            #expect((1...4).contains(taken))
            _ = try await world.send(files: [], with: Receipt(world.ground.chance))
        }
    }

    @Test(
        "is there again for what was sent, taken back or swept, once it may be counted anew", arguments: Engine.allCases
    )
    func again(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            var notes: [FileNote] = []
            for _ in 1...17 { notes.append(try await world.stage(pieces: 8)) }
            await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 8) }
            _ = try await world.send(files: [notes[0], notes[1]], with: Receipt(world.ground.chance))
            try await world.staging.discard([notes[2]])
            await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 8) }
            world.clock.advance(by: StagingRoom.trust)
            for _ in 1...3 { _ = try await world.stage(pieces: 8) }
            await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 8) }
            world.clock.advance(by: .hours(12))
            let swept = try await world.sweep()
            #expect(swept == 17)
            for _ in 1...17 { _ = try await world.stage(pieces: 8) }
        }
    }

    @Test("is given out once by two processes on one database", arguments: Engine.allCases)
    func two(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        var taken = 0
                        for _ in 1...12 {
                            do {
                                _ = try await world.stage(pieces: 8)
                                taken += 1
                            } catch is StagingRoom.Full {}
                        }
                        return taken
                    }
                }
                return try await group.reduce(0, +)
            }
            let pieces = try await world.count("attachment_chunk")
            #expect(taken == 17 && pieces == 136)
        }
    }
}
