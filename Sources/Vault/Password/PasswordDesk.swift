import Dispatch
import Synchronization

/// Why a password was not looked at.
public enum PasswordRefusal: Error, Hashable, Sendable {
    /// As many log-ins are waiting as may; the person can try again shortly.
    case busy
}

/// Where passwords are turned into keys: few at once and on threads of its own, so that a flood of log-ins neither
/// fills the memory nor keeps anybody else waiting.
public final class PasswordDesk: Sendable {
    private struct Waiting {
        let ticket: Int
        let continuation: CheckedContinuation<Int, any Error>
    }

    private struct State {
        /// The places where nobody works.
        var free: [Int]
        var line: [Waiting] = []
        var tickets = 0
    }

    /// Serial queues, one a place: each has a thread of its own. A concurrent queue would share the threads on which
    /// Swift's tasks run, and long work there holds up every request.
    private let queues: [DispatchQueue]
    private let mostWaiting: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - places: how many are worked on at once; each holds the memory of its cost.
    ///   - waiting: how many may wait in line; whoever comes next is refused.
    public init(places: Int = 2, waiting: Int = 16) {
        precondition(places > 0 && waiting >= 0, "a desk has a place")
        queues = (0..<places).map { DispatchQueue(label: "password \($0)") }
        mostWaiting = waiting
        state = Mutex(State(free: Array(0..<places)))
    }

    /// As ``Password/key(_:salt:cost:)``.
    /// - Throws: `PasswordRefusal.busy` at once when the line is full, `CancellationError` when the task was cancelled
    ///   in the line, and what the function throws.
    public func key(_ password: String, salt: [UInt8], cost: Password.Cost) async throws -> ContentKey {
        try await work { try Password.key(password, salt: salt, cost: cost) }
    }

    func work<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let place = try await takePlace()
        defer { leave(place) }
        return try await withCheckedThrowingContinuation { continuation in
            queues[place].async { continuation.resume(with: Result(catching: body)) }
        }
    }

    /// How many are worked on, and how many wait.
    var load: (working: Int, waiting: Int) {
        state.withLock { (queues.count - $0.free.count, $0.line.count) }
    }

    private func takePlace() async throws -> Int {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                join(Waiting(ticket: ticket, continuation: continuation))
                // Cancelled before there was anything in the line to withdraw.
                if Task.isCancelled { withdraw(ticket) }
            }
        } onCancel: {
            withdraw(ticket)
        }
    }

    private func join(_ newcomer: Waiting) {
        let outcome: Result<Int, any Error>? = state.withLock { state in
            if let place = state.free.popLast() { return .success(place) }
            guard state.line.count < mostWaiting else { return .failure(PasswordRefusal.busy) }
            state.line.append(newcomer)
            return nil
        }
        if let outcome { newcomer.continuation.resume(with: outcome) }
    }

    private func withdraw(_ ticket: Int) {
        let gone = state.withLock { state in
            state.line.firstIndex { $0.ticket == ticket }.map { state.line.remove(at: $0) }
        }
        gone?.continuation.resume(throwing: CancellationError())
    }

    /// Gives the place to the first in line.
    private func leave(_ place: Int) {
        let next: Waiting? = state.withLock { state in
            if state.line.isEmpty {
                state.free.append(place)
                return nil
            }
            return state.line.removeFirst()
        }
        next?.continuation.resume(returning: place)
    }
}
