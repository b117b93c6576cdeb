import Organisations
import Records
import Reporting
import Storage
import Terms
import Testing
import Vault
import Worlds

/// A row of the database that names somebody.
struct Remnant: Sendable {
    let table: String
    /// Every column that holds text.
    let texts: [String: String]

    func names(_ ids: Set<String>) -> Bool { texts.values.contains { text in ids.contains { text.contains($0) } } }
}

extension Remnant: CustomStringConvertible {
    var description: String { table + " " + texts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ") }
}

/// Rows that may name somebody after they left: of which table, when, and why.
struct Allowed: Sendable {
    let table: String
    let why: String
    let when: @Sendable (Remnant) -> Bool

    init(_ table: String, _ why: String, when: @escaping @Sendable (Remnant) -> Bool = { _ in true }) {
        self.table = table
        self.why = why
        self.when = when
    }

    /// That something ended is told to who it ended for, and nothing after it.
    static let ending = Allowed("notice", "that an offer was answered, or that sharing ended") { remnant in
        ["accepted", "refused", "withdrawn", "ended"].contains(remnant.texts["kind"] ?? "")
    }

    /// What an organisation is, and what it did, whatever it left.
    static let organisation = [
        Allowed("organisation", "it is there"),
        Allowed("organisation_epoch", "its keys"),
        Allowed("organisation_key", "who of its own holds them"),
        Allowed("member", "who works there"),
        Allowed("session", "who of its own is at work"),
        Allowed("reception", "what it takes"),
        Allowed("journal_entry", "what was done is never forgotten"),
        Allowed("record", "who wrote something remains its author"),
        Allowed("hand_over", "which way a report went, when nobody is asked any more") { $0.texts["state"] != "offered" },
        Allowed("dossier_task", "what was asked and has ended accounts for itself") { $0.texts["state"] != "open" },
        Allowed("destruction", "what was proposed and has ended accounts for itself") { $0.texts["ended_by"] != nil },
    ]

    /// What somebody was, and what they did, after they were removed.
    static let member = [
        Allowed("member", "so that the journal's entries still name somebody"),
        Allowed("journal_entry", "what was done is never forgotten"),
        Allowed("record", "who wrote something remains its author"),
    ]
}

extension Remnant {
    fileprivate var isOwn: Bool {
        guard table == "compartment", let kind = texts["kind"] else { return false }
        return kind.hasPrefix("team.") || kind.hasPrefix("own.") || kind == "searchIndex"
    }
}

extension World {
    /// Every row there is, with the columns that hold text.
    func rows() async throws -> [Remnant] {
        try await ground.database.copy { snapshot in
            var all: [Remnant] = []
            for table in snapshot.tables {
                try snapshot.rows(of: table) { values in
                    var texts: [String: String] = [:]
                    for (column, value) in zip(table.columns, values) {
                        if case .text(let text) = value { texts[column] = text }
                    }
                    all.append(Remnant(table: table.name, texts: texts))
                }
            }
            return all
        }
    }

    /// The rows that name somebody and are not allowed to. Notes of their own, and the key of an organisation's own search,
    /// stay theirs.
    ///
    /// - Parameter remains: ids of what they still have, with everything that belongs to it.
    func traces(of ids: Set<String>, allowed: [Allowed], remains: Set<String> = []) async throws -> [Remnant] {
        let rows = try await rows()
        let own = Set(rows.filter { $0.isOwn && $0.names(ids) }.compactMap { $0.texts["id"] })
        var theirs = remains.union(own)
        for row in rows where row.texts["object"].map(remains.contains) ?? false {
            if let id = row.texts["id"] { theirs.insert(id) }
        }
        return rows.filter { row in
            row.names(ids) && !row.texts.values.contains(where: theirs.contains)
                && !allowed.contains { $0.table == row.table && $0.when(row) }
        }
    }

    /// Every record of the whole database that these keys open, and every one that stands in a part whose key was kept.
    func opened(with keyring: Keyring, kept: [OpenCompartment] = []) async throws -> Set<RecordID> {
        let objects = Set(try await rows().filter { $0.table == "compartment" }.compactMap { $0.texts["object"] })
        return try await ground.database.read { [ground] tx in
            var all: Set<RecordID> = []
            for object in objects {
                let open = try ground.compartments.unlockAll(of: object, with: keyring, in: tx)
                let known = Set(open.map(\.id))
                let both = open + kept.filter { $0.object == object && !known.contains($0.id) }
                all.formUnion(try ground.records.all(of: object, in: both, tx).map(\.id))
            }
            return all
        }
    }

    /// Every part of the whole database that these keys open.
    func parts(with keyring: Keyring) async throws -> [OpenCompartment] {
        let objects = Set(try await rows().filter { $0.table == "compartment" }.compactMap { $0.texts["object"] })
        return try await ground.database.read { [ground] tx in
            try objects.sorted().flatMap { try ground.compartments.unlockAll(of: $0, with: keyring, in: tx) }
        }
    }

    /// An organisation and everybody who works there.
    func names(of crew: Crew) -> Set<String> { [crew.id.text, crew.intake.id.text, crew.coordinator.id.text] }
}
