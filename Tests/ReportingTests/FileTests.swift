import Journal
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// A file taken in piece by piece, as a page does it.
extension World {
    var staging: Staging { Staging(ground, room: StagingRoom(.visitors)) }

    func stage(_ bytes: [UInt8], _ name: String = "photo.jpg") async throws -> FileNote {
        var file = staging.begin()
        let starts = Array(stride(from: 0, to: max(1, bytes.count), by: IncomingFile.pieceBytes))
        for start in starts {
            let piece = Array(bytes[start..<min(start + IncomingFile.pieceBytes, bytes.count)])
            try await file.add(piece, last: start == starts.last)
        }
        return file.note(name: name, type: "image/jpeg")
    }

    func send(files: [FileNote], with receipt: Receipt) async throws -> SubmittedReport {
        try await submission.submit(
            try NewReport(
                subject: .victim, role: .bystander, directDanger: false, age: .unknown, forms: [.sexual],
                municipality: nil, contents: ReportContents(words: "See the files", files: files), contact: nil),
            receipt: receipt, place: nil)
    }

    func count(_ table: SQL) async throws -> Int {
        try await ground.database.read { tx in
            try tx.value("SELECT count(*) FROM \(fragment: table)", as: Int.self) ?? 0
        }
    }

    @discardableResult
    func sweep() async throws -> Int {
        try await ground.database.write { [ground] tx in try ground.attachments.sweep(in: tx) }
    }
}

extension OpenedFile {
    func whole() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read { bytes.append(contentsOf: $0) }
        return bytes
    }
}

@Suite("A file")
struct FileTests {
    private static let sizes = [1, 65_535, 65_536, 65_537, 8 * 65_536, 9 * 65_536 + 1, 1_500_000]

