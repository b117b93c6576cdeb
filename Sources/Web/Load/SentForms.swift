import HTTPTypes
import Synchronization

/// What members' forms were answered with a moment ago: a form that comes again as it was, by a second press, a reload or a
/// line that broke, is answered as the first time. The deed is done once without it, since the page's version is old the
/// second time; this keeps it from saying that somebody was before, to that very somebody.
///
/// It holds addresses and hashes, and belongs to one process: with several, another may say so all the same.
package final class SentForms: Sendable {
    /// So long a page that was overtaken may have been so by the same form.
    private static let validity = Duration.seconds(600)
    /// So long what is gone, or refused in words, may have been done by the same form.
    private static let briefValidity = Duration.seconds(10)
    private static let most = 2_000

    /// Whose form, and where it goes.
    struct Place: Hashable, Sendable {
        let session: String
        let path: String
    }

    private struct State {
        var answers: [Int: (reply: Reply, at: ContinuousClock.Instant)] = [:]
        var underWay: [Place: Int] = [:]
        var waiting: [Place: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Does what a form asks, unless the same form did: then its answer is given again.
    ///
    /// - Parameter typed: The form's fields, when the deed has read them; nil of what carries files.
    func once(
        _ place: Place, typed: @Sendable () async -> FormFields?, _ deed: @Sendable () async throws -> Reply
    ) async throws -> Reply {
        state.withLock { $0.underWay[place, default: 0] += 1 }
        let reply: Reply
        do { reply = try await deed() } catch ErrorPage.notFound {
            leave(place)
            guard let fields = await typed(), let first = await first(place, fields, .notFound) else {
                throw ErrorPage.notFound
            }
            return first
        } catch {
            leave(place)
            throw error
        }
        guard let fields = await typed() else {
            leave(place)
            return reply
        }
        if reply.status == .seeOther { remember(reply, for: Self.key(place, fields)) }
        leave(place)
        return await first(place, fields, reply.status) ?? reply
    }

    /// The answer to the same form, when this one was refused for what that one did.
    private func first(_ place: Place, _ fields: FormFields, _ status: HTTPResponse.Status) async -> Reply? {
        let validity: Duration
        switch status {
        case .conflict: validity = Self.validity
        case .notFound, .unprocessableContent: validity = Self.briefValidity
        default: return nil
        }
        // The same form may be a moment ahead, and not be answered yet.
        await withCheckedContinuation { continuation in
            let isAlone = state.withLock { state in
                guard state.underWay[place] != nil else { return true }
                state.waiting[place, default: []].append(continuation)
                return false
            }
            if isAlone { continuation.resume() }
        }
        let known = state.withLock { $0.answers[Self.key(place, fields)] }
        return known.flatMap { $0.at.duration(to: .now) < validity ? $0.reply : nil }
    }

    private func remember(_ reply: Reply, for key: Int) {
        let now = ContinuousClock.now
        state.withLock { state in
            if state.answers.count >= Self.most {
                state.answers = state.answers.filter { $0.value.at.duration(to: now) < Self.validity }
            }
            if state.answers.count < Self.most { state.answers[key] = (reply, now) }
        }
    }

    private func leave(_ place: Place) {
        let waiting = state.withLock { state in
            state.underWay[place, default: 1] -= 1
            guard state.underWay[place] == 0 else { return [CheckedContinuation<Void, Never>]() }
            state.underWay[place] = nil
            return state.waiting.removeValue(forKey: place) ?? []
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Of chance that is new with each start of the process: nobody makes another form that has the same.
    private static func key(_ place: Place, _ fields: FormFields) -> Int {
        var hasher = Hasher()
        hasher.combine(place)
        for field in fields.all {
            hasher.combine(field.name)
            hasher.combine(field.value)
        }
        return hasher.finalize()
    }
}
