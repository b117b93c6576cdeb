import Hummingbird

/// A page that is the same for everybody, beside a bare handler that answers with the same bytes.
struct PageBench {
    static let connections = 32
    static let count = 20_000

    let name: String
    let path: String

    init(_ name: String, _ path: String) {
        self.name = name
        self.path = path
    }

    func run(_ table: inout Table) async throws {
        let installation = try await Installation()
        let rates = try await installation.serving { port in
            let ask = request("GET", path)
            let page = try Connection(port: port).exchange(ask)
            return try await serving({ onRunning in bare(Baseline.page(ByteBuffer(bytes: page.body)), onRunning) }) {
                barePort in
                var ours: [Double] = []
                var theirs: [Double] = []
                for _ in 0..<Bench.rounds {
                    ours.append(try await rate(port, ask))
                    theirs.append(try await rate(barePort, request("GET", "/page")))
                }
                return (ours.median, theirs.median, page.body.count)
            }
        }
        table.add(name + ", requests a second", written(rates.0))
        table.add("bare handler, the same \(rates.2) bytes", written(rates.1))
        table.add(name + " : bare handler", written(rates.0 / rates.1), aim: "at least 0.7")
    }

    private func rate(_ port: Int, _ request: [UInt8]) async throws -> Double {
        let seconds = try await load(port: port, connections: Self.connections, count: Self.count) { connection, _ in
            guard try connection.exchange(request).status == 200 else { throw Connection.Broken() }
        }
        return Double(Self.count) / seconds
    }
}
