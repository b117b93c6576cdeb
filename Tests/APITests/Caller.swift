import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Reporting
import Signpost
import Storage
import Support
import Synchronization
import Terms
import Vault

@testable import API
@testable import Web

/// A program that calls the API, asked in process, with nothing served beside it.
struct Caller: Sendable {
    /// Nobody logs in to the API.
    enum Nobody: Sendable {}

    let ground: Ground
    let clock = TestClock()
    let responder: WebResponder<Nobody>

    init(_ database: Database, isSecure: Bool = false) throws {
        ground = Ground(
            database: database, secret: try ServerSecret([UInt8](repeating: 9, count: ServerSecret.byteCount)),
            desk: PasswordDesk(), cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source,
            chance: .seeded(3))
        responder = WebResponder(
            [], beside: [API(ground, directory: .embedded).neighbour()],
            WebResponder<Nobody>.Setting(
                isSecure: isSecure, logInPath: { _, _ in "/" }, errorPage: { _, _, _ in Array("a page".utf8) },
                time: clock.source, chance: .seeded(4), logger: Logger(label: "test")),
            doorkeeper: { _, _ in nil })
    }

    var routes: [Route<Nobody>] { responder.table.all }
    var guide: Guide { Directory.embedded.at(clock.now) }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Reaction {
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        let context = VisitContext(
            source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let response = try await responder.respond(to: request, context: context)
        let taken = Taken()
        try await response.body.write(taken)
        return Reaction(
            status: response.status.code, fields: response.headers, bytes: taken.bytes.withLock { $0 })
    }

    func get(_ path: String, _ fields: HTTPFields = [:]) async throws -> Reaction {
        try await ask(.get, "/api/v1" + path, fields)
    }

    /// Asks for an advice.
    func advise(_ situation: String, language: String = "nl") async throws -> Reaction {
        try await ask(
            .post, "/api/v1/adviezen", [.contentType: "application/json", .acceptLanguage: language],
            body: Array(situation.utf8))
    }
}

/// What the API answered.
struct Reaction: Sendable {
    let status: Int
    let fields: HTTPFields
    let bytes: [UInt8]

    var json: JSON { JSON.read(bytes) ?? .null }
    var isProblem: Bool {
        fields[.contentType] == "application/problem+json" && json["status"] == .number(Double(status))
            && json["title"].text?.isEmpty == false && json["detail"].text?.isEmpty == false
    }
    /// The names and codes of all that is wrong, in order.
    var mistakes: [String] { json["invalidParams"].list.map { "\($0["name"].text ?? "") \($0["code"].text ?? "")" } }
}

extension JSON {
    subscript(name: String) -> JSON {
        if case .object(let members) = self { return members.first { $0.name == name }?.value ?? .null }
        return .null
    }
    var names: [String] { if case .object(let members) = self { members.map(\.name) } else { [] } }
    var list: [JSON] { if case .array(let values) = self { values } else { [] } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var texts: [String] { list.compactMap(\.text) }
}

/// Lends a caller of an API on a fresh database.
func withCaller(isSecure: Bool = false, _ body: (Caller) async throws -> Void) async throws {
    try await withDatabase(on: .sqlite, migrations: Ground.migrations) { database in
        try await body(try Caller(database, isSecure: isSecure))
    }
}

private final class Taken: ResponseBodyWriter {
    let bytes = Mutex<[UInt8]>([])
    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) } }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
