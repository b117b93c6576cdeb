import Logging
import Metrics

/// Counts visits and their time by the route's name and the class of answer. Neither the address of the visitor nor
/// that of the page is at hand here, so neither can be kept.
struct VisitRecord: Sendable {
    private struct Meters: Sendable {
        let timer: Timer
        let counters: [Counter]
    }

    /// The name under which visits to addresses that do not exist are counted.
    static let nowhere = "nowhere"

    private let meters: [String: Meters]
    private let logger: Logger

    /// - Parameter routes: The names of all routes. The metrics system must stand already.
    init(routes: [String], logger: Logger) {
        self.logger = logger
        var meters: [String: Meters] = [:]
        for route in routes + [Self.nowhere] {
            meters[route] = Meters(
                timer: Timer(label: "baken_visit_duration", dimensions: [("route", route)]),
                counters: (1...5).map {
                    Counter(label: "baken_visits", dimensions: [("route", route), ("status", "\($0)xx")])
                })
        }
        self.meters = meters
    }

    func note(route: String, status: Int, took: Duration) {
        let nanoseconds = took.components.seconds * 1_000_000_000 + took.components.attoseconds / 1_000_000_000
        if let meters = meters[route] {
            meters.timer.recordNanoseconds(nanoseconds)
            meters.counters[min(max(status / 100, 1), 5) - 1].increment()
        }
        logger.debug(
            "visit",
            metadata: [
                "route": "\(route)", "status": "\(status)", "milliseconds": "\(nanoseconds / 1_000_000)",
            ])
    }

    /// A fault: its kind and the number the visitor was shown. What an error says of itself can hold what a person
    /// wrote, so it is left out.
    func fault(_ error: any Error, incident: String, route: String) {
        logger.error(
            "fault",
            metadata: [
                "incident": "\(incident)", "route": "\(route)", "error": "\(String(reflecting: type(of: error)))",
            ])
    }
}
