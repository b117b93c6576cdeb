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
        "duty", "debt", "notice", "notice_choice", "log_in_failure", "failed_log_in", "profile", "attachment",
        "attachment_chunk", "search_token", "search_indexed", "report_link", "open_form", "staged_bytes",
    ]

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

    @Test("is named by verify or refused, whatever column of whatever row it is", arguments: Support.Engine.allCases)
    func everyColumn(engine: Support.Engine) async throws {
        try await withWorld(on: engine) { world in
            try await work(world)
            #expect(try await unvouched(world).isEmpty)
            let changes = ValueChanges(world) { tx in
                try !world.ground.unvouched(in: tx).isEmpty || !world.ground.recordReplay.verify(in: tx).isEmpty
            }
            var seen: Set<String> = []
            for (table, key) in Self.compared {
                let (unnoticed, columns) = try await changes.unnoticed(
                    in: table, key: key, leavingOut: Set(Self.leftOut.keys))
                #expect(!columns.isEmpty, "\(table) is empty")
                #expect(unnoticed == [])
                seen.formUnion(columns)
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
