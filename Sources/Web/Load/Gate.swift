import Synchronization

/// Bounds how much costly work of one kind is done at once; the rest waits in line, and beyond the line is refused.
///
/// It counts work, not visitors: nobody is remembered. Pass it only for the work itself, after the request's body was
/// read: a place held while a slow line delivers would let one visitor keep the others out.
package final class Gate: Sendable {
    /// No place, and no place in the line. Nothing was begun.
    package struct Busy: Error, Sendable, Hashable {}

    private struct State {
        var free: Int
        var line: [(number: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
        var next: UInt64 = 0
    }

    private let waiting: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - places: How many work at once; at least 1.
    ///   - waiting: How many may wait.
    package init(places: Int, waiting: Int) {
        precondition(places >= 1 && waiting >= 0)
        self.waiting = waiting
        state = Mutex(State(free: places))
    }

    /// Does the work when a place is free, in order of arrival. Throws ``Busy``, `CancellationError`, or what it throws.
    package func run<Outcome: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Outcome
    ) async throws -> Outcome {
        try await enter()
        defer { leave() }
        return try await work()
    }

    private func enter() async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    // Whoever was cancelled before this line is seen here; afterwards `cancel` finds them in line.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    guard state.line.count < waiting else { return .failure(Busy()) }
                    state.line.append((number, continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard state.line.isEmpty else { return state.line.removeFirst().continuation }
            state.free += 1
            return nil
        }
        next?.resume()
    }

    private func cancel(_ number: UInt64) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard let place = state.line.firstIndex(where: { $0.number == number }) else { return nil }
            return state.line.remove(at: place).continuation
        }
        waiter?.resume(throwing: CancellationError())
    }
}
