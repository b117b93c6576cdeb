import Duties
import Journal
public import Organisations
import Records
public import Reporting
import Storage
public import Terms

/// Asking another organisation for advice, also about a case of which nothing is shared that leads to a person
/// (Dutch: consultatie). The question and what is written about it are sealed to the two of them.
extension Tasks {
    /// Asks a question. Refuses `receiverCannotReceive`, `basisNotFitting`, the due time's and the grounds' own refusals.
    ///
    /// - Parameter dossier: the dossier that it is about; who is asked does not see it.
    @discardableResult
    public func consult(
        _ text: ConsultationText, of organisation: OrganisationID, about dossier: DossierID?, urgency: Urgency,
        due: Instant, from draft: Draft, by session: Session
    ) async throws -> TaskID {
        try text.checked()
        try Bounds.due(due, at: ground.time.now())
        let id = Self.id(from: draft, "consultation", on: dossier?.text ?? "new", [organisation.text, text.question])
        try await once {
            try await ground.database.write { [self] tx in
                let session = try dossiers.able(session, in: tx)
                if try exists(id, in: tx) { throw AlreadyKept() }
                if let dossier {
                    let (envelope, _) = try dossiers.part(in: dossier, of: session, in: tx)
                    guard envelope.state != .closed else { throw DossierRefusal(.changedMeanwhile) }
                }
                try checkReceiver(organisation, by: session, in: tx)
                try ground.checkFits(text.grounds.basis, from: session.organisation.id, to: organisation, in: tx)
                let task = DossierTask(
                    id: id, kind: .consultation, dossier: dossier, compartment: nil, meeting: nil,
                    asker: session.organisation.id, responsible: organisation, state: .open,
                    askedAt: ground.time.now(), heldAt: nil, endedAt: nil, warmUntil: nil, basis: text.grounds.basis,
                    version: 1, parties: [])
                try begin(task, due: due, urgency, by: session, in: tx)
                try keep(text, on: task, basis: text.grounds.basis.rawValue, by: session, in: tx)
                if let dossier { try DossierStorage.raiseVersion(of: dossier, in: tx) }
            }
        }
        return id
    }

    /// Writes about a consultation or a meeting to everybody who takes part in it.
    public func write(_ message: DossierMessage, on id: TaskID, from draft: Draft, by session: Session) async throws {
        let written = try message.id(from: draft, on: id.text)
        try await once {
            try await deed(id, endedToo: true, by: session) { [self] task, session, tx in
                guard task.kind == .consultation || task.kind == .meeting, task.involves(session.organisation.id)
                else { throw DossierAbsent() }
                try keep(message, on: task, under: written, by: session, in: tx)
                try tellOthers(.written, task, by: session, in: tx)
            }
        }
    }

    func checkReceiver(_ organisation: OrganisationID, by session: Session, in tx: any Transaction) throws {
        guard organisation != session.organisation.id,
            let receiver = try ground.membership.organisation(organisation, in: tx), receiver.canReceive
        else { throw DossierRefusal(.receiverCannotReceive) }
    }
}
