import Collaboration
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Organisations
import Reporting
import Storage
import Support
import Synchronization
import Terms
import Testing
import Vault

@testable import API
@testable import Site
@testable import Web

/// A site on a fresh database, asked in process.
struct Scene: Sendable {
    let site: Site
    let ground: Ground
    let responder: WebResponder<Session>
    let clock = TestClock()

    init(_ database: Database, settings: SiteSettings = SiteSettings()) throws {
        ground = Ground(
            database: database, secret: try ServerSecret([UInt8](repeating: 9, count: ServerSecret.byteCount)),
            desk: PasswordDesk(), cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source,
            chance: .seeded(3))
        site = Site(ground, settings: settings)
        let api = API(ground, directory: settings.directory)
        responder = site.responder(logger: Logger(label: "test"), beside: [api.neighbour()])
    }

    /// Every route there is: of the pages and of the API.
    var routes: [SiteRoute] { responder.table.all }

    /// What the site answers to a request, or another responder.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, of other: WebResponder<Session>? = nil, cookie: String? = nil,
        form: String? = nil, site from: String? = "same-origin", host: String = "localhost", origin: String? = nil,
        type: String = "application/x-www-form-urlencoded", body: RequestBody = RequestBody(buffer: ByteBuffer())
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        if let cookie { fields[.cookie] = "baken-session=" + cookie }
        if let form { fields[.cookie] = "baken-form=" + form }
        if let from { fields[.secFetchSite] = from }
        if let origin { fields[.origin] = origin }
        if method == .post { fields[.contentType] = type }
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields)
        let context = VisitContext(
            source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
        let response = try await (other ?? responder).respond(to: Request(head: head, body: body), context: context)
        let taken = Taken()
        do { try await response.body.write(taken) } catch { taken.bytes.withLock { $0.isWhole = false } }
        let (bytes, isWhole) = taken.bytes.withLock { ($0.bytes, $0.isWhole) }
        return Answer(status: response.status.code, fields: response.headers, bytes: bytes, isWhole: isWhole)
    }

    /// Sends a form without files.
    func post(
        _ path: String, _ fields: [(String, String)], cookie: String? = nil, form: String? = nil
    ) async throws -> Answer {
        let text = fields.map { Self.encoded($0.0) + "=" + Self.encoded($0.1) }.joined(separator: "&")
        return try await ask(
            .post, path, cookie: cookie, form: form, body: RequestBody(buffer: ByteBuffer(string: text)))
    }

    /// Sends a form with files, in pieces, as it comes over a line.
    ///
    /// - Parameter breaksAfter: so many bytes arrive, then the connection breaks.
    func upload(
        _ path: String, _ fields: [(String, String)], _ files: [SentFile], cookie: String? = nil, form: String? = nil,
        breaksAfter: Int? = nil
    ) async throws -> Answer {
        let boundary = "----WebKitFormBoundaryAbc123"
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            body += Array(
                """
                --\(boundary)\r\nContent-Disposition: form-data; name="files"; filename="\(file.name)"\r\n\
                Content-Type: \(file.type)\r\n\r\n
                """.utf8)
            body += file.bytes + [13, 10]
        }
        body += Array("--\(boundary)--\r\n".utf8)
        let arriving = breaksAfter.map { Array(body.prefix($0)) } ?? body
        let pieces = AsyncThrowingStream<ByteBuffer, any Error> { stream in
            for start in stride(from: 0, to: arriving.count, by: 40_000) {
                stream.yield(ByteBuffer(bytes: arriving[start..<min(start + 40_000, arriving.count)]))
            }
            stream.finish(throwing: breaksAfter == nil ? nil : ChannelError.inputClosed)
        }
        return try await ask(
            .post, path, cookie: cookie, form: form, type: "multipart/form-data; boundary=\(boundary)",
            body: RequestBody(asyncSequence: pieces))
    }

    /// How many files, and how many chunks of files, the database holds.
    func stored() async throws -> Stored {
        try await ground.database.read { tx in
            Stored(
                files: try tx.value("SELECT count(*) FROM attachment", as: Int.self) ?? 0,
                kept: try tx.value("SELECT count(*) FROM attachment WHERE object IS NOT NULL", as: Int.self) ?? 0,
                chunks: try tx.value("SELECT count(*) FROM attachment_chunk", as: Int.self) ?? 0)
        }
    }

    struct Stored: Equatable {
        var files = 0
        var kept = 0
        var chunks = 0
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }
}

/// Lends a site on a fresh database of an engine.
func withScene(
    on engine: Engine = .sqlite, settings: SiteSettings = SiteSettings(), _ body: (Scene) async throws -> Void
) async throws {
    try await withDatabase(on: engine, migrations: Ground.migrations + Collaboration.migrations) { database in
        try await body(try Scene(database, settings: settings))
    }
}

/// A file as somebody's device sends it.
struct SentFile: Sendable, CustomStringConvertible {
    let name: String
    var type = "application/octet-stream"
    let bytes: [UInt8]
    var description: String { "\(name), \(bytes.count) bytes" }

    /// A picture of so many bytes, by how it begins.
    static func picture(_ name: String, bytes count: Int = 3_000, seed: UInt64 = 1) -> SentFile {
        SentFile(
            name: name, type: "image/jpeg", bytes: [0xFF, 0xD8, 0xFF, 0xE0] + Randomness.seeded(seed).bytes(count - 4))
    }

    static func pdf(_ name: String, bytes count: Int = 3_000) -> SentFile {
        SentFile(
            name: name, type: "application/pdf", bytes: Array("%PDF-1.7\n".utf8) + Randomness.seeded(2).bytes(count - 9)
        )
    }
}

/// What the site answered.
struct Answer: Sendable, CustomStringConvertible {
    let status: Int
    let fields: HTTPFields
    let bytes: [UInt8]
    /// False when the answer broke off.
    let isWhole: Bool

    var location: String? { fields[.location] }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var description: String { "\(status) \(location ?? "") \(bytes.count) bytes" }

    /// Whether this is the whole file. Compared here, because a failing comparison of two long arrays in a test is
    /// answered with how they differ, and that takes for ever.
    func holds(_ file: SentFile) -> Bool { isWhole && bytes == file.bytes }

    /// The hidden field of this name.
    func hidden(_ name: String) -> String? { first("name=\"\(name)\" value=\"([^\"]*)\"") }

    /// What the pattern's group matches first.
    func first(_ pattern: String) -> String? { all(pattern).first }

    /// What the pattern's group matches, each time.
    func all(_ pattern: String) -> [String] {
        let text = text
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    /// The title, free of the site's name.
    var heading: String { first("<h1[^>]*>(?:<label[^>]*>)?([^<]*)<") ?? "" }
}

/// Takes an answer's body as a visitor would.
private final class Taken: ResponseBodyWriter {
    let bytes = Mutex<(bytes: [UInt8], isWhole: Bool)>(([], true))

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0.bytes.append(contentsOf: buffer.readableBytesView) }
    }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
