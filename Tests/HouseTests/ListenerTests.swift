import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import House

/// What serves in these tests: it gets its port or does not, and then waits to be told to stop.
private struct Server: Service {
    struct Taken: Error {}
    struct Broken: Error {}

    enum Fate { case taken, served, broken }

    let fate: Fate
    let onRunning: @Sendable (Int) async -> Void

    func run() async throws {
        guard fate != .taken else { throw Taken() }
        await onRunning(9)
        guard fate != .broken else { throw Broken() }
        try await gracefulShutdown()
    }
}

/// Tells when something happened.
private final class Signal: Sendable {
    private let stream = AsyncStream.makeStream(of: Void.self)
    func send() { stream.continuation.yield() }
    func wait() async { for await _ in stream.stream { return } }
}

@Suite("Getting a port")
struct ListenerTests {
    private func listener(_ fate: Server.Fate, isNeeded: Bool, said: Signal = Signal()) -> Listener {
        Listener(
            host: "127.0.0.1", port: 9, option: "--port", isNeeded: isNeeded,
            logger: Logger(label: "baken") { JSONLines(label: $0, level: .info) { _ in said.send() } },
            server: { Server(fate: fate, onRunning: $0) }, onRunning: { _ in said.send() })
    }

    @Test("that is taken and needed ends with a sentence that names it and what to do")
    func needed() async throws {
        do {
            try await listener(.taken, isNeeded: true).run()
            Issue.record("it went on without its port")
        } catch let trouble as House.Trouble {
            #expect(trouble.description.contains("Port 9 on 127.0.0.1") && trouble.description.contains("--port"))
        }
    }

    @Test("that is taken and not needed is told in the log, and the rest goes on; what runs stops when it is told")
    func optional() async throws {
        for fate in [Server.Fate.taken, .served] {
            let said = Signal()
            let group = ServiceGroup(
                services: [listener(fate, isNeeded: false, said: said)], logger: Logger(label: "test"))
            async let ended: Void = group.run()
            await said.wait()
            await group.triggerGracefulShutdown()
            try await ended
        }
    }

    @Test("does not hide what goes wrong later")
    func later() async throws {
        await #expect(throws: Server.Broken.self) { try await listener(.broken, isNeeded: true).run() }
    }
}
