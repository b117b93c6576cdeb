import Duties
public import Journal
public import Organisations
import Records
import Storage
public import Terms

extension Act {
    public static let reportPutDown = Act("report.putDown")
}

extension RecordKind {
    static let putDown = RecordKind("putDown")
}

extension Intake {
    /// Gives a report back that this member took on (Dutch: teruggeven aan het team), with the reason, which colleagues read:
    /// it is nobody's in particular again, what is due stays due, and the coordinators hear so; of direct danger everybody.
    /// Refuses `changedMeanwhile` when it is somebody else's by now, `reasonMissing`, `tooLong`.
    public func putDown(_ id: ReportID, because reason: String, version: Int64, by session: Session) async throws {
        let remark = try Remark(reason).checked()
        try await deed(id, version: version, by: session) { [self] envelope, session, tx in
            let (us, me) = (session.organisation.id, session.member.id)
            guard try ground.duties.duty(on: id.text, in: tx)?.member == me else { throw ReportRefusal.changedMeanwhile }
            try append(remark, .putDown, .team(us), as: .reportPutDown, to: id, by: session, in: tx)
            try ground.duties.assign(id.text, to: nil, in: tx)
            try ground.notices.tellAssigned(id.text, to: nil, of: us, by: me, in: tx)
            try ground.notices.tell(.released, about: id.text, to: us, by: me, urgency: envelope.urgency, in: tx)
        }
    }
}
