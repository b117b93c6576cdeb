import Journal
import Storage
import Terms

/// The rows that say until when each part of a closed dossier is kept, and which part was destroyed.
enum RetentionStorage {
    /// The terms are those that the laws gave when this was written; a dossier that is closed again takes today's.
    static let migration = Migration(
        "collaboration 10 each part of a closed dossier is kept by the law of its keeper, and destroyed by itself",
        "ALTER TABLE dossier_part ADD COLUMN destroyed_at BIGINT",
        "ALTER TABLE dossier_part ADD COLUMN keep_until BIGINT CHECK (keep_until IS NULL OR destroyed_at IS NULL)",
        """
        UPDATE dossier_part SET keep_until = (SELECT d.closed_at FROM dossier d WHERE d.id = dossier_part.dossier)
            + 86400000 * CAST(CASE
                WHEN (SELECT p.kind FROM profile p WHERE p.organisation = dossier_part.keeper) IN (
                    'medical', 'forensicDoctor', 'sexualAssaultCentre', 'youthCare', 'guardian', 'safeAtHome',
                    'childProtection') THEN 7306
                WHEN (SELECT p.kind FROM profile p WHERE p.organisation = dossier_part.keeper) IN (
                    'municipality', 'neighbourhoodTeam', 'careCoordinator', 'shelter', 'safetyHouse') THEN 5479
                ELSE 1827 END AS BIGINT)
        WHERE dossier IN (SELECT id FROM dossier WHERE state = 'closed' AND destroyed_at IS NULL)
        """,
        "CREATE INDEX dossier_part_to_destroy ON dossier_part (keeper, keep_until) WHERE keep_until IS NOT NULL",
        "DROP INDEX dossier_to_destroy",
        "ALTER TABLE dossier DROP COLUMN keep_until",
        "ALTER TABLE dossier_task ADD COLUMN destroyed_at BIGINT CHECK (destroyed_at IS NULL OR state <> 'open')",
        "ALTER TABLE destruction ADD COLUMN compartment TEXT",
        "DROP INDEX destruction_is_proposed_once",
        """
        CREATE UNIQUE INDEX destruction_is_proposed_once ON destruction (dossier, coalesce(record, compartment, ''))
        WHERE ended_at IS NULL
        """)

    static func keep(_ part: Compartment, of id: DossierID, until day: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier_part SET keep_until = \(day) WHERE dossier = \(id) AND compartment = \(part)")
    }

    /// A dossier that is opened again is kept as long as it is open.
    static func forgetDays(of id: DossierID, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier_part SET keep_until = NULL WHERE dossier = \(id)")
    }

    /// Until when each part is kept; nothing of a dossier that is open.
    static func days(of id: DossierID, in tx: any Transaction) throws -> [Compartment: Instant] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows(
                "SELECT compartment, keep_until FROM dossier_part WHERE dossier = \(id) AND keep_until IS NOT NULL"
            ).map { (try $0.get("compartment"), try $0.get("keep_until")) })
    }

    /// The parts that an organisation keeps whose day has come, longest ago first, at most 200. Where it coordinates the
    /// dossier and nothing else of it is kept any longer, the dossier as a whole stands in their place.
    static func due(
        for keeper: OrganisationID, at now: Instant, in tx: any Transaction
    ) throws -> [DueDestruction] {
        var wholes: Set<DossierID> = []
        return try tx.rows(
            """
            SELECT \(fragment: DossierStorage.columns), p.compartment, p.keep_until, (
                SELECT count(*) FROM dossier_part o WHERE o.dossier = d.id AND o.destroyed_at IS NULL
                AND (o.keeper <> \(keeper) OR o.keep_until IS NULL OR o.keep_until > \(now))) AS others
            FROM dossier_part p JOIN dossier d ON d.id = p.dossier
            WHERE p.keeper = \(keeper) AND p.keep_until <= \(now) AND d.destroyed_at IS NULL
            ORDER BY p.keep_until, d.id, p.compartment LIMIT 200
            """
        ).compactMap { row in
            let envelope = try DossierStorage.envelope(row)
            let isWhole = try envelope.coordinator == keeper && row.get("others", as: Int.self) == 0
            if isWhole, !wholes.insert(envelope.id).inserted { return nil }
            return DueDestruction(
                dossier: envelope, part: isWhole ? nil : try row.get("compartment"), keptUntil: try row.get("keep_until"))
        }
    }

    /// From now on nobody keeps or reads these parts.
    static func destroy(
        _ parts: some Collection<Compartment>, of id: DossierID, at now: Instant, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE dossier_part SET keep_until = NULL, destroyed_at = \(now)
            WHERE dossier = \(id) AND compartment IN \(list: parts) AND destroyed_at IS NULL
            """)
    }

    /// Every organisation that keeps or kept a part of a dossier.
    static func keepers(of id: DossierID, in tx: any Transaction) throws -> Set<OrganisationID> {
        Set(try tx.rows("SELECT keeper FROM dossier_part WHERE dossier = \(id)").map { try $0.get("keeper") })
    }

    /// Dossiers, parts and tasks that are said to be destroyed although nobody did so: hidden from those who work with
    /// them.
    static func hidden(in tx: any Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT d.id FROM dossier d WHERE d.destroyed_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = d.id AND e.act = \(Act.dossierDestroyed.code))
            UNION
            SELECT p.dossier FROM dossier_part p WHERE p.destroyed_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = p.dossier AND (e.act = \(Act.dossierDestroyed.code)
                OR (e.act = \(Act.partDestroyed.code)
                    AND substr(e.basis, 1, length(p.compartment) + 1) = p.compartment || '.')))
            UNION
            SELECT t.id FROM dossier_task t WHERE t.destroyed_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = t.id AND e.act = \(Act.taskDestroyed.code))
            ORDER BY 1 LIMIT 1000
            """
        ).map { try $0.get("id") }
    }
}