    @Test(
        "is read as it was sent, whatever its length, by its reporter and by the organisation",
        arguments: Engine.allCases)
    func lengths(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            var files: [(bytes: [UInt8], note: FileNote)] = []
            for size in Self.sizes {
                let bytes = world.ground.chance.bytes(size)
                files.append((bytes, try await world.stage(bytes)))
            }
            let sent = try await world.send(files: files.map(\.note), with: receipt)
            let worker = try await world.session(shelter.intake)
            for (bytes, note) in files {
                #expect(note.bytes == bytes.count)
                let hers = try await world.dialogue.file(note.id, with: receipt).whole() == bytes
                let ours = try await world.intake.file(note.id, of: sent.id, by: worker).whole() == bytes
                #expect(hers && ours, "\(bytes.count) bytes")
                #expect(note.sha256 == Digest.sha256(bytes))
            }
        }
    }

    @Test("lies in no clear byte in the database")
    func sealed() async throws {
        try await withWorld(on: .sqlite) { world in
            let canary = Array("a canary of many letters".utf8)
            _ = try await world.stage(canary)
            let found = try await world.ground.database.read { tx in
                try tx.rows("SELECT sealed FROM attachment_chunk").contains { row in
                    try row.get("sealed", as: [UInt8].self).starts(with: canary)
                }
            }
            #expect(!found)
        }
    }

    @Test("that broke off is never kept, and is swept an hour after its last piece", arguments: Engine.allCases)
    func cut(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            var file = world.staging.begin()
            for _ in 0..<8 { try await file.add([UInt8](repeating: 1, count: 65_536), last: false) }
            let note = file.note(name: "half.jpg", type: "image/jpeg")
            let receipt = Receipt(world.ground.chance)
            await #expect(throws: ReportRefusal.fileGone) { _ = try await world.send(files: [note], with: receipt) }
            let reports = try await world.count("report")
            #expect(reports == 0)
            world.clock.advance(by: .minutes(59))
            let early = try await world.sweep()
            world.clock.advance(by: .minutes(2))
            let late = try await world.sweep()
            let chunks = try await world.count("attachment_chunk")
            #expect(early == 0 && late == 1 && chunks == 0)
            await #expect(throws: AttachmentGone.self) {
                for _ in 0..<8 { try await file.add([1], last: false) }
            }
        }
    }

    @Test("waits for its form, longer each time the form goes on, and a day at most", arguments: Engine.allCases)
    func waits(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let note = try await world.stage([1, 2, 3])
            for _ in 0..<3 {
                world.clock.advance(by: .minutes(7 * 60 + 59))
                let swept = try await world.sweep()
                let gone = try await world.staging.renew([note])
                #expect(swept == 0 && gone.isEmpty)
            }
            world.clock.advance(by: .minutes(3))
            let swept = try await world.sweep()
            let gone = try await world.staging.renew([note])
            #expect(swept == 1 && gone == [note])
        }
    }

    @Test("that was kept is neither swept nor discarded, and is kept with one report only", arguments: Engine.allCases)
    func kept(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let note = try await world.stage([1, 2, 3])
            let receipt = Receipt(world.ground.chance)
            _ = try await world.send(files: [note], with: receipt)
            try await world.staging.discard([note])
            world.clock.advance(by: .days(2))
            let swept = try await world.sweep()
            #expect(swept == 0)
            let bytes = try await world.dialogue.file(note.id, with: receipt).whole()
            #expect(bytes == [1, 2, 3])
            let other = Receipt(world.ground.chance)
            await #expect(throws: ReportRefusal.fileGone) { _ = try await world.send(files: [note], with: other) }
            await #expect(throws: ReportRefusal.noSuchReceipt) { _ = try await world.dialogue.open(other) }
        }
    }

    @Test("is kept by one of two who send it at once, and the other stores nothing", arguments: Engine.allCases)
    func raced(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let note = try await world.stage([1, 2, 3])
            let refused = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do {
                            _ = try await world.send(files: [note], with: Receipt(world.ground.chance))
                            return 0
                        } catch ReportRefusal.fileGone { return 1 }
                    }
                }
                return try await group.reduce(0, +)
            }
            let reports = try await world.count("report")
            #expect(refused == 3 && reports == 1)
        }
    }

    @Test("opens with its own key only, to nobody else, and each look is journaled", arguments: Engine.allCases)
    func foreign(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let note = try await world.stage([1, 2, 3])
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.send(files: [note], with: receipt)
            // Somebody names another's waiting file, without its key: nothing opens.
            var named = try await world.stage([4, 5, 6])
            named.key = ContentKey().bytes
            let second = Receipt(world.ground.chance)
            let theirs = try await world.send(files: [named], with: second)
            let opened = try await world.dialogue.file(named.id, with: second)
            await #expect(throws: VaultError.notOpened) { _ = try await opened.whole() }

            let worker = try await world.session(shelter.intake)
            let stranger = try await world.session(other.intake)
            await #expect(throws: ReportRefusal.fileGone) { _ = try await world.dialogue.file(note.id, with: second) }
            await #expect(throws: ReportAbsent.self) {
                _ = try await world.intake.file(note.id, of: theirs.id, by: worker)
            }
            await #expect(throws: ReportAbsent.self) {
                _ = try await world.intake.file(note.id, of: sent.id, by: stranger)
            }
            let before = try await world.looks(at: note)
            _ = try await world.intake.file(note.id, of: sent.id, by: worker)
            _ = try await world.dialogue.file(note.id, with: receipt)
            let after = try await world.looks(at: note)
            #expect(before.isEmpty && after.sorted() == [worker.member.id.text, "reporter"].sorted())
        }
    }

    @Test("goes along when a report is handed over")
    func handedOver() async throws {
        try await withWorld(on: .sqlite) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let note = try await world.stage([1, 2, 3])
            let sent = try await world.send(files: [note], with: Receipt(world.ground.chance))
            let giver = try await world.session(shelter.intake)
            let taker = try await world.session(other.intake)
            let view = try await world.intake.open(sent.id, by: giver)
            try await world.handOvers.offer(sent.id, to: other.id, "Yours", version: view.version, by: giver)
            let asked = try await world.intake.file(note.id, of: sent.id, by: taker).whole()
            try await world.handOvers.accept(sent.id, by: taker)
            let taken = try await world.intake.file(note.id, of: sent.id, by: taker).whole()
            #expect(asked == [1, 2, 3] && taken == [1, 2, 3])
            await #expect(throws: ReportAbsent.self) {
                _ = try await world.intake.file(note.id, of: sent.id, by: giver)
            }
        }
    }

    @Test("whose pieces were changed, moved or cut is not handed on as whole", arguments: Engine.allCases)
    func tampered(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let note = try await world.stage(world.ground.chance.bytes(200_000))
            _ = try await world.send(files: [note], with: receipt)
            let changes: [SQL] = [
                "UPDATE attachment_chunk SET place = place + 10 WHERE place = 1",
                "DELETE FROM attachment_chunk WHERE place >= 10", "DELETE FROM attachment_chunk",
            ]
            for change in changes {
                try await world.ground.database.write { tx in try tx.execute(change) }
                let file = try await world.dialogue.file(note.id, with: receipt)
                await #expect(throws: (any Error).self) { _ = try await file.whole() }
            }
        }
    }
}

extension World {
    /// Who looked at a file, by the journal.
    fileprivate func looks(at note: FileNote) async throws -> [String] {
        try await ground.database.read { tx in
            try tx.rows(
                "SELECT actor FROM journal_entry WHERE act = \(Act.attachmentRead.code) AND object = \(note.id)"
            )
            .map { try $0.get("actor") }
        }
    }
}
