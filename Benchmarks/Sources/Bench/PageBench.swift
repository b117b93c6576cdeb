import Hummingbird

/// The home page beside a bare handler that answers with the same bytes.
enum PageBench {
    static let connections = 32
    static let count = 20_000

    static func run(_ table: inout Table) async throws {
        let installation = try await Installation()
        let rates = try await installation.serving { port in
            let home = request("GET", "/en")
            let page = try Connection(port: port).exchange(home)
            return try await serving({ onRunning in bare(Baseline.page(ByteBuffer(bytes: page.body)), onRunning) }) {
                barePort in
                var ours: [Double] = []
                var theirs: [Double] = []
                for _ in 0..<Bench.rounds {
                    ours.append(try await rate(port, home))
                    theirs.append(try await rate(barePort, request("GET", "/page")))
                }
                return (ours.median, theirs.median, page.body.count)
            }
        }
        table.add("home page, requests a second", written(rates.0))
        table.add("bare handler, the same \(rates.2) bytes", written(rates.1))
        table.add("home page : bare handler", written(rates.0 / rates.1), aim: "at least 0.7")
    }

    private static func rate(_ port: Int, _ request: [UInt8]) async throws -> Double {
        let seconds = try await load(port: port, connections: connections, count: count) { connection, _ in
            guard try connection.exchange(request).status == 200 else { throw Connection.Broken() }
        }
        return Double(count) / seconds
    }
}
