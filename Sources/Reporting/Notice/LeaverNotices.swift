import Duties
import Journal
import Organisations
import Storage
import Terms

extension Notices {
    /// Who goes on with the work of a colleague who cannot hears of it; what is nobody's again the coordinators hear of, and
    /// of danger everybody.
    func tell(_ duty: Duty, of leave: Leave, in tx: any Transaction) throws {
        var doer: MemberID?
        if case .member(let id) = leave.actor { doer = id }
        if let successor = leave.successor {
            try tellAssigned(duty.object, to: successor, of: duty.organisation, by: doer, in: tx)
        } else {
            try tell(.released, about: duty.object, to: duty.organisation, by: doer, urgency: duty.urgency, in: tx)
        }
    }
}
