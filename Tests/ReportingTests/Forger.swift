import Organisations
import Records
import Reporting
import Support
import Terms
import Testing
import Vault
import Worlds

@testable import Storage

/// Somebody who writes to the database of an installation with the same software, and a secret of their own.
struct Forger {
    let world: World
    let clock = TestClock()
    let ground: Ground

    init(_ world: World) throws {
        self.world = world
        clock.advance(by: .days(1_000))
        ground = Ground(
            database: world.ground.database,
            secret: try ServerSecret([UInt8](repeating: 9, count: ServerSecret.byteCount)), desk: PasswordDesk(),
            cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source, chance: .seeded(99))
    }

    func write(_ sql: SQL) async throws { try await ground.database.write { tx in try tx.execute(sql) } }

    /// An organisation as one to seal to: public keys are no secret.
    func recipient(_ organisation: OrganisationID) async throws -> Recipient {
        try await ground.database.read { tx in
            try #require(try world.ground.membership.organisation(organisation, in: tx)).recipient
        }
    }

    /// The reporter as one to seal to.
    func reporter(of report: ReportID) async throws -> Recipient {
        let stored = try await ground.database.read { tx in
            try #require(
                try tx.value("SELECT reporter_key FROM report WHERE id = \(report)", as: [UInt8].self))
        }
        return Recipient(party: .reporter, epoch: 0, key: try PublicKey(Array(stored.suffix(PublicKey.byteCount))))
    }

    /// A compartment with a key that the forger knows, sealed to the right parties, and newer than all others.
    func plant(_ kind: String, of object: String, for recipients: [Recipient]) async throws -> String {
        let prepared = try ground.compartments.prepare(CompartmentKind(kind), of: object, for: recipients)
        try await ground.database.write { tx in try ground.compartments.open(prepared, in: tx) }
        return prepared.compartment.id.text
    }
}

func unvouched(_ world: World) async throws -> Set<String> {
    Set(try await world.ground.database.read { tx in try world.ground.unvouched(in: tx) })
}
