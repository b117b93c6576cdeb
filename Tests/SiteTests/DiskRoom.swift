import Reporting

@testable import Storage

extension Scene {
    /// Lets the database grow by so many pages of 4 kB and no more, as on a disk that fills up; nil lets it grow again.
    func leaveRoom(pages: Int?) async throws {
        try await ground.database.write { tx in
            let count = try tx.value("PRAGMA page_count", as: Int.self) ?? 0
            _ = try tx.rows(SQL(trusted: "PRAGMA max_page_count = \(pages.map { count + $0 } ?? 1_000_000)"))
        }
    }
}
