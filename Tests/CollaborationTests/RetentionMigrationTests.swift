import Collaboration
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("A database of before each part had a day of its own")
struct RetentionMigrationTests {
    private static let before = Ground.migrations
        + Collaboration.migrations.prefix { !$0.name.contains("each part of a closed dossier is kept") }

    @Test("gives each part of a closed dossier the day of its keeper's law; open and destroyed ones have none", arguments: Engine.allCases)
    func days(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: Self.before) { database in
            let world = try World(database)
            let (police, clinic, city) = (
                try await world.open("Police"), try await world.open("Clinic"), try await world.open("City")
            )
            let kinds: [(Crew, OrganisationKind)] = [(police, .traffickingDetectives), (clinic, .medical)]
            for (crew, kind) in kinds {
                try await database.write { tx in
                    try world.ground.profiles.set(Profile(kind: kind), of: crew.id, in: tx)
                }
            }
            let closedAt = world.clock.now
            let (closed, destroyed) = (DossierID(world.ground.chance), DossierID(world.ground.chance))
            try await database.write { tx in
                for (id, gone) in [(closed, nil), (destroyed, closedAt + .days(1))] as [(DossierID, Instant?)] {
                    try tx.execute(
                        """
                        INSERT INTO dossier (id, state, urgency, age, forms, opened_at, closed_at, result, keep_until,
                                             destroyed_at, coordinator, roster)
                        VALUES (\(id), 'closed', 'normal', 'minor', '', 1, \(closedAt), 'safe',
                                \(gone == nil ? closedAt + .days(7306) : nil), \(gone), \(city.id), \([UInt8]()))
                        """)
                    for (part, keeper) in [("general", city), ("police", police), ("medical", clinic)] {
                        try tx.execute(
                            """
                            INSERT INTO dossier_part (dossier, compartment, keeper) VALUES (\(id), \(part), \(keeper.id))
                            """)
                    }
                }
            }
            try await database.migrate(Ground.migrations + Collaboration.migrations)
            let days = try await database.read { tx in
                try tx.rows("SELECT dossier, compartment, keep_until FROM dossier_part WHERE keep_until IS NOT NULL").map {
                    row in
                    "\(try row.get("dossier", as: DossierID.self) == closed) "
                        + "\(try row.get("compartment", as: String.self)) "
                        + "\(try row.get("keep_until", as: Instant.self).since(closedAt).milliseconds / 86_400_000)"
                }
            }
            #expect(days.sorted() == ["true general 1827", "true medical 7306", "true police 1827"])
            for (kind, days) in [(OrganisationKind.traffickingDetectives, 1827), (.municipality, 5479), (.medical, 7306)] {
                #expect(Retention.term(kind) == .days(days), "the same as a dossier that is closed today")
            }
        }
    }

    @Test("keeps a proposal that waited, and its word", arguments: Engine.allCases)
    func proposals(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            // The word of a proposal about a dossier or a record is what it was before parts could be proposed.
            let police = try await test.team("Police")
            let id = try await test.begin("Wrong", by: police)
            let fact = try #require(
                try await test.dossiers.open(id, by: police.session).contents.all(Fact.self).first)
            try await test.retention.propose(id, record: fact.id, because: .requested, by: police.session)
            let ground = test.world.ground
            let isVouched = try await ground.database.read { tx in
                let row = try #require(try tx.row("SELECT id, proposed_by, word FROM destruction"))
                return ground.vouching.gave(
                    try row.get("word"),
                    for: Binding(
                        "destruction", try row.get("id", as: String.self), id.text, fact.id.text, police.id.text,
                        "requested", try row.get("proposed_by", as: String.self)))
            }
            #expect(isVouched)
        }
    }
}
