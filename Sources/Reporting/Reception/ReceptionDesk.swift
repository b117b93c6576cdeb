public import Journal
import Organisations
public import Signpost
public import Storage
public import Terms

extension Act {
    public static let receptionSet = Act("reception.set")
}

/// What each organisation takes: set by the administrator, read by whoever routes a report.
public struct ReceptionDesk: Sendable {
    let ground: Ground

    public init(_ ground: Ground) { self.ground = ground }

    public func set(
        _ reception: Reception, by actor: Actor = .console, acting: Role? = nil, in tx: any Transaction
    ) throws {
        if reception.isFallback { try tx.execute("UPDATE reception SET fallback = 0 WHERE fallback = 1") }
        let regions = reception.regions.sorted().joined(separator: ";")
        try tx.execute(
            """
            INSERT INTO reception (organisation, subjects, ages, forms, reach, regions, place, fallback, about_nl,
                                   about_en, point)
            VALUES (\(reception.organisation), \(ReportStorage.list(reception.subjects)),
                    \(ReportStorage.list(reception.ages)), \(ReportStorage.list(reception.forms)),
                    \(reception.reach), \(regions), \(reception.place), \(reception.isFallback),
                    \(reception.about[.nl] ?? ""), \(reception.about[.en] ?? ""),
                    \(reception.point?.text))
            ON CONFLICT (organisation) DO UPDATE SET subjects = excluded.subjects, ages = excluded.ages,
            forms = excluded.forms, reach = excluded.reach, regions = excluded.regions, place = excluded.place,
            fallback = excluded.fallback, about_nl = excluded.about_nl, about_en = excluded.about_en,
            point = excluded.point
            """)
        try ground.journal.record(
            .receptionSet, by: actor, of: reception.organisation, as: acting, on: reception.organisation.text, in: tx)
    }

    /// What an organisation takes; absent until it was set for the first time.
    public func reception(of id: OrganisationID, in tx: any Transaction) throws -> Reception? {
        try tx.row("SELECT \(fragment: Self.columns) FROM reception WHERE organisation = \(id)").map(Self.reception)
    }

    /// All organisations with what they take.
    public func receivers() async throws -> [Receiver] {
        try await ground.database.read { tx in try receivers(in: tx) }
    }

    /// Who would receive such a report now; absent when nobody can.
    ///
    /// - Parameter point: the point to which the reporter wants to send it.
    public func receiver(
        subject: Subject, age: AgeGroup, forms: Set<ExploitationForm>, place: Municipality?, at point: PointID? = nil
    ) async throws -> Receiver? {
        Routing.receiver(
            among: try await receivers(), subject: subject, age: age, forms: forms, place: place, at: point)
    }

    func receivers(in tx: any Transaction) throws -> [Receiver] {
        let receptions = try tx.rows("SELECT \(fragment: Self.columns) FROM reception").map(Self.reception)
        let organisations = try ground.membership.organisations(in: tx)
        return receptions.compactMap { reception in
            organisations.first { $0.id == reception.organisation }.map {
                Receiver(organisation: $0, reception: reception)
            }
        }
    }

    private static let columns: SQL =
        "organisation, subjects, ages, forms, reach, regions, place, fallback, about_nl, about_en, point"

    private static func reception(_ row: Row) throws -> Reception {
        Reception(
            organisation: try row.get("organisation"), subjects: try codes(row, "subjects"),
            ages: try codes(row, "ages"), forms: try codes(row, "forms"), reach: try row.get("reach"),
            regions: Set(try row.get("regions", as: String.self).split(separator: ";").map(String.init)),
            place: try row.get("place"), isFallback: try row.get("fallback"),
            about: [.nl: try row.get("about_nl"), .en: try row.get("about_en")],
            point: try row.get("point", as: String?.self).flatMap(PointID.init))
    }

    private static func codes<C: Coded>(_ row: Row, _ column: String) throws -> Set<C> {
        Set(
            try row.get(column, as: String.self).split(separator: ",").map { code in
                guard let value = C(rawValue: String(code)) else { throw StorageError.malformed(column) }
                return value
            })
    }
}
