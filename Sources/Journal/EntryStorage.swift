import Storage
import Terms

/// The statements on `journal_entry`.
struct EntryStorage {
    let tx: any Transaction

    private static let columns: SQL = "id, at_ms, actor, organisation, role, act, object, basis, digest, mac, position"

    func insert(_ entry: EntryColumns, seal: [UInt8]) throws {
        try tx.execute(
            """
            INSERT INTO journal_entry (id, at_ms, actor, organisation, role, act, object, basis, digest, mac)
            VALUES (\(entry.id), \(entry.at), \(entry.actor), \(entry.organisation), \(entry.role), \(entry.act),
                \(entry.object), \(entry.basis), \(entry.digest), \(seal))
            """)
    }

    func find(_ id: EntryID) throws -> StoredEntry? {
        try tx.row("SELECT \(fragment: Self.columns) FROM journal_entry WHERE id = \(id)").map { try StoredEntry($0) }
    }

    func hasUnplaced() throws -> Bool {
        try tx.row("SELECT id FROM journal_entry WHERE position IS NULL ORDER BY at_ms, id LIMIT 1") != nil
    }

    func countUnplaced() throws -> Int {
        try tx.value("SELECT count(*) FROM journal_entry WHERE position IS NULL") ?? 0
    }

    /// Entries without a place, oldest first, after the given one.
    func unplaced(after at: Int64, _ id: String, limit: Int) throws -> [ReadEntry] {
        try tx.rows(
            """
            SELECT \(fragment: Self.columns) FROM journal_entry
            WHERE position IS NULL AND (at_ms, id) > (\(at), \(id)) ORDER BY at_ms, id LIMIT \(limit)
            """
        ).map { ReadEntry($0) }
    }

    /// Entries in the order of their places, after the given one.
    func placed(after position: Int64, _ id: String, limit: Int) throws -> [ReadEntry] {
        try tx.rows(
            """
            SELECT \(fragment: Self.columns) FROM journal_entry
            WHERE position IS NOT NULL AND (position, id) > (\(position), \(id)) ORDER BY position, id LIMIT \(limit)
            """
        ).map { ReadEntry($0) }
    }

    /// The highest place given so far; nil when none was.
    func lastPosition() throws -> Int64? {
        try tx.value(
            "SELECT position FROM journal_entry WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1",
            as: Int64.self)
    }

    /// When the entry with the highest place was recorded; nil when none has a place.
    func lastMoment() throws -> Instant? {
        try tx.value(
            "SELECT at_ms FROM journal_entry WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1", as: Instant.self)
    }

    /// Gives an entry its place; returns whether it had none yet.
    func place(_ id: String, at position: Int64) throws -> Bool {
        try tx.execute(
            "UPDATE journal_entry SET position = \(position) WHERE id = \(id) AND position IS NULL") == 1
    }

    /// See ``Journal/entries(on:before:limit:in:)``.
    func entries(on objects: [String], before: Instant, limit: Int) throws -> [Entry] {
        try tx.rows(
            """
            SELECT \(fragment: Self.columns) FROM journal_entry WHERE object IN \(list: objects) AND at_ms < \(before)
            ORDER BY at_ms DESC, id DESC LIMIT \(limit)
            """
        ).map { try StoredEntry($0).columns.entry() }
    }

    /// See ``Journal/done(_:on:in:)``.
    func entries(_ acts: [String], on objects: [String]) throws -> [ReadEntry] {
        try tx.rows(
            """
            SELECT \(fragment: Self.columns) FROM journal_entry
            WHERE object IN \(list: objects) AND act IN \(list: acts) ORDER BY at_ms, id
            """
        ).map { ReadEntry($0) }
    }

    /// See ``Journal/last(_:by:on:in:)``.
    func last(_ act: Act, by actor: Actor, on object: String) throws -> Instant? {
        try tx.row(
            """
            SELECT max(at_ms) AS newest FROM journal_entry
            WHERE object = \(object) AND act = \(act.code) AND actor = \(actor.text)
            """
        )?.get("newest", as: Instant?.self) ?? nil
    }

    /// See ``Journal/looks(_:on:since:before:in:)``.
    func looks(_ acts: [String], on object: String, since: Instant, before: Instant) throws -> [Look] {
        try tx.rows(
            """
            SELECT actor, organisation, basis, max(at_ms) AS last FROM journal_entry
            WHERE object = \(object) AND act IN \(list: acts) AND at_ms >= \(since) AND at_ms < \(before)
            GROUP BY actor, organisation, basis ORDER BY max(at_ms), actor
            """
        ).map { row in
            Look(
                actor: try Actor(text: try row.get("actor")),
                organisation: try row.get("organisation", as: OrganisationID?.self), basis: try row.get("basis"),
                last: try row.get("last"))
        }
    }

    /// See ``Journal/entries(_:before:limit:in:)``.
    func page(_ filter: EntryFilter, before position: Int64, limit: Int) throws -> [PlacedEntry] {
        var conditions: SQL = "position < \(position)"
        if let organisation = filter.organisation {
            conditions = "\(fragment: conditions) AND organisation = \(organisation)"
        }
        if let actor = filter.actor { conditions = "\(fragment: conditions) AND actor = \(actor.text)" }
        // The one mark of an id that LIKE reads as "any letter" stands where every id of that kind has it.
        if let object = filter.object { conditions = "\(fragment: conditions) AND object LIKE \(object + "%")" }
        if let from = filter.from { conditions = "\(fragment: conditions) AND at_ms >= \(from)" }
        if let until = filter.until { conditions = "\(fragment: conditions) AND at_ms < \(until)" }
        return try tx.rows(
            """
            SELECT \(fragment: Self.columns) FROM journal_entry
            WHERE \(fragment: conditions) ORDER BY position DESC LIMIT \(limit)
            """
        ).map { row in
            PlacedEntry(position: try row.get("position"), entry: try StoredEntry(row).columns.entry())
        }
    }
}
