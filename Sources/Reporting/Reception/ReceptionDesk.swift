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
            for var former in try Self.receptions(ground, in: tx)
            where former.isFallback && former.organisation != reception.organisation {
                former.isFallback = false
                try writeNext(former, in: tx)
                try ground.journal.record(
                    .receptionSet, by: actor, of: reception.organisation, as: acting, on: former.organisation.text,
                    in: tx)
            }
        }
        try writeNext(reception, in: tx)
        try ground.journal.record(
            .receptionSet, by: actor, of: reception.organisation, as: acting, on: reception.organisation.text, in: tx)
    }

    /// Writes a row that the journal is about to tell of.
    private func writeNext(_ reception: Reception, in tx: any Transaction) throws {
        try write(reception, turn: try turn(of: reception.organisation, in: tx) + 1, in: tx)
    }

    private func turn(of id: OrganisationID, in tx: any Transaction) throws -> Int64 {
        try ground.journal.times(.receptionSet, on: [id.text], in: tx)[id.text] ?? 0
    }

    private func write(_ reception: Reception, turn: Int64, in tx: any Transaction) throws {
        let row = ReceptionRow(reception, turn: turn)
        try tx.execute(
            """
            INSERT INTO reception (organisation, subjects, ages, forms, reach, regions, place, fallback, about_nl,
                                   about_en, point, turn, word)
            VALUES (\(reception.organisation), \(row.subjects), \(row.ages), \(row.forms), \(reception.reach),
                    \(row.regions), \(reception.place), \(reception.isFallback), \(reception.about[.nl] ?? ""),
                    \(reception.about[.en] ?? ""), \(reception.point?.text), \(turn),
                    \(ground.vouching.word(for: row.binding)))
            ON CONFLICT (organisation) DO UPDATE SET subjects = excluded.subjects, ages = excluded.ages,
            forms = excluded.forms, reach = excluded.reach, regions = excluded.regions, place = excluded.place,
            fallback = excluded.fallback, about_nl = excluded.about_nl, about_en = excluded.about_en,
            point = excluded.point, turn = excluded.turn, word = excluded.word
            """)
    }

    /// What an organisation takes; absent until it was set for the first time. Throws `VaultError.notOpened` when somebody
    /// else wrote it, or put back what the journal tells was set anew.
    public func reception(of id: OrganisationID, in tx: any Transaction) throws -> Reception? {
        try Self.vouched(tx.rows("\(fragment: Self.select) WHERE organisation = \(id)"), ground, in: tx).first
    }

    /// Gives the server's word to rows from before it vouched for them. Whoever calls it makes sure that it happens once.
    func adopt(in tx: any Transaction) throws {
        for row in try tx.rows("\(fragment: Self.select) WHERE word IS NULL") {
            let reception = try Self.reception(row)
            try write(reception, turn: try turn(of: reception.organisation, in: tx), in: tx)
        }
    }

    /// The same for rows that the server vouched for before their word said how often they were set.
    func adoptTurns(in tx: any Transaction) throws {
        for row in try tx.rows(Self.select) {
            let reception = try Self.reception(row)
            guard let word = try row.get("word", as: [UInt8]?.self),
                ground.vouching.gave(word, for: ReceptionRow(reception, turn: nil).binding)
            else { continue }
            try write(reception, turn: try turn(of: reception.organisation, in: tx), in: tx)
        }
    }

    /// The organisations whose reception somebody else wrote, put back or took away.
    static func unvouched(_ ground: Ground, in tx: any Transaction) throws -> [String] {
        let changed = try tx.rows("\(fragment: select) ORDER BY organisation").filter { row in
            (try? vouched([row], ground, in: tx)) == nil
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
        try Self.receptions(ground, in: tx).first { $0.isFallback }?.organisation
    }

    /// All organisations with what they take.
    public func receivers() async throws -> [Receiver] {
        try await ground.database.read { [ground] tx in
            let receptions = try Self.receptions(ground, in: tx)
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
        for reception in report.order(try Self.receptions(ground, in: tx)) {
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
                try Self.receptions(ground, in: tx).filter { $0.takes(report) }.compactMap(\.point))
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

    /// All of them. Throws as ``reception(of:in:)``: reports do not go where somebody else likes.
    private static func receptions(_ ground: Ground, in tx: any Transaction) throws -> [Reception] {
        try vouched(tx.rows(select), ground, in: tx)
    }

    private static let select: SQL = """
        SELECT organisation, subjects, ages, forms, reach, regions, place, fallback, about_nl, about_en, point, turn, word
        FROM reception
        """

    private static func vouched(_ rows: [Row], _ ground: Ground, in tx: any Transaction) throws -> [Reception] {
        let turns = try ground.journal.times(
            .receptionSet, on: rows.map { try $0.get("organisation") }, in: tx)
        return try rows.map { row in
            let reception = try reception(row)
            let turn: Int64 = try row.get("turn")
            guard let word = try row.get("word", as: [UInt8]?.self), turn == turns[reception.organisation.text],
                ground.vouching.gave(word, for: ReceptionRow(reception, turn: turn).binding)
            else { throw VaultError.notOpened }
            return reception
        }
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
    /// How often the journal tells that it was set; nil as the server vouched for it first.
    let turn: Int64?

    init(_ reception: Reception, turn: Int64?) {
        self.reception = reception
        self.turn = turn
        subjects = ReportStorage.list(reception.subjects)
        ages = ReportStorage.list(reception.ages)
        forms = ReportStorage.list(reception.forms)
        regions = reception.regions.sorted().joined(separator: ";")
    }

    var binding: Binding {
        Binding(
            "reception",
            [
                reception.organisation.text, subjects, ages, forms, reception.reach.rawValue, regions,
                String(reception.place), reception.isFallback ? "fallback" : "", reception.about[.nl] ?? "",
                reception.about[.en] ?? "", reception.point?.text ?? "",
            ] + (turn.map { [String($0)] } ?? []))
    }
}
