import Duties
import Organisations
import Storage
import Terms

/// What is late rises, and those to whom it rises are told.
public struct LateDuties: Sendable {
    let ground: Ground

    public init(_ ground: Ground) { self.ground = ground }

    /// Raises what is late, in reports, dossiers and tasks alike: to the organisation's coordinators, and after a further
    /// term to those of the fallback organisation. Tells how many rose.
    public func raise() async throws -> Int {
        try await ground.database.write { [self] tx in
            let risen = try ground.duties.escalate(in: tx)
            for duty in risen { try tell(of: duty, in: tx) }
            return risen.count
        }
    }

    /// - Parameter duty: as it was before it rose.
    private func tell(of duty: Duty, in tx: any Transaction) throws {
        let kind: NoticeKind = duty.urgency == .danger ? .lateDanger : .late
        if duty.escalation == .none {
            try ground.notices.tell(kind, about: duty.object, to: duty.organisation, by: nil, member: duty.member, in: tx)
        } else if let fallback = try ReceptionDesk(ground).fallback(in: tx), fallback != duty.organisation {
            try ground.notices.tell(kind, about: duty.object, to: fallback, by: nil, in: tx)
        }
    }
}
