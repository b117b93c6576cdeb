import Configuration
import Foundation
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import House

@Suite("Rows from before the server vouched for them")
struct AdoptionTests {
    @Test(
        "are given its word at one start only: who takes the entry of it away stops the program, and is named",
        arguments: Support.Engine.allCases)
    func once(engine: Support.Engine) async throws {
        let folder = try TemporaryFolder()
        var options: [Setting: String] = [.data: folder.path]
        if engine == .postgres { options[.database] = try await PostgresServer.shared.freshDatabase() }
        let settings = try Settings(commandLine: options.mapValues { .string($0) }, environment: [:])
        let house = try await House.open(settings, cost: Password.Cost(passes: 1, memoryBytes: 8_192))
        #expect(try Witness(folder: folder.path).read() != nil, "what was done is witnessed at once")
        let organisation = try await house.ground.database.write { [ground = house.ground] tx in
            try ground.membership.found("Shelter", in: tx).0.organisation
        }
        await house.ground.database.close()
        let again = try await House.existing(settings)
        #expect(try await again.faults() == [])
        try await again.ground.database.write { tx in
            try tx.execute("DELETE FROM journal_entry WHERE act = 'installation.adopted'")
            try tx.execute("UPDATE organisation SET word = NULL, opened_at = 1")
        }
        await again.ground.database.close()
        await #expect(throws: House.Trouble.self) { _ = try await House.existing(settings) }
        let looking = try await House.existing(settings, evenStrange: true)
        let faults = try await looking.faults()
        #expect(faults.contains { $0.hasPrefix("journal: removed") })
        #expect(faults.contains("not written by this installation: \(organisation.text)"))
        await looking.ground.database.close()
    }
}
