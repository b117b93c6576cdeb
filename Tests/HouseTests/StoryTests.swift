import Configuration
import Foundation
import Journal
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import House

@Suite("The demonstration")
struct StoryTests {
    @Test("tells of weeks of work: reports in every state, a whole journal, and log-ins that work today")
    func told() async throws {
        let folder = try TemporaryFolder()
        let house = try await House.open(
            try Settings(commandLine: [.data: .string(folder.path)], environment: [:]),
            cost: Password.Cost(passes: 1, memoryBytes: 8_192))
        let ground = house.ground
        let story = try Story(house: house)
        #expect(try await story.isEmpty())
        try await story.tell()
        #expect(try await !story.isEmpty())

        let (states, offers, sessions, lastDeed) = try await ground.database.read { tx in
            (
                try tx.rows("SELECT DISTINCT state FROM report").map { try $0.get("state", as: ReportState.self) },
                try tx.value("SELECT count(*) FROM hand_over WHERE state = 'offered'", as: Int.self),
                try tx.value("SELECT count(*) FROM session", as: Int.self),
                try #require(try tx.value("SELECT max(at_ms) FROM journal_entry", as: Instant.self))
            )
        }
        #expect(Set(states) == Set(ReportState.allCases))
        #expect(offers == 1 && sessions == 0)
        let (dossiers, tasks, readers) = try await ground.database.read { tx in
            (
                try tx.value("SELECT count(*) FROM dossier WHERE state = 'open'", as: Int.self),
                try tx.rows("SELECT kind, state FROM dossier_task").map {
                    try $0.get("kind", as: String.self) + " " + $0.get("state", as: String.self)
                },
                try tx.value("SELECT count(DISTINCT organisation) FROM admission", as: Int.self)
            )
        }
        #expect(dossiers == 1 && readers == 3)
        #expect(tasks.sorted() == ["action done", "action open", "consultation done", "meeting open"])
        #expect(lastDeed <= ground.time.now())
        let faults = try await ground.database.write { tx in
            _ = try ground.journal.sequence(in: tx)
            return try ground.journal.verify(in: tx)
        }
        #expect(faults.isEmpty)

        let path = folder.path + "/demo.json"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let logIns = try JSONDecoder().decode(
            Story.LogIns.self, from: try #require(FileManager.default.contents(atPath: path)))
        #expect(logIns.organisations.count == 7)
        let people = logIns.organisations.flatMap(\.members)
        #expect(Set(people.map(\.name)).count == 29 && people.allSatisfy { $0.name.contains(" ") })
        #expect(people.first { $0.role == .coordinator }?.logIn == "coordinator1@demo.example")

        let organisation = try await house.organisation("meldpunt vuurtoren")
        #expect(organisation.standing == "open" && organisation.id == logIns.organisations[0].id)
        #expect(try await house.member("aya zeewind", of: organisation).role == .intake)
        await #expect(throws: House.Trouble.self) { try await house.organisation("Nergens") }
        await #expect(throws: House.Trouble.self) { try await house.member("Samir Branding", of: organisation) }
        await ground.database.close()
    }
}
