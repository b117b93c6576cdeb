import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// A deed of which a part might remain.
struct WholeDeed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What has to be there before, and then the deed itself, which may be tried any number of times.
    let prepare: @Sendable (World) async throws -> @Sendable () async throws -> Void

    static let all = [
        WholeDeed(testDescription: "sending a report with contact details and a file") { world in
            _ = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            var writer = AttachmentWriter(world.ground.chance)
            let bytes = Array("not really a picture".utf8)
            let chunk = try writer.seal(bytes, last: true)
            try await world.ground.database.write { [writer] tx in
                try world.ground.attachments.begin(writer, in: "visitors", tx)
                try world.ground.attachments.add([chunk], in: tx)
            }
            let file = FileNote(
                id: writer.id, key: writer.key.bytes, name: "a.png", type: "image/png", bytes: bytes.count,
                sha256: Digest.sha256(bytes))
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "in the evening")
            let report = try NewReport(
                subject: .victim, role: .bystander, directDanger: true, age: .minor, forms: [.sexual, .labour],
                municipality: nil, contents: ReportContents(words: "Help", clues: [], files: [file]), contact: contact)
            return { _ = try await world.submission.submit(report, receipt: receipt, place: nil) }
        },
        WholeDeed(testDescription: "writing back to a report that was closed") { world in
            let shelter = try await world.open("Shelter")
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.send("Help", with: receipt)
            let worker = try await world.session(shelter.coordinator)
            let version = try await world.intake.open(sent.id, by: worker).version
            try await world.intake.close(sent.id, because: .helped, "Done", version: version, by: worker)
            return { try await world.dialogue.write(Message(text: "One more thing"), with: receipt) }
        },
        WholeDeed(testDescription: "accepting a report that another organisation handed over") { world in
            let (shelter, other) = (try await world.open("Shelter"), try await world.open("Other", isFallback: true))
            let contact = ContactDetails(way: .email, address: "a@example.org", safely: "")
            let sent = try await world.send("Help", with: Receipt(world.ground.chance), contact: contact)
            let worker = try await world.session(shelter.coordinator)
            let version = try await world.intake.open(sent.id, by: worker).version
            try await world.handOvers.offer(sent.id, to: other.id, "Yours", version: version, by: worker)
            let colleague = try await world.session(other.coordinator)
            return { try await world.handOvers.accept(sent.id, by: colleague) }
        },
        WholeDeed(testDescription: "removing a member who had the keys") { world in
            let shelter = try await world.open("Shelter")
            let membership = world.ground.membership
            let database = world.ground.database
            return {
                try await database.write { tx in
                    _ = try membership.remove(shelter.intake.id, of: shelter.id, in: tx)
                }
            }
        },
    ]
}

@Suite("A deed of which one statement fails")
struct HalfDoneTests {
    private struct Case: Sendable, CustomTestStringConvertible {
        let deed: WholeDeed
        let engine: Engine
        /// Whether the statement is done before it fails, or not at all.
        let isDoneFirst: Bool

        var testDescription: String { "\(deed.testDescription), \(engine), \(isDoneFirst ? "after" : "before")" }
    }

    private static let cases = WholeDeed.all.flatMap { deed in
        Engine.allCases.flatMap { engine in
            [false, true].map { Case(deed: deed, engine: engine, isDoneFirst: $0) }
        }
    }

    @Test("leaves nothing behind, whichever statement it is, and is done wholly when none fails", arguments: cases)
    private func nothingHalf(in one: Case) async throws {
        try await withDatabase(on: one.engine, migrations: Ground.migrations) { real in
            let failing = FailingDatabase(real)
            let world = try World(failing.database)
            let deed = try await one.deed.prepare(world)
            let before = try await real.everything()
            #expect(before.count > 20)
            var n = 0
            repeat {
                n += 1
                failing.arm(n, after: one.isDoneFirst)
                do { try await deed() } catch {
                    #expect(error as? StorageError == .unavailable, "statement \(n): \(error)")
                }
                let isUnchanged = try await real.everything() == before
                #expect(isUnchanged == failing.hasBlown, "statement \(n)")
            } while failing.hasBlown && n < 500
            #expect((6..<500).contains(n), "the deed has \(n - 1) statements")
        }
    }
}
