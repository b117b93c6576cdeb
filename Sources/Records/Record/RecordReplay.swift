public import Journal
public import Storage
public import Terms

/// Something that is wrong with the stored records. It names ids, never contents.
public enum RecordFault: Hashable, Sendable {
    /// A record whose ciphertext has no journal entry: planted, or changed.
    case unjournaled(RecordID)
    /// A journal entry tells of a record of this object that is gone.
    case removed(EntryID, object: String)
    /// A record that was emptied although nobody did what empties records.
    case emptied(RecordID)
    /// A compartment that is open for writing although somebody lost its key.
    case reopened(CompartmentID)
}

/// Compares the records with the journal, both ways. That the journal itself is whole is ``Journal/verify(in:against:)``'s.
public struct RecordReplay: Sendable {
    private static let batch = 1_000
    private let destroying: [Act]
    private let clearing: [(act: Act, kind: CompartmentKind)]
    private let emptying: [Act]
    private let emptyingPart: [Act]
    private let closing: [Act]
    private let closed: [CompartmentKind]
    private let naming: [Act]

    /// - Parameters:
    ///   - destroying: the acts that destroy all contents of their object for good.
    ///   - clearing: the acts that destroy one kind of compartment of their object. Without one of these or of
    ///     `emptying` no record is empty.
    ///   - emptying: the acts that empty the one record whose digest their entry bears.
    ///   - emptyingPart: the acts that destroy, of what was there before, the one kind of compartment that their entry's
    ///     basis names before its first dot.
    ///   - closing: the acts that take a key back; compartments of the kinds `closed` that their object had before are
    ///     written to no more.
    ///   - naming: acts that take a key back of the one kind of compartment that their entry names as its basis.
    public init(
        destroying: [Act] = [], clearing: [(act: Act, kind: CompartmentKind)] = [], emptying: [Act] = [],
        emptyingPart: [Act] = [], closing: [Act], _ closed: [CompartmentKind], naming: [Act] = []
    ) {
        self.destroying = destroying
        self.clearing = clearing
        self.emptying = emptying
        self.emptyingPart = emptyingPart
        self.closing = closing
        self.closed = closed
        self.naming = naming
    }

    /// This and what another wing adds to it.
    public func adding(
        destroying: [Act], emptying: [Act], emptyingPart: [Act], naming: [Act]
    ) -> RecordReplay {
        RecordReplay(
            destroying: self.destroying + destroying, clearing: clearing, emptying: self.emptying + emptying,
            emptyingPart: self.emptyingPart + emptyingPart, closing: closing, closed, naming: self.naming + naming)
    }

    /// What is wrong; empty when every record is journaled, every journaled record is there, none was emptied, and no
    /// compartment was opened again.
    public func verify(in tx: any Transaction) throws -> [RecordFault] {
        try unjournaled(in: tx) + removed(in: tx) + emptied(in: tx) + reopened(in: tx)
    }

    private func unjournaled(in tx: any Transaction) throws -> [RecordFault] {
        var found: [RecordFault] = []
        var after = ""
        while true {
            let rows = try tx.rows(
                """
                SELECT id, object, sealed, digest FROM record WHERE id > \(after) ORDER BY id LIMIT \(Self.batch)
                """)
            guard let last = rows.last else { return found }
            for row in rows {
                let id: RecordID = try row.get("id")
                let object: String = try row.get("object")
                let digest: [UInt8] = try row.get("digest")
                let sealed: [UInt8]? = try row.get("sealed")
                let isItself = sealed.map { SealedRecords.digest(id, $0) == digest } ?? true
                let entry = try tx.value(
                    "SELECT 1 FROM journal_entry WHERE object = \(object) AND digest = \(digest)", as: Int64.self)
                if entry == nil || !isItself { found.append(.unjournaled(id)) }
            }
            after = try last.get("id", as: String.self)
        }
    }

    private func removed(in tx: any Transaction) throws -> [RecordFault] {
        try tx.rows(
            """
            SELECT e.id, e.object FROM journal_entry e WHERE e.digest IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM record r WHERE r.object = e.object AND r.digest = e.digest)
            ORDER BY e.at_ms, e.id LIMIT \(Self.batch)
            """
        ).map { .removed(try $0.get("id"), object: try $0.get("object")) }
    }

    private func emptied(in tx: any Transaction) throws -> [RecordFault] {
        var reasons: SQL = "e.act IN \(list: destroying.map(\.code))"
        for (act, kind) in clearing {
            reasons = """
                \(fragment: reasons) OR (e.act = \(act.code) AND EXISTS (
                    SELECT 1 FROM compartment c WHERE c.id = r.compartment AND c.kind = \(kind.code)))
                """
        }
        return try tx.rows(
            """
            SELECT r.id FROM record r JOIN compartment k ON k.id = r.compartment
            WHERE r.sealed IS NULL AND NOT EXISTS (
                SELECT 1 FROM journal_entry e WHERE e.object = r.object AND (\(fragment: reasons)
                OR (e.digest = r.digest AND e.act IN \(list: emptying.map(\.code)))
                OR (e.act IN \(list: emptyingPart.map(\.code)) AND e.at_ms >= r.at_ms
                    AND substr(e.basis, 1, length(k.kind) + 1) = k.kind || '.')))
            ORDER BY r.id LIMIT \(Self.batch)
            """
        ).map { .emptied(try $0.get("id")) }
    }

    private func reopened(in tx: any Transaction) throws -> [RecordFault] {
        try tx.rows(
            """
            SELECT c.id FROM compartment c WHERE c.closed_at IS NULL
            AND EXISTS (SELECT 1 FROM journal_entry e WHERE e.object = c.object AND e.at_ms > c.opened_at
                AND ((c.kind IN \(list: closed.map(\.code)) AND e.act IN \(list: closing.map(\.code)))
                    OR (e.basis = c.kind AND e.act IN \(list: naming.map(\.code)))))
            ORDER BY c.id LIMIT \(Self.batch)
            """
        ).map { .reopened(try $0.get("id")) }
    }
}
