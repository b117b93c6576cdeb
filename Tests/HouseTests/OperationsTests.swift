import Foundation
import Journal
import Logging
import Metrics
import Organisations
import Reporting
import Storage
import Support
import Synchronization
import Terms
import Testing
import Vault

@testable import House

private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func add(_ line: String) { kept.withLock { $0.append(line) } }

    func logger(_ label: String, _ level: Logger.Level = .info) -> Logger {
        Logger(label: label) { JSONLines(label: $0, level: level) { self.add($0) } }
    }
}

@Suite("The log, and the figures for operators")
struct OperationsTests {
    @Test("each event is one line of JSON with time, level, label, message and metadata, whatever it holds")
    func lines() throws {
        let lines = Lines()
        var logger = lines.logger("baken")
        logger[metadataKey: "always"] = "there"
        logger.error("fault", metadata: ["route": "a\"b\\c\nd\u{1}é", "list": .array(["x", "y"])])
        logger.debug("not wanted")
        try #require(lines.all.count == 1)
        let line = lines.all[0]
        #expect(line.hasSuffix("}\n") && line.dropLast().allSatisfy { !$0.isNewline })
        let read = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(read["level"] as? String == "error" && read["label"] as? String == "baken")
        #expect(read["message"] as? String == "fault")
        let metadata = try #require(read["metadata"] as? [String: String])
        #expect(metadata["route"] == "a\"b\\c\nd\u{1}é" && metadata["always"] == "there")
        let time = try #require(read["time"] as? String)
        let moment = try Date(time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect(abs(moment.timeIntervalSinceNow) < 60)
    }

    @Test("of a library no address, no contents and no chatter gets into the log")
    func libraries() {
        let lines = Lines()
        var logger = lines.logger("baken.web", .trace)
        logger.logLevel = .trace
        logger.debug("HTTP parse error", metadata: ["error": "secret"])
        logger.info("connected", metadata: ["address": "192.0.2.7"])
        #expect(lines.all.isEmpty)
        logger.error("Server channel error", metadata: ["error": "from 192.0.2.7", "hb.request.id": "17"])
        #expect(lines.all.count == 1 && !lines.all[0].contains("192.0.2.7") && lines.all[0].contains("\"17\""))
    }

    @Test("counters, gauges and times are told in Prometheus' text format")
    func measurements() {
        let measurements = Measurements()
        let counter = Counter(label: "baken_visits", dimensions: [("route", "home"), ("status", "2xx")], factory: measurements)
        counter.increment()
        Counter(label: "baken_visits", dimensions: [("route", "home"), ("status", "2xx")], factory: measurements)
            .increment(by: 2)
        Meter(label: "odd name", factory: measurements).set(1.5)
        let timer = Metrics.Timer(label: "baken_visit_duration", dimensions: [("route", "a\"b\\\n")], factory: measurements)
        for milliseconds in [1, 30, 20_000] { timer.recordMilliseconds(milliseconds) }
        let told = measurements.text().split(separator: "\n").map(String.init)
        #expect(told.contains("baken_visits_total{route=\"home\",status=\"2xx\"} 3"))
        #expect(told.filter { $0 == "# TYPE baken_visits_total counter" }.count == 1)
        #expect(told.contains("odd_name 1.5"))
        let kinds = told.filter { $0.hasPrefix("# TYPE ") }
        for (line, kind) in zip(told, told.dropFirst()) where kind.hasPrefix("# TYPE ") {
            #expect(line.hasPrefix("# HELP \(kind.split(separator: " ")[2]) "), "\(kind)")
        }
        #expect(kinds.count == 3 && told.first?.hasPrefix("# HELP ") == true)
        let name = "baken_visit_duration_seconds", route = "route=\"a\\\"b\\\\\\n\""
        #expect(told.contains("\(name)_bucket{\(route),le=\"0.005\"} 1"))
        #expect(told.contains("\(name)_bucket{\(route),le=\"0.05\"} 2"))
        #expect(told.contains("\(name)_bucket{\(route),le=\"10\"} 2"))
        #expect(told.contains("\(name)_bucket{\(route),le=\"+Inf\"} 3"))
        #expect(told.contains("\(name)_count{\(route)} 3") && told.contains("\(name)_sum{\(route)} 20.031"))
    }

    @Test("figures say how the installation stands, and go on when the database is away", arguments: Engine.allCases)
    func figures(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: Ground.migrations) { database in
            let ground = Ground(
                database: database, secret: try ServerSecret([UInt8](repeating: 5, count: ServerSecret.byteCount)),
                desk: PasswordDesk(), time: TestClock().source, chance: .seeded(11))
            try await database.write { tx in _ = try ground.membership.found("Lighthouse", in: tx) }
            let waiting = try await database.read { tx in try ground.journal.waitingCount(in: tx) }
            let figures = Figures(Measurements(), of: ground)
            let told = await figures.text()
            #expect(waiting > 0 && told.contains("\nbaken_journal_waiting \(waiting)\n"))
            #expect(told.contains("\nbaken_database_up 1\n") && told.contains("\nbaken_reports_received_total 0\n"))
            for line in told.split(separator: "\n") where line.hasPrefix("# TYPE ") {
                let name = String(line.split(separator: " ")[2])
                #expect(Figures.meanings[name] != nil && told.contains("# HELP \(name) \(Figures.meanings[name] ?? "")\n\(line)"))
            }
            #expect(told.contains("\nbaken_late_duties 0\n") && told.contains("baken_resident_memory_bytes "))
            await database.close()
            let away = await figures.text()
            #expect(away.contains("\nbaken_database_up 0\n") && !away.contains("baken_late_duties"))
        }
    }
}
