import Duties
import Journal
import Organisations
import Storage
import Terms

extension Notices {
    /// Who goes on with the work of a colleague who cannot hears of it; danger that is nobody's again is everybody's.
    func tell(_ duty: Duty, of leave: Leave, in tx: any Transaction) throws {
        var doer: MemberID?
        if case .member(let id) = leave.actor { doer = id }
        if let successor = leave.successor {
            try tellAssigned(duty.object, to: successor, of: duty.organisation, by: doer, in: tx)
        } else if duty.urgency == .danger {
            try tell(.danger, about: duty.object, to: duty.organisation, by: doer, in: tx)
        }
    }
}
