import Foundation
import GRDB
import Hummingbird
import Logging

/// What is compared with: Hummingbird with a handler and nothing else.
enum Baseline {
    struct NotDurable: Error {}

    /// Answers a GET with these bytes.
    static func page(_ bytes: ByteBuffer) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/page") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: ResponseBody(byteBuffer: bytes))
        }
        return router
    }

    /// Stores the body of a POST, one commit at a time, each on the disk before it is answered.
    static func store(_ path: String) throws -> Router<BasicRequestContext> {
        let pool = try DatabasePool(path: path)
        try pool.writeWithoutTransaction { line in
            try line.execute(sql: "CREATE TABLE kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            // Set here, since the pool puts its writer at NORMAL after opening.
            try line.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(line, sql: "PRAGMA synchronous") == 2 else { throw NotDurable() }
        }
        let router = Router()
        router.post("/store") { request, _ in
            let body = try await request.body.collect(upTo: 1_000_000)
            let data = Data(body.readableBytesView)
            try await pool.write { line in
                try line.execute(sql: "INSERT INTO kept (body) VALUES (?)", arguments: [data])
            }
            return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "kept")))
        }
        return router
    }
}

/// Runs a server on a free port while the body works with it.
func serving<T: Sendable>(
    _ application: (_ onRunning: @escaping @Sendable (Int) async -> Void) -> some ApplicationProtocol,
    _ body: (Int) async throws -> T
) async throws -> T {
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    let running = application { port in
        told.yield(port)
        told.finish()
    }
    let server = Task { try await running.run() }
    defer { server.cancel() }
    for await port in ports { return try await body(port) }
    throw Connection.Broken()
}

func bare(_ router: Router<BasicRequestContext>, _ onRunning: @escaping @Sendable (Int) async -> Void)
    -> some ApplicationProtocol
{
    Application(
        router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) }, logger: quiet)
}

let quiet: Logger = {
    var logger = Logger(label: "bench")
    logger.logLevel = .critical
    return logger
}()
