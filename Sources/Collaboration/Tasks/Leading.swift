import Duties
public import Journal
import Organisations
import Reporting
import Storage
import Terms

extension Act {
    /// Another organisation leads a meeting from now.
    public static let meetingLed = Act("meeting.led")
    /// A meeting that was still to be held is not held: its dossier was closed, or whoever led it has no part there any more.
    public static let meetingEnded = Act("meeting.ended")
}

/// Who leads a meeting that is still to be held. One that was held is finished by whoever led it, who writes the minutes.
extension Dossiers {
    /// What an organisation leads, another one leads from now that takes part in it; the old one goes on taking part.
    func passMeetings(
        of id: DossierID, from old: OrganisationID, to next: OrganisationID, by session: Session?, in tx: any Transaction
    ) throws {
        for meeting in try meetings(toBeHeldAbout: id, in: tx)
        where meeting.responsible == old && meeting.parties.contains(next) {
            try ground.duties.move(meeting.id.text, to: next, in: tx)
            try TaskStorage.replace(meeting, old, by: next, ground.vouching, in: tx)
            try TaskStorage.forgetAnswer(of: next, to: meeting.id, in: tx)
            try tell(.meetingLed, meeting, as: .meetingLed, by: session, in: tx)
        }
    }

    /// Calls off what is still to be held about a dossier.
    ///
    /// - Parameter leader: only what this organisation leads; nil for all.
    func endMeetings(
        of id: DossierID, ledBy leader: OrganisationID? = nil, by session: Session?, in tx: any Transaction
    ) throws {
        for meeting in try meetings(toBeHeldAbout: id, in: tx) where leader == nil || meeting.responsible == leader {
            try Tasks(self).end(meeting, as: .withdrawn, in: tx)
            try tell(.meetingCancelled, meeting, as: .meetingEnded, by: session, in: tx)
        }
    }

    private func meetings(toBeHeldAbout id: DossierID, in tx: any Transaction) throws -> [DossierTask] {
        try TaskStorage.openTasks(of: id, in: tx)
            .filter { $0.kind == .meeting && $0.heldAt.map { $0 > ground.time.now() } ?? false }
            .map { try TaskStorage.task($0.id, ground.vouching, in: tx) }
    }

    /// Everybody who takes part hears it, but for the organisation that did it.
    private func tell(
        _ kind: NoticeKind, _ meeting: DossierTask, as act: Act, by session: Session?, in tx: any Transaction
    ) throws {
        try ground.journal.record(
            act, by: session.map { .member($0.member.id) } ?? .system,
            of: session?.organisation.id ?? meeting.responsible, as: session?.member.role, on: meeting.id.text, in: tx)
        for party in meeting.readers where party != session?.organisation.id {
            try ground.notices.tell(kind, about: meeting.id.text, to: party, by: session?.member.id, in: tx)
        }
    }
}
