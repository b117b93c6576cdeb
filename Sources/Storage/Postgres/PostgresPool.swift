import Dispatch
import Synchronization

/// A few connections, each with a thread of its own on which libpq may block.
final class PostgresPool: Sendable {
    /// Connections of one process.
    static let size = 8
    /// How much work may wait; beyond it the database counts as unavailable.
    static let mostWaiting = 4_096

    private typealias Job = @Sendable (Worker) -> Void

    /// A connection and its queue; the connection is touched on that queue only.
    private final class Worker: Sendable {
        let queue = DispatchQueue(label: "baken.postgres")
        nonisolated(unsafe) var line: PostgresLine?
    }

    private struct State {
        var idle = (0..<PostgresPool.size).map { _ in Worker() }
        var waiting: [Job] = []
        var isClosed = false
    }

    /// How long a schema that was compared counts as ours.
    static let schemaPause = Duration.seconds(60)

    let schema = SchemaGuard()
    private let url: String
    private let state = Mutex(State())

    init(url: String) { self.url = url }

    /// Runs work on a connection; a broken one is replaced the next time.
    func run<T: Sendable>(_ work: @escaping @Sendable (PostgresLine) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(
                { [self] worker in
                    let outcome = Result { try work(try connected(worker)) }
                    if worker.line?.isSound != true { worker.line = nil }
                    goOn(worker)
                    continuation.resume(with: outcome)
                },
                refuse: { continuation.resume(throwing: StorageError.unavailable) })
        }
    }

    /// Refuses what comes, waits for what runs, and closes every connection.
    func close() async {
        state.withLock { $0.isClosed = true }
        while state.withLock({ !$0.waiting.isEmpty || $0.idle.count < Self.size }) {
            // Nobody is told when the last one is done; closing is rare and may wait a moment.
            do { try await Task.sleep(for: .milliseconds(5)) } catch { break }
        }
        for worker in state.withLock({ $0.idle }) { worker.queue.sync { worker.line = nil } }
    }

    private func connected(_ worker: Worker) throws -> PostgresLine {
        if let line = worker.line {
            try line.check(schema, every: Self.schemaPause, evenSooner: false)
            return line
        }
        let line = try PostgresLine(url: url)
        try line.check(schema, every: Self.schemaPause, evenSooner: true)
        worker.line = line
        return line
    }

    private func enqueue(_ job: @escaping Job, refuse: () -> Void) {
        enum Next { case run(Worker), wait, refuse }
        let next = state.withLock { state -> Next in
            guard !state.isClosed else { return .refuse }
            if let worker = state.idle.popLast() { return .run(worker) }
            guard state.waiting.count < Self.mostWaiting else { return .refuse }
            state.waiting.append(job)
            return .wait
        }
        switch next {
        case .run(let worker): worker.queue.async { job(worker) }
        case .wait: break
        case .refuse: refuse()
        }
    }

    private func goOn(_ worker: Worker) {
        let next = state.withLock { state -> Job? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.idle.append(worker)
            return nil
        }
        if let next { worker.queue.async { next(worker) } }
    }
}
