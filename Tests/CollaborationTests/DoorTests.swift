import Collaboration
import Foundation
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

/// One way in which contents go from one organisation to another on a legal basis.
private struct Door: Sendable, CustomTestStringConvertible {
    /// The record in which the grounds are kept.
    let record: String
    let goes: @Sendable (Case, DossierID, Team, Team, Grounds) async throws -> Void
    var testDescription: String { record }

    static let all = [
        Door(record: "SharingDecision") { test, id, from, to, grounds in
            try await test.share(of: id, from: from, with: to, grounds: grounds)
        },
        Door(record: "MeetingPlan") { test, id, from, to, grounds in
            try await test.tasks.call(
                MeetingPlan(place: "", agenda: "Her safety", grounds: grounds), with: [to.id], about: id,
                at: test.now + .days(1), from: test.draft, by: from.session)
        },
        Door(record: "ConsultationText") { test, id, from, to, grounds in
            try await test.tasks.consult(
                ConsultationText(question: "What can be done?", grounds: grounds), of: to.id, about: id,
                urgency: .normal, due: test.now + .days(1), from: test.draft, by: from.session)
        },
        Door(record: "TransferText") { test, id, from, to, grounds in
            // Read without a look, which would be written.
            let version = try await test.world.ground.database.read { tx in
                try tx.value("SELECT version FROM dossier WHERE id = \(id)", as: Int64.self) ?? 0
            }
            try await test.tasks.offer(
                id, to: to.id, "She moved", grounds, warmUntil: nil, version: version, by: from.session)
        },
    ]
}

@Suite("Wherever contents go to another organisation")
struct DoorTests {
    /// Two who are of no such kind, for each law that is for some only.
    private static let tied: [LegalBasis] = [
        .rightToReport, .rightToInform, .policeAct, .judicialAct, .cooperationAct,
    ]

    @Test("a ground that is not of these two is refused, and nothing is written", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (from, to) = (try await test.team("From"), try await test.team("To"))
            var count = 0
            for (giver, receiver) in [(nil, nil), (.other, .lawyer), (.shelter, .traffickingDetectives)]
                as [(OrganisationKind?, OrganisationKind?)]
            {
                for (team, kind) in [(from, giver), (to, receiver)] {
                    if let kind { try await test.become([(team, kind)]) }
                }
                let id = try await test.begin(by: from)
                for door in Door.all {
                    for basis in LegalBasis.allCases where !basis.fits(from: giver, to: receiver) {
                        let before = try await test.world.rows().map(\.description).sorted()
                        await #expect(throws: DossierRefusal(.basisNotFitting), "\(door.record) on \(basis)") {
                            try await door.goes(test, id, from, to, .example(basis))
                        }
                        let after = try await test.world.rows().map(\.description).sorted()
                        #expect(after == before, "\(door.record) on \(basis) wrote something")
                        count += 1
                    }
                }
            }
            #expect(count == 3 * Door.all.count * Self.tied.count)
        }
    }

    @Test("a ground that is of these two is taken", arguments: Door.all, tied)
    fileprivate func taken(door: Door, basis: LegalBasis) async throws {
        try await withCase(on: .sqlite) { test in
            let (from, to) = (try await test.team("From"), try await test.team("To"))
            let kinds: (OrganisationKind, OrganisationKind) =
                switch basis {
                case .rightToReport: (.shelter, .safeAtHome)
                case .rightToInform: (.medical, .childProtection)
                case .policeAct: (.traffickingDetectives, .shelter)
                case .judicialAct: (.prosecution, .shelter)
                default: (.municipality, .prosecution)
                }
            try await test.become([(from, kinds.0), (to, kinds.1)])
            let id = try await test.begin(by: from)
            try await door.goes(test, id, from, to, .example(basis))
        }
    }

    @Test("the check stands at every door there is: each kind of record that holds grounds is one of these")
    func complete() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Collaboration")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        var found: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            var type = ""
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                if let head = line.firstMatch(of: /^public struct (\w+)/) { type = String(head.1) }
                if line.contains(/^    public (?:var|let) \w+: Grounds/) { found.insert(type) }
            }
        }
        #expect(found == Set(Door.all.map(\.record)))
    }

    @Test("who goes on reading after a warm transfer does so on a ground that fits both ways", arguments: Engine.allCases)
    func warm(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (school, safe) = (try await test.team("School"), try await test.team("Veilig Thuis"))
            try await test.become([(safe, .safeAtHome)])
            let id = try await test.begin(by: school)
            func offer(warmUntil: Instant?) async throws {
                try await test.tasks.offer(
                    id, to: safe.id, "It is theirs", .example(.rightToReport), warmUntil: warmUntil,
                    version: try await test.version(id, for: school), by: school.session)
            }
            await expectRefusal(.basisNotFitting) { try await offer(warmUntil: test.now + .days(9)) }
            try await offer(warmUntil: nil)
        }
    }
}
