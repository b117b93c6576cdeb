import Organisations
import Records
import Reporting
import Support
import Terms
import Testing
import Vault
import Worlds

@testable import Storage

/// Somebody who can write to the database changes one value; what becomes of it is seen by `baken verify` or refused.
@Suite("A value that somebody changed in the database")
struct EveryColumnTests {
    /// The tables of which every column is compared, but for those that decide nothing.
    private static let compared: [(table: StaticString, key: Int)] = [
        ("organisation", 1), ("organisation_epoch", 2), ("organisation_key", 3), ("member", 1), ("invitation", 1),
        ("session", 1), ("reception", 1), ("report", 1), ("hand_over", 1), ("compartment", 1),
        ("compartment_grant", 3), ("record", 1),
    ]

    /// Columns of these that are not compared, and why nobody gains by them.
    private static let leftOut: [String: String] = [
        "organisation_epoch.begun_at": "shown nowhere and asked for nowhere",
        "report.version": "tells an old page from a new one",
        "report.duty": "the database itself holds it to a duty of the owner",
        "hand_over.id": "a name",
        "hand_over.sender": "who was the owner when it was offered; told on a page",
        "hand_over.offered_at": "told on a page",
        "hand_over.answered_at": "told on a page",
        "record.destroyed_at": "when; that it is empty is compared",
    ]

    /// The tables that are not compared: what they hold, SECURITY.md tells.
    private static let others: Set<String> = [
        "journal_entry", "journal_node", "journal_head", "journal_lock",  // By the journal's own replay.
        "duty", "debt", "notice", "notice_choice", "log_in_failure", "profile", "attachment", "attachment_chunk",
        "search_token", "search_indexed", "report_link", "open_form", "staged_bytes",
    ]

    private struct Undone: Error { let isNoticed: Bool }

    private func others(than value: SQLValue) -> [SQLValue] {
        switch value {
        case .integer(let number): [.integer(number + 1), .integer(0), .null]
        case .text(let text): [.text(text + "0"), .text(""), .null]
        case .blob(let bytes): [.blob(bytes.dropLast() + [(bytes.last ?? 0) ^ 1]), .blob([]), .null]
        case .null: [.integer(1), .text("0"), .blob([0])]
        }
    }

    /// An organisation at work: every table that is compared holds something.
    private func work(_ world: World) async throws {
        let shelter = try await world.open("Shelter")
        let other = try await world.open("Other", isFallback: true)
        _ = try await world.enrol("Waiting", .intake, at: shelter.id)
        try await world.ground.database.write { tx in
            _ = try world.ground.membership.invite("Invited", as: .analyst, to: shelter.id, in: tx)
        }
        let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
        let receipt = Receipt(world.ground.chance)
        let offered = try await world.send("Help", with: receipt, contact: contact).id
        let withdrawn = Receipt(world.ground.chance)
        try await world.send("Help again", with: withdrawn, contact: contact)
        try await world.dialogue.withdrawContact(withdrawn)
        let worker = try await world.session(shelter.intake)
        try await world.intake.note("For the team", forOneself: false, on: offered, by: worker)
        let version = try await world.intake.open(offered, by: worker).version
        try await world.handOvers.offer(offered, to: other.id, "Yours", version: version, by: worker)
    }

    private func isNoticed(_ change: SQL, _ world: World) async throws -> Bool {
        do {
            try await world.ground.database.write { tx in
                guard try tx.execute(change) > 0 else { throw Undone(isNoticed: true) }
                let isNamed = try !world.ground.unvouched(in: tx).isEmpty
                throw Undone(isNoticed: try isNamed || !world.ground.recordReplay.verify(in: tx).isEmpty)
            }
            return false
        } catch let undone as Undone {
            return undone.isNoticed
        } catch is StorageError {
            // The database refused it, or it can be read no more.
            return true
        }
    }

    @Test("is named by verify or refused, whatever column of whatever row it is", arguments: Support.Engine.allCases)
    func everyColumn(engine: Support.Engine) async throws {
        try await withWorld(on: engine) { world in
            try await work(world)
            #expect(try await unvouched(world).isEmpty)
            var seen: Set<String> = []
            for (table, key) in Self.compared {
                let rows = try await KeptRow.all(SQL(stringLiteral: table), key: key, where: "1 = 1", world)
                #expect(!rows.isEmpty, "\(table) is empty")
                for row in rows.prefix(4) {
                    for (column, value) in row.cells {
                        let name = "\(table).\(column)"
                        seen.insert(name)
                        guard Self.leftOut[name] == nil else { continue }
                        for other in others(than: value) where other != value {
                            let isNoticed = try await isNoticed(row.change(column, to: other), world)
                            #expect(isNoticed, "\(name): \(value) became \(other)")
                        }
                    }
                }
            }
            #expect(Set(Self.leftOut.keys).isSubset(of: seen), "columns that are gone")
        }
    }

    @Test("stands in a table that is compared, or in one of which it is said that it is not")
    func everyTable() async throws {
        try await withWorld(on: .sqlite) { world in
            let tables = try await world.ground.database.copy { snapshot in Set(snapshot.tables.map(\.name)) }
            #expect(tables == Self.others.union(Self.compared.map { "\($0.table)" }))
        }
    }
}
