public import Journal
import Organisations
public import Signpost
public import Storage
public import Terms
import Vault

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
        if reception.isFallback {
            for var former in try Self.receptions(ground.vouching, in: tx)
            where former.isFallback && former.organisation != reception.organisation {
                former.isFallback = false
                try write(former, in: tx)
                try ground.journal.record(
                    .receptionSet, by: actor, of: reception.organisation, as: acting, on: former.organisation.text,
                    in: tx)
            }
        }
        try write(reception, in: tx)
        try ground.journal.record(
            .receptionSet, by: actor, of: reception.organisation, as: acting, on: reception.organisation.text, in: tx)
    }

    private func write(_ reception: Reception, in tx: any Transaction) throws {
        let row = ReceptionRow(reception)
        try tx.execute(
            """
            INSERT INTO reception (organisation, subjects, ages, forms, reach, regions, place, fallback, about_nl,
                                   about_en, point, word)
            VALUES (\(reception.organisation), \(row.subjects), \(row.ages), \(row.forms), \(reception.reach),
                    \(row.regions), \(reception.place), \(reception.isFallback), \(reception.about[.nl] ?? ""),
                    \(reception.about[.en] ?? ""), \(reception.point?.text), \(ground.vouching.word(for: row.binding)))
            ON CONFLICT (organisation) DO UPDATE SET subjects = excluded.subjects, ages = excluded.ages,
            forms = excluded.forms, reach = excluded.reach, regions = excluded.regions, place = excluded.place,
            fallback = excluded.fallback, about_nl = excluded.about_nl, about_en = excluded.about_en,
            point = excluded.point, word = excluded.word
            """)
    }

    /// What an organisation takes; absent until it was set for the first time. Throws `VaultError.notOpened` when somebody
    /// else wrote it.
    public func reception(of id: OrganisationID, in tx: any Transaction) throws -> Reception? {
        try tx.row("SELECT \(fragment: Self.columns) FROM reception WHERE organisation = \(id)").map {
            try Self.reception($0, ground.vouching)
        }
    }

    /// Gives the server's word to rows from before it vouched for them. Whoever calls it makes sure that it happens once.
    func adopt(in tx: any Transaction) throws {
        for row in try tx.rows("SELECT \(fragment: Self.columns) FROM reception WHERE word IS NULL") {
            try write(try Self.reception(row), in: tx)
        }
    }

    /// The organisations whose reception somebody else wrote or took away.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        let changed = try tx.rows("SELECT \(fragment: columns) FROM reception ORDER BY organisation").filter { row in
            (try? reception(row, vouching)) == nil
        }
        let gone = try tx.rows(
            """
            SELECT DISTINCT e.object AS organisation FROM journal_entry e WHERE e.act = \(Act.receptionSet.code)
            AND NOT EXISTS (SELECT 1 FROM reception r WHERE r.organisation = e.object) ORDER BY e.object
            """)
        return try (changed + gone).map { try $0.get("organisation") }
    }

    /// The reporting point that an organisation is; nil when it is none.
    public func point(of id: OrganisationID) async throws -> PointID? {
        try await ground.database.read { tx in try reception(of: id, in: tx)?.point }
    }

    /// Who takes whatever nobody else takes; absent until there is one.
    public func fallback(in tx: any Transaction) throws -> OrganisationID? {
        try Self.receptions(ground.vouching, in: tx).first { $0.isFallback }?.organisation
    }

    /// All organisations with what they take.
    public func receivers() async throws -> [Receiver] {
        try await ground.database.read { [ground] tx in
            let receptions = try Self.receptions(ground.vouching, in: tx)
            let organisations = try ground.membership.organisations(in: tx)
            return receptions.compactMap { reception in
                organisations.first { $0.id == reception.organisation }.map {
                    Receiver(organisation: $0, reception: reception)
                }
            }
        }
    }

    /// Who would receive such a report now; absent when nobody can.
    public func receiver(for report: Routing) async throws -> Receiver? {
        try await ground.database.read { tx in try receiver(for: report, in: tx) }
    }

    /// Looks at one organisation after another until one can receive: to be asked costs reading its members' keys.
    func receiver(for report: Routing, in tx: any Transaction) throws -> Receiver? {
        for reception in report.order(try Self.receptions(ground.vouching, in: tx)) {
            if let receiver = try able(reception, in: tx) { return receiver }
        }
        return nil
    }

    /// The points to which such a report can be sent here, with who receives it then: an organisation on this installation
    /// is that point for this place, takes such reports and can receive them now. Of these an advice says "report here".
    public func points(for report: Routing) async throws -> [PointID: Receiver] {
        try await ground.database.read { tx in
            var points: [PointID: Receiver] = [:]
            for point in Set(
                try Self.receptions(ground.vouching, in: tx).filter { $0.takes(report) }.compactMap(\.point))
            {
                guard let receiver = try receiver(for: report.asked(at: point), in: tx),
                    receiver.reception.point == point
                else { continue }
                points[point] = receiver
            }
            return points
        }
    }

    private func able(_ reception: Reception, in tx: any Transaction) throws -> Receiver? {
        guard let organisation = try ground.membership.organisation(reception.organisation, in: tx),
            organisation.canReceive
        else { return nil }
        return Receiver(organisation: organisation, reception: reception)
    }

    /// All of them. Throws `VaultError.notOpened` when somebody else wrote one: reports do not go where they like.
    private static func receptions(_ vouching: Vouching, in tx: any Transaction) throws -> [Reception] {
        try tx.rows("SELECT \(fragment: columns) FROM reception").map { try reception($0, vouching) }
    }

    private static let columns: SQL =
        "organisation, subjects, ages, forms, reach, regions, place, fallback, about_nl, about_en, point, word"

    private static func reception(_ row: Row, _ vouching: Vouching) throws -> Reception {
        let reception = try reception(row)
        guard let word = try row.get("word", as: [UInt8]?.self),
            vouching.gave(word, for: ReceptionRow(reception).binding)
        else { throw VaultError.notOpened }
        return reception
    }

    private static func reception(_ row: Row) throws -> Reception {
        Reception(
            organisation: try row.get("organisation"), subjects: try codes(row, "subjects"),
            ages: try codes(row, "ages"), forms: try codes(row, "forms"), reach: try row.get("reach"),
            regions: Set(try row.get("regions", as: String.self).split(separator: ";").map(String.init)),
            place: try row.get("place"), isFallback: try row.get("fallback"),
            about: [.nl: try row.get("about_nl"), .en: try row.get("about_en")],
            point: try row.get("point", as: String?.self).map { text in
                guard let point = PointID(text) else { throw StorageError.malformed("point") }
                return point
            })
    }

    private static func codes<C: Coded>(_ row: Row, _ column: String) throws -> Set<C> {
        Set(
            try row.get(column, as: String.self).split(separator: ",").map { code in
                guard let value = C(rawValue: String(code)) else { throw StorageError.malformed(column) }
                return value
            })
    }
}

/// A reception as its row tells it: lists are kept in one column, sorted.
private struct ReceptionRow {
    let reception: Reception
    let subjects: String
    let ages: String
    let forms: String
    let regions: String

    init(_ reception: Reception) {
        self.reception = reception
        subjects = ReportStorage.list(reception.subjects)
        ages = ReportStorage.list(reception.ages)
        forms = ReportStorage.list(reception.forms)
        regions = reception.regions.sorted().joined(separator: ";")
    }

    var binding: Binding {
        Binding(
            "reception", reception.organisation.text, subjects, ages, forms, reception.reach.rawValue, regions,
            String(reception.place), reception.isFallback ? "fallback" : "", reception.about[.nl] ?? "",
            reception.about[.en] ?? "", reception.point?.text ?? "")
    }
}
