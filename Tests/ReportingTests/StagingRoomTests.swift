import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// Room for 137 pieces: seventeen files of half a megabyte, and one piece.
private let small = StagingRoom(megabytes: 9)

extension World {
    fileprivate func stage(pieces: Int) async throws -> FileNote {
        var file = Staging(ground, room: small).begin()
        for piece in 1...pieces {
            try await file.add([UInt8](repeating: 1, count: IncomingFile.pieceBytes), last: piece == pieces)
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
            // Small files count too, each as a whole piece.
            for _ in 1...9 { _ = try await world.stage(pieces: 1) }
            for _ in 1...3 {
                await #expect(throws: StagingRoom.Full.self) { _ = try await world.stage(pieces: 1) }
                world.clock.advance(by: StagingRoom.trust)
            }
            let (files, pieces) = (try await world.count("attachment"), try await world.count("attachment_chunk"))
            #expect(files == 25 && pieces == 137)
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
