import Foundation

/// Baken as a process of its own: how soon it answers, and how much memory it takes.
enum ProcessBench {
    static func run(_ table: inout Table) async throws {
        let folder = try Folder()
        var starts: [Double] = []
        // The first start makes the database; the others are what a restart takes.
        for round in 0...Bench.rounds {
            let (child, seconds) = try start(folder)
            if round > 0 { starts.append(seconds) }
            if round == Bench.rounds {
                // Once everything was asked for, and a moment for it to come to rest.
                let connection = try Connection(port: port)
                for path in ["/en", "/nl", "/en/report/aaaa/1", "/assets/baken.css"] {
                    _ = try connection.exchange(request("GET", path))
                }
                try await Task.sleep(for: .seconds(2))
                table.add("memory at rest, MB", written(memory(child, "VmRSS")), aim: "below 100")
                _ = try await Forms.fill(500, port: port)
                _ = try await load(port: port, connections: 64, count: 20_000) { connection, _ in
                    _ = try connection.exchange(request("GET", "/en"))
                }
                table.add("memory at most under load of pages and forms, MB", written(memory(child, "VmHWM")))
            }
            child.terminate()
            child.waitUntilExit()
        }
        table.add("start until the first page, s", written(starts.median), aim: "below 0.5")
    }

    private static let port = 20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 20_000

    private static func start(_ folder: Folder) throws -> (Process, Double) {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        child.arguments = ["serve", "--data", folder.path, "--port", String(port)]
        child.environment = ["BENCH_CHILD": "1"]
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        let begun = ContinuousClock.now
        try child.run()
        while begun.duration(to: .now) < .seconds(60) {
            if let connection = try? Connection(port: port),
                let answer = try? connection.exchange(request("GET", "/en")),
                answer.status == 200
            {
                return (child, begun.duration(to: .now) / .seconds(1))
            }
            usleep(2_000)
        }
        child.terminate()
        throw Connection.Broken()
    }

    /// In MB, as the kernel tells it.
    private static func memory(_ child: Process, _ field: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(child.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(field) } ?? ""
        return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? .nan) / 1_000
    }
}
