import Duties
import Foundation
import Journal
import Reporting
import Storage

/// What an operator looks at: the measurements of this process, and how the installation stands.
struct Figures: Sendable {
    let measurements: Measurements
    let ground: Ground
    private let begun = ContinuousClock.now

    init(_ measurements: Measurements, of ground: Ground) {
        self.measurements = measurements
        self.ground = ground
    }

    func text() async -> String {
        var text = measurements.text()
        func add(_ name: String, _ kind: String, _ value: some CustomStringConvertible) {
            text += Self.announced(name, kind) + "\(name) \(value)\n"
        }
        let up = begun.duration(to: .now)
        add("baken_uptime_seconds", "gauge", up.components.seconds)
        if let bytes = Self.residentBytes() { add("baken_resident_memory_bytes", "gauge", bytes) }
        do {
            let (reports, late, waiting) = try await ground.database.read { [ground] tx in
                (try ReportStorage.count(in: tx), try ground.duties.lateCount(in: tx), try ground.journal.waitingCount(in: tx))
            }
            add("baken_database_up", "gauge", 1)
            add("baken_reports_received_total", "counter", reports)
            add("baken_late_duties", "gauge", late)
            add("baken_journal_waiting", "gauge", waiting)
        } catch {
            // That the database does not answer is a figure itself.
            add("baken_database_up", "gauge", 0)
        }
        return text
    }

    /// What is told before the values of a figure: what it is, and of which kind.
    static func announced(_ name: String, _ kind: String) -> String {
        "# HELP \(name) \(meanings[name] ?? name)\n# TYPE \(name) \(kind)\n"
    }

    /// What each figure tells, for whoever sees it for the first time.
    static let meanings = [
        "baken_visits_total": "Requests answered, by route and class of status.",
        "baken_visit_duration_seconds": "How long answering took, by route.",
        "baken_database_errors_total": "What went wrong with the database, by kind.",
        "baken_uptime_seconds": "How long this process has been serving.",
        "baken_resident_memory_bytes": "Memory of this process that is in use.",
        "baken_database_up": "Whether the database answers: 1 or 0.",
        "baken_reports_received_total": "Reports that the installation ever received.",
        "baken_late_duties": "What should have been done by now and was not.",
        "baken_journal_waiting": "Entries of the journal that wait for their place in its tree.",
    ]

    /// Memory of this process that is in use, as Linux counts it; nil elsewhere.
    private static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }
}
