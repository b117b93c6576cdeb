import Duties
public import Journal
public import Organisations
import Reporting
import Storage
public import Terms

extension Act {
    /// An organisation said whether it comes to a meeting; the basis says which.
    public static let invitationAnswered = Act("meeting.invitationAnswered")
}

/// Saying whether one comes to a meeting.
extension Tasks {
    /// Says for the session's organisation whether it comes. It may be said anew until the meeting is done; when the meeting
    /// moves, it is asked again. Throws ``DossierAbsent`` unless the organisation was invited by another.
    public func answerInvitation(to id: TaskID, comes: Bool, by session: Session) async throws {
        try await deed(id, by: session) { [self] task, session, tx in
            let us = session.organisation.id
            guard task.kind == .meeting, task.responsible != us, task.parties.contains(us) else { throw DossierAbsent() }
            try tx.execute("UPDATE meeting_party SET comes = \(comes) WHERE meeting = \(id) AND organisation = \(us)")
            try dossiers.journal(.invitationAnswered, id.text, session, basis: comes ? "comes" : "stays", in: tx)
            try ground.notices.tell(
                .answered, about: id.text, to: task.responsible, by: session.member.id,
                member: try ground.duties.duty(on: id.text, in: tx)?.member, in: tx)
        }
    }
}

extension TaskStorage {
    /// Who said whether they come to a meeting.
    static func answers(to meeting: TaskID, in tx: any Transaction) throws -> [OrganisationID: Bool] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows(
                "SELECT organisation, comes FROM meeting_party WHERE meeting = \(meeting) AND comes IS NOT NULL"
            ).map { (try $0.get("organisation"), try $0.get("comes")) })
    }

    /// Who leads a meeting comes, without saying so.
    static func forgetAnswer(of leader: OrganisationID, to meeting: TaskID, in tx: any Transaction) throws {
        try tx.execute("UPDATE meeting_party SET comes = NULL WHERE meeting = \(meeting) AND organisation = \(leader)")
    }

    /// The meeting moved: everybody is asked again.
    static func forgetAnswers(to meeting: TaskID, in tx: any Transaction) throws {
        try tx.execute("UPDATE meeting_party SET comes = NULL WHERE meeting = \(meeting)")
    }
}
