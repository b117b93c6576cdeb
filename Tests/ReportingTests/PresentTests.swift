import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("A request that is under way for long")
struct PresentTests {
    @Test("does nothing for a member who was removed meanwhile, or whose session ended", arguments: Engine.allCases)
    func removed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let (gone, out) = (try await world.session(shelter.coordinator), try await world.session(shelter.intake))
            let version = try await world.intake.open(id, by: out).version
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.coordinator.id, of: shelter.id, in: tx)
                try world.ground.membership.end(out, in: tx)
            }
            for session in [gone, out] {
                let deeds: [@Sendable () async throws -> Void] = [
                    { _ = try await world.intake.open(id, by: session) },
                    { _ = try await world.intake.find(Query(text: "help"), by: session) },
                    { try await world.intake.write(Message(text: "Late"), on: id, by: session) },
                    { try await world.intake.note("Late", forOneself: false, on: id, by: session) },
                    { try await world.intake.close(id, because: .helped, "Late", version: version, by: session) },
                    {
                        _ = try await world.submission.submit(
                            try NewReport(
                                subject: .victim, role: .bystander, directDanger: false, age: .unknown,
                                forms: [.sexual], municipality: nil, contents: ReportContents(words: "Late"),
                                contact: nil, channel: .desk), receipt: Receipt(world.ground.chance), place: nil,
                            recordedBy: session)
                    },
                ]
                for deed in deeds { await #expect(throws: SessionEnded.self) { try await deed() } }
            }
            let view = try await world.intake.open(id, by: try await world.session(shelter.intake))
            #expect(view.version == version && view.events.isEmpty)
        }
    }

    @Test("seals to the keys that hold now, not to those that it began with", arguments: Engine.allCases, [Kind.note, .search, .record])
    func epoch(engine: Engine, kind: Kind) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let third = try await world.enrol("Third", .intake, at: shelter.id)
            let coordinator = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(third.id, by: coordinator.member, with: coordinator.memberKey, in: tx)
            }
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(third.id, of: shelter.id, in: tx)
            }
            switch kind {
            case .note: try await world.intake.note("For the team", forOneself: false, on: id, by: worker)
            case .search: _ = try await world.intake.catchUp(for: worker)
            case .record:
                _ = try await world.submission.submit(
                    try NewReport(
                        subject: .victim, role: .bystander, directDanger: false, age: .unknown, forms: [.sexual],
                        municipality: nil, contents: ReportContents(words: "Recorded"), contact: nil, channel: .desk),
                    receipt: Receipt(world.ground.chance), place: nil, recordedBy: worker)
            }
            let newest = try await world.ground.database.read { tx in
                try tx.value(
                    """
                    SELECT max(g.epoch) FROM compartment_grant g JOIN compartment c ON c.id = g.compartment
                    WHERE g.party = \(shelter.id.text)
                    """, as: Int64.self)
            }
            #expect(newest == worker.organisation.epoch + 1)
        }
    }

    enum Kind: Sendable, CaseIterable { case note, search, record }
}
