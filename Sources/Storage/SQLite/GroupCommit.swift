import GRDB
import Synchronization

/// Lets waiting writes share one transaction and so one flush to disk, each under its own savepoint.
///
/// Nobody is answered before the commit: not even a write that failed, because what it saw of its neighbours is only
/// true once they are kept. When the group cannot be kept as a whole, each of its writes is run alone.
final class GroupCommit: Sendable {
    /// How many writes may wait; beyond it the database counts as unavailable.
    static let mostWaiting = 4_096
    /// How many writes share a commit, so that the first of them does not wait for thousands.
    static let mostTogether = 128

    private struct Waiting: Sendable {
        let attempt: @Sendable (OpenTransaction) throws -> Answer
        let refuse: @Sendable (any Error) -> Void
    }

    private typealias Answer = @Sendable () -> Void

    private struct State {
        var waiting: [Waiting] = []
        var isDraining = false
        var isClosed = false
    }

    private let file: any DatabaseWriter
    private let schema: SchemaGuard
    private let state = Mutex(State())

    init(_ file: any DatabaseWriter, _ schema: SchemaGuard) {
        self.file = file
        self.schema = schema
    }

    func write<T: Sendable>(_ body: @escaping Body<T>) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(
                Waiting(
                    attempt: { tx in
                        let value = try tx.run(body)
                        return { continuation.resume(returning: value) }
                    },
                    refuse: { continuation.resume(throwing: $0) }))
        }
    }

    /// Refuses what comes, and returns when what was waiting is done.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            file.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    private func enqueue(_ write: Waiting) {
        enum Next { case start, wait, refuse }
        let next = state.withLock { state -> Next in
            guard !state.isClosed, state.waiting.count < Self.mostWaiting else { return .refuse }
            state.waiting.append(write)
            defer { state.isDraining = true }
            return state.isDraining ? .wait : .start
        }
        switch next {
        case .refuse: write.refuse(StorageError.unavailable)
        case .start: file.asyncWriteWithoutTransaction { self.drain($0) }
        case .wait: break
        }
    }

    private func drain(_ connection: GRDB.Database) {
        while true {
            let group = state.withLock { state in
                let group = Array(state.waiting.prefix(Self.mostTogether))
                state.waiting.removeFirst(group.count)
                if group.isEmpty { state.isDraining = false }
                return group
            }
            if group.isEmpty { return }
            commit(group, on: connection)
        }
    }

    private func commit(_ group: [Waiting], on connection: GRDB.Database) {
        do { try connection.beginTransaction(.immediate) } catch {
            for write in group { write.refuse(SQLiteFault.translate(error)) }
            return
        }
        do {
            try SQLiteLine(connection, mayWrite: false).check(schema)
            let answers = try group.map { try attempt($0, on: connection) }
            try connection.commit()
            for answer in answers { answer() }
        } catch {
            undo(on: connection)
            if group.count == 1 {
                group[0].refuse(SQLiteFault.translate(error))
            } else {
                for write in group { commit([write], on: connection) }
            }
        }
    }

    /// Runs one write under its savepoint. Throws only when the whole transaction is lost.
    private func attempt(_ write: Waiting, on connection: GRDB.Database) throws -> Answer {
        try connection.cachedStatement(sql: "SAVEPOINT one").execute()
        do {
            let answer = try write.attempt(OpenTransaction(SQLiteLine(connection, mayWrite: true)))
            try connection.cachedStatement(sql: "RELEASE one").execute()
            return answer
        } catch {
            // A full disk makes SQLite roll back everything by itself.
            guard connection.isInsideTransaction else { throw error }
            try connection.execute(sql: "ROLLBACK TO one; RELEASE one")
            return { write.refuse(SQLiteFault.translate(error)) }
        }
    }

    private func undo(on connection: GRDB.Database) {
        guard connection.isInsideTransaction else { return }
        // The only failure known is that SQLite has already rolled back.
        try? connection.rollback()
    }
}
