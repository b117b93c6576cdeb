import Storage
import Support
import Terms
import Testing

@testable import Journal

@Suite("Somebody who changes the journal's tables")
struct JournalTamperingTests {
    private typealias Table = Installation.Table

    /// Other values that a column might be given in the place of this one.
    private func others(_ value: SQLValue, in column: String) -> [SQLValue] {
        switch value {
        case .integer(let number): [number + 1, number - 1, number + 100, -number - 1].map { .integer($0) } + [.null]
        case .text(let text): [.text(String(text.dropLast()) + (text.hasSuffix("0") ? "1" : "0")), .text(""), .null]
        case .blob(let bytes):
            [
                .blob([bytes[0] ^ 0x80] + bytes.dropFirst()), .blob(bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]),
                .blob(bytes.dropLast()), .blob(bytes + [0]), .blob([]), .null,
            ]
        case .null:
            switch column {
            case "position": [.integer(11), .integer(12), .integer(-1)]
            case "digest": [.blob([UInt8](repeating: 0, count: 32)), .blob([])]
            default: [.text("org_" + String(repeating: "0", count: 26)), .text("")]
            }
        }
    }

    @Test("is found, whatever column of whatever row they change", arguments: Engine.allCases)
    func columns(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            #expect(try await installation.outcome { _ in }.faults == [])
            var looked = 0
            for table in Table.allCases {
                for row in try await installation.rows(table) {
                    for (column, value) in row {
                        for other in others(value, in: column) {
                            let outcome = try await installation.outcome(of: table.update(column, to: other, in: row))
                            #expect(outcome.isNoticed, "\(table) \(column): \(value) became \(other)")
                            if case .found = outcome { looked += 1 }
                        }
                    }
                }
            }
            #expect(looked > 500, "nearly all were for the replay to find: \(looked)")
        }
    }

    @Test("is told once and by name when they change what an entry says", arguments: Engine.allCases)
    func named(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            for row in try await installation.rows(.entry) {
                let isPlaced = row["position"] != .null
                for (column, value) in row where column != "position" && column != "id" {
                    guard let other = others(value, in: column).first else { continue }
                    let change = Table.entry.update(column, to: other, in: row)
                    let faults = try await installation.outcome(of: change).faults
                    let subject = Fault.Subject(
                        entry: try EntryID(String(stored: row["id"] ?? .null)),
                        position: isPlaced ? try Int64(stored: row["position"] ?? .null) : nil)
                    #expect(faults == [isPlaced ? .changed(subject) : .planted(subject)], "\(column)")
                }
            }
        }
    }

    @Test("is found when they take away a row", arguments: Engine.allCases)
    func removed(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            for row in try await installation.rows(.entry) {
                let faults = try await installation.outcome(of: Table.entry.delete(row)).faults
                switch row["position"] {
                case .integer(let place)?: #expect(faults == [.removed(place...place)])
                // What is deleted before it has its place leaves no gap: the window is a second long.
                default: #expect(faults == [])
                }
            }
            for row in try await installation.rows(.node) {
                let faults = try await installation.outcome(of: Table.node.delete(row)).faults
                #expect(faults.map(\.code) == ["node"], "\(row)")
            }
            let heads = try await installation.rows(.head)
            for row in heads {
                let faults = try await installation.outcome(of: Table.head.delete(row)).faults
                // An older head says nothing that the newest does not say too.
                #expect((faults == []) == (row["size"] != heads.last?["size"]), "\(faults)")
            }
            let all = try await installation.outcome(
                of: "DELETE FROM journal_entry", "DELETE FROM journal_node", "DELETE FROM journal_head")
            #expect(all.faults == [], "an empty journal is whole in itself")
            let head = try await installation.heads().last
            let witnessed = try await installation.outcome(against: head) { tx in
                for table in Table.allCases { try tx.execute(table.deleteAll) }
            }
            #expect(witnessed.faults == [.rolledBack(witness: 11)])
        }
    }

    @Test("is found when they let two rows change places", arguments: Engine.allCases)
    func swapped(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            for one in 0..<Int64(11) {
                for other in (one + 1)..<11 where other - one < 3 || other == 10 {
                    let faults = try await installation.outcome(
                        of: "UPDATE journal_entry SET position = -1 WHERE position = \(one)",
                        "UPDATE journal_entry SET position = \(one) WHERE position = \(other)",
                        "UPDATE journal_entry SET position = \(other) WHERE position = -1"
                    ).faults
                    #expect(faults.map(\.code) == ["reordered", "reordered"], "\(one) \(other)")
                }
            }
            let swapped: [(Table, [String])] = [
                (.node, ["hash"]), (.head, ["root"]), (.head, ["root", "signature", "at_ms"]),
            ]
            for (table, columns) in swapped {
                let rows = try await installation.rows(table)
                for (one, other) in zip(rows, rows.dropFirst()) {
                    let changes = columns.flatMap { column in
                        [
                            table.update(column, to: other[column] ?? .null, in: one),
                            table.update(column, to: one[column] ?? .null, in: other),
                        ]
                    }
                    let outcome = try await installation.outcome { tx in
                        for change in changes { try tx.execute(change) }
                    }
                    #expect(outcome.isNoticed, "\(table) \(columns)")
                }
            }
        }
    }

    @Test("is found when they put in an entry, a hash or a head", arguments: Engine.allCases)
    func planted(engine: Engine) async throws {
        try await withInstallation(on: engine) { installation in
            for place in [nil, 11, 12, 500, -1] as [Int64?] {
                for copied in ["mac", "digest", "coalesce(digest, mac)"] as [SQL] {
                    // A copy under a new id, with the seal of the true one or with other bytes for a seal.
                    let outcome = try await installation.outcome(
                        of: """
                            INSERT INTO journal_entry
                                (id, at_ms, actor, organisation, role, act, object, basis, digest, mac, position)
                            SELECT \(EntryID(.seeded(77))), at_ms, actor, organisation, role, act, object, basis, digest,
                                \(fragment: copied), \(place) FROM journal_entry WHERE position = 0
                            """)
                    #expect(outcome.faults.map(\.code) == ["planted"], "\(String(describing: place)) \(copied)")
                }
            }
            for (level, place) in [(0, 11), (0, -1), (1, 5), (2, 2), (3, 1), (63, 0), (-1, 0)] as [(Int, Int64)] {
                let faults = try await installation.outcome(
                    of:
                        "INSERT INTO journal_node (level, place, hash) SELECT \(level), \(place), hash FROM journal_node LIMIT 1"
                ).faults
                #expect(faults == [.node(level: level, place: place)])
            }
            for size in [-1, 0, 5, 10, 12, 5_000] as [Int64] {
                let outcome = try await installation.outcome(
                    of: """
                        INSERT INTO journal_head (size, root, at_ms, signature)
                        SELECT \(size), root, at_ms, signature FROM journal_head WHERE size = 11
                        """)
                #expect(outcome.isNoticed, "\(size)")
            }
        }
    }
}
