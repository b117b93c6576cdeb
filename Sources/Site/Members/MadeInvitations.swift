import Organisations
import Terms

/// Invitations that were made a moment ago: whoever made one, and sends the form again, is shown the same link again. Links
/// are kept nowhere, so this is the memory of one process, and short.
actor MadeInvitations {
    private static let term = Term.minutes(10)

    private struct Key: Hashable {
        let member: MemberID
        let maker: MemberID
    }

    private var made: [Key: (task: Task<NewInvitation, any Error>, at: Instant)] = [:]

    /// Makes an invitation once: the same form gets what the first made, also while that is under way.
    func make(
        _ member: MemberID, by maker: MemberID, at now: Instant,
        _ work: @escaping @Sendable () async throws -> NewInvitation
    ) async throws -> NewInvitation {
        made = made.filter { now < $0.value.at + Self.term }
        let key = Key(member: member, maker: maker)
        if let known = made[key] { return try await known.task.value }
        let task = Task { try await work() }
        made[key] = (task, now)
        do { return try await task.value } catch {
            made[key] = nil
            throw error
        }
    }
}
