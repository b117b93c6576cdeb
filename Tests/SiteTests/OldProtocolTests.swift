import Dispatch
import Foundation
import Hummingbird
import Logging
import Testing

@testable import Site
@testable import Web

@Suite("A client of HTTP/1.0")
struct OldProtocolTests {
    /// What a server sends until it closes; nil when it holds the connection open for longer than five seconds.
    private func answer(of port: Int, to request: String) async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.exchange(port, Array(request.utf8))) }
        }
    }

    private static func exchange(_ port: Int, _ request: [UInt8]) -> String? {
        let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(line) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(line, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, send(line, request, request.count, 0) == request.count else { return nil }
        var received: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(line, &piece, piece.count, 0)
            if count == 0 { return String(decoding: received, as: UTF8.self) }
            guard count > 0 else { return nil }
            received += piece[..<count]
        }
    }

    @Test("is answered, told nothing that it does not know, and the connection is closed")
    func closed() async throws {
        try await withScene { scene in
            let (ports, told) = AsyncStream.makeStream(of: Int.self)
            let server = Task {
                try await scene.site.application(host: "127.0.0.1", port: 0, logger: Logger(label: "test")) {
                    told.yield($0)
                }.run()
            }
            var found: Int?
            for await port in ports {
                found = port
                break
            }
            let port = try #require(found)
            let page = await answer(of: port, to: "GET /healthz HTTP/1.0\r\n\r\n")
            #expect(page?.contains(" 200 ") == true && page?.hasSuffix("alive\n") == true)
            let form = await answer(
                of: port,
                to: "POST /nl/conversation HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\ncode=x")
            #expect(form?.contains(" 422 ") == true && form?.contains("100 Continue") == false, "\(form ?? "it broke")")
            server.cancel()
            _ = await server.result
        }
    }
}
