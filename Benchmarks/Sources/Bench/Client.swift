import Foundation
import Synchronization

/// One kept-alive connection over loopback. Blocking reads and writes on a thread of its own: the cheapest client there
/// is, since it shares the cores with what it measures.
final class Connection {
    struct Broken: Error {}

    struct Answer {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let socket: Int32
    private var held: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 65_536)

    init(port: Int) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard connected == 0 else {
            close(socket)
            throw Broken()
        }
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    func exchange(_ request: [UInt8]) throws -> Answer {
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Broken() }
            sent += count
        }
        while true {
            if let head = held.withUnsafeBytes(Self.head) {
                let whole = head.end + head.length
                while held.count < whole { try receive() }
                defer { held.removeFirst(whole) }
                return Answer(
                    status: head.status, head: String(decoding: held[..<head.end], as: UTF8.self),
                    body: Array(held[head.end..<whole]))
            }
            try receive()
        }
    }

    private func receive() throws {
        let count = chunk.withUnsafeMutableBytes { read(socket, $0.baseAddress, $0.count) }
        guard count > 0 else { throw Broken() }
        held += chunk[..<count]
    }

    /// Where the head ends, the status, and how long the body is; nil while the head is not whole. Read byte by byte in
    /// place: reading it in comfort cost more than the server's whole answer.
    private static func head(_ bytes: UnsafeRawBufferPointer) -> (end: Int, status: Int, length: Int)? {
        guard let start = bytes.baseAddress, bytes.count > 12 else { return nil }
        var length = 0
        var line = start
        while let next = memchr(line, 10, start + bytes.count - line) {
            let name = line.assumingMemoryBound(to: CChar.self)
            if name.pointee == 13 {
                return (UnsafeRawPointer(next) - start + 1, bytes[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }, length)
            }
            if strncasecmp(name, "content-length:", 15) == 0 { length = atol(name + 15) }
            line = UnsafeRawPointer(next) + 1
        }
        return nil
    }
}

/// The bytes of a request, as a browser on this site would send them.
func request(_ method: String, _ path: String, cookie: String? = nil, form: String? = nil) -> [UInt8] {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    if let cookie { text += "Cookie: \(cookie)\r\n" }
    if let form {
        text += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n" + form
    } else {
        text += "\r\n"
    }
    return Array(text.utf8)
}

/// Does all the work on so many connections, each on a thread of its own; tells how many seconds it took.
func load(
    port: Int, connections: Int, count: Int, _ work: @escaping @Sendable (Connection, _ index: Int) throws -> Void
) async throws -> Double {
    let shared = Shared(running: connections)
    let begun = ContinuousClock.now
    await withCheckedContinuation { continuation in
        for _ in 0..<connections {
            Thread.detachNewThread {
                do {
                    let connection = try Connection(port: port)
                    while let index = shared.take(below: count) { try work(connection, index) }
                } catch { shared.fail(error) }
                if shared.leave() { continuation.resume() }
            }
        }
    }
    if let failure = shared.failure { throw failure }
    return begun.duration(to: .now) / .seconds(1)
}

/// What the threads of one load share.
private final class Shared: Sendable {
    private let state: Mutex<(next: Int, running: Int, failure: (any Error)?)>

    init(running: Int) { state = Mutex((0, running, nil)) }

    var failure: (any Error)? { state.withLock { $0.failure } }

    /// The number of the next piece of work; nil when there is none left, or one went wrong.
    func take(below count: Int) -> Int? {
        state.withLock { state in
            guard state.next < count, state.failure == nil else { return nil }
            state.next += 1
            return state.next - 1
        }
    }

    func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }

    /// Whether this was the last one.
    func leave() -> Bool {
        state.withLock { state in
            state.running -= 1
            return state.running == 0
        }
    }
}
