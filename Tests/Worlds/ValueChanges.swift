import Reporting
package import Storage

/// Somebody who can write to the database changes one value after another of what is compared.
package struct ValueChanges: Sendable {
    private struct Undone: Error { let isNoticed: Bool }

    private let world: World
    private let isNoticed: @Sendable (any Transaction) throws -> Bool

    /// - Parameter isNoticed: whether `baken verify` names something in the database as it stands.
    package init(_ world: World, isNoticed: @escaping @Sendable (any Transaction) throws -> Bool) {
        self.world = world
        self.isNoticed = isNoticed
    }

    /// The changes to a table's first rows that neither the database refused nor anybody would notice, and its columns.
    ///
    /// - Parameters:
    ///   - keyColumns: so many of its first columns are its key.
    ///   - leftOut: the columns that are not compared, as `table.column`.
    package func unnoticed(
        in table: StaticString, key keyColumns: Int, leavingOut leftOut: Set<String>
    ) async throws -> (changes: [String], columns: Set<String>) {
        var (changes, columns): ([String], Set<String>) = ([], [])
        for row in try await KeptRow.all(SQL(stringLiteral: table), key: keyColumns, world).prefix(4) {
            for (column, value) in row.cells {
                let name = "\(table).\(column)"
                columns.insert(name)
                guard !leftOut.contains(name) else { continue }
                for other in Self.others(than: value) where other != value {
                    if try await !isNoticed(row.change(column, to: other)) {
                        changes.append("\(name): \(value) became \(other)")
                    }
                }
            }
        }
        return (changes, columns)
    }

    /// Whether a change that somebody makes is noticed, or refused; it is undone again.
    package func isNoticed(_ change: SQL) async throws -> Bool {
        do {
            try await world.ground.database.write { tx in
                guard try tx.execute(change) > 0 else { throw Undone(isNoticed: true) }
                throw Undone(isNoticed: try isNoticed(tx))
            }
            return false
        } catch let undone as Undone {
            return undone.isNoticed
        } catch is StorageError {
            // The database refused it, or it can be read no more.
            return true
        }
    }

    private static func others(than value: SQLValue) -> [SQLValue] {
        switch value {
        case .integer(let number): [.integer(number + 1), .integer(0), .null]
        case .text(let text): [.text(text + "0"), .text(""), .null]
        case .blob(let bytes): [.blob(bytes.dropLast() + [(bytes.last ?? 0) ^ 1]), .blob([]), .null]
        case .null: [.integer(1), .text("0"), .blob([0])]
        }
    }
}
