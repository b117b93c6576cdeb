import Dispatch
import Synchronization
import Testing

@testable import Vault

@Suite(.timeLimit(.minutes(1))) struct PasswordDeskTests {
    struct Slip: Error {}

    /// Work at the desk that takes until it is told to end.
    final class Job: Sendable {
        private let mayEnd = DispatchSemaphore(value: 0)

        func begin(at desk: PasswordDesk) -> Task<Void, any Error> {
            Task { try await desk.work { self.mayEnd.wait() } }
        }

        func end() { mayEnd.signal() }
    }

    func untilLoad(of desk: PasswordDesk, is working: Int, _ waiting: Int) async {
        while desk.load != (working, waiting) { await Task.yield() }
    }

    @Test func theThirdWaitsUntilOneIsDone() async throws {
        let desk = PasswordDesk(places: 2, waiting: 16)
        let jobs = (0..<3).map { _ in Job() }
        var tasks: [Task<Void, any Error>] = []
        for (job, load) in zip(jobs, [(1, 0), (2, 0), (2, 1)]) {
            tasks.append(job.begin(at: desk))
            await untilLoad(of: desk, is: load.0, load.1)
        }
        jobs[1].end()
        try await tasks[1].value
        await untilLoad(of: desk, is: 2, 0)
        jobs[0].end()
        jobs[2].end()
        for task in tasks { try await task.value }
        await untilLoad(of: desk, is: 0, 0)
        #expect(desk.load == (0, 0))
    }

    @Test func whoeverComesWhenTheLineIsFullIsRefusedAtOnce() async throws {
        let desk = PasswordDesk(places: 1, waiting: 1)
        let (first, second) = (Job(), Job())
        let working = first.begin(at: desk)
        await untilLoad(of: desk, is: 1, 0)
        let waiting = second.begin(at: desk)
        await untilLoad(of: desk, is: 1, 1)
        await #expect(throws: PasswordRefusal.busy) {
            try await desk.key("a", salt: ascending(0..<16), cost: PasswordTests.cheap)
        }
        #expect(desk.load == (1, 1))
        first.end()
        second.end()
        try await working.value
        try await waiting.value
        _ = try await desk.key("a", salt: ascending(0..<16), cost: PasswordTests.cheap)
    }

    @Test func whoeverGivesUpLeavesTheLine() async throws {
        let desk = PasswordDesk(places: 1, waiting: 1)
        let (first, second, third) = (Job(), Job(), Job())
        let working = first.begin(at: desk)
        await untilLoad(of: desk, is: 1, 0)
        let waiting = second.begin(at: desk)
        await untilLoad(of: desk, is: 1, 1)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(desk.load == (1, 0))
        let next = third.begin(at: desk)
        await untilLoad(of: desk, is: 1, 1)
        first.end()
        third.end()
        try await working.value
        try await next.value
    }

    @Test func aFailureGivesThePlaceBack() async throws {
        let desk = PasswordDesk(places: 1, waiting: 0)
        for _ in 0..<3 {
            await #expect(throws: Slip.self) { try await desk.work { throw Slip() } }
            await #expect(throws: VaultError.malformed) {
                try await desk.key("a", salt: [], cost: PasswordTests.cheap)
            }
        }
        #expect(desk.load == (0, 0))
    }

    @Test func aFloodIsServedOrRefusedAndNeverMoreThanTwoAtOnce() async throws {
        let desk = PasswordDesk(places: 2, waiting: 8)
        let peak = Peak()
        let served = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let outcome = try? await desk.work {
                        peak.enter()
                        defer { peak.leave() }
                        return try Password.key("\(number)", salt: ascending(0..<16), cost: PasswordTests.cheap)
                    }
                    return outcome != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(served >= 10 && peak.ever <= 2)
        #expect(desk.load == (0, 0))
    }
}

/// Counts how many are inside at once.
private final class Peak: Sendable {
    private let state = Mutex((now: 0, ever: 0))

    var ever: Int { state.withLock { $0.ever } }
    func enter() { state.withLock { $0 = ($0.now + 1, max($0.ever, $0.now + 1)) } }
    func leave() { state.withLock { $0.now -= 1 } }
}
