import Storage

/// The room on the disk that files never take (Dutch: reserve), so that reports without files go on when visitors have
/// filled the rest.
public struct Reserve: Sendable, Hashable {
    public static let standardMegabytes = 1_000
    public static let bounds = 0...1_000_000

    /// Bytes that stay free.
    private let bytes: Int
    /// How large the database may become before files are refused, in bytes; nil when only the disk bounds it.
    private let largest: Int?

    /// - Parameters:
    ///   - megabytes: What stays free on the disk of SQLite's database, or beneath `largest`.
    ///   - largest: How many megabytes the database may hold; the only bound where its disk is another machine's.
    public init(megabytes: Int = standardMegabytes, largest: Int? = nil) {
        bytes = megabytes * 1_000_000
        self.largest = largest.map { $0 * 1_000_000 }
    }

    /// Nothing is kept free.
    public static let none = Reserve(megabytes: 0)

    func leavesRoom(for more: Int, in database: Database) async throws -> Bool {
        if bytes > 0, let free = try await database.freeBytes(), free < bytes + more { return false }
        guard let largest else { return true }
        return try await database.size() + more + bytes <= largest
    }
}
