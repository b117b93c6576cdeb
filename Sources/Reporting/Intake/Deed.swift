import Duties
import Journal
public import Organisations
import Records
import Storage
public import Terms
import Vault

/// What every deed of intake has in common.
extension Intake {
    /// One transaction on a report that the session's organisation owns; the session is handed on as it stands in it.
    ///
    /// - Parameter version: of the page acted from; `changedMeanwhile` when the report went on since.
    func deed(
        _ id: ReportID, closedToo: Bool = false, version: Int64? = nil, by session: Session,
        _ body: @escaping @Sendable (Envelope, Session, any Transaction) throws -> Void
    ) async throws {
        try await ground.database.write { tx in
            let session = try able(session, in: tx)
            guard let envelope = try ReportStorage.envelope(of: id, in: tx),
                try Parties.of(id, ground.vouching, in: tx).owner == session.organisation.id
            else { throw ReportAbsent() }
            guard closedToo || envelope.state != .closed else { throw ReportRefusal.changedMeanwhile }
            let now = try ReportStorage.version(of: id, in: tx)
            guard version == nil || version == now else { throw ReportRefusal.changedMeanwhile }
            try body(envelope, session, tx)
            try tx.execute("UPDATE report SET version = version + 1 WHERE id = \(id)")
        }
    }

    /// The session as it stands now. Who cannot open the organisation's reports does nothing with them either: whatever
    /// they gave or took, they would not see what. Throws ``ReportAbsent``, `SessionEnded`.
    func able(_ session: Session, in tx: any Transaction) throws -> Session {
        let session = try ground.membership.present(session, in: tx)
        guard session.member.isAble else { throw ReportAbsent() }
        return session
    }

    /// Throws ``ReportAbsent`` unless the report is the session's organisation's: asked before files are taken in for it.
    public func checkOwned(_ id: ReportID, by session: Session) async throws {
        guard session.member.isAble else { throw ReportAbsent() }
        try await ground.database.read { tx in
            guard try ReportStorage.envelope(of: id, in: tx)?.owner == session.organisation.id else {
                throw ReportAbsent()
            }
        }
    }

    /// Changes what a report owes; its urgency stays unless one is given.
    func owe(
        _ id: ReportID, _ urgency: Urgency? = nil, in tx: any Transaction, _ body: (inout Debts<Step>) -> Void
    ) throws {
        try ground.duties.change(id.text, urgency, in: tx, body)
    }

    func journal(_ act: Act, _ id: ReportID, _ session: Session, in tx: any Transaction) throws {
        try ground.journal.record(
            act, by: .member(session.member.id), of: session.organisation.id, as: session.member.role, on: id.text,
            in: tx)
    }

    /// Seals a value into a compartment of the report, to whoever may read that compartment today.
    ///
    /// - Parameter written: a chosen id; throws ``AlreadyWritten`` when something stands under it.
    func append(
        _ body: some Encodable, _ kind: RecordKind, _ compartment: CompartmentKind, as act: Act, to id: ReportID,
        by session: Session, under written: RecordID? = nil, in tx: any Transaction
    ) throws {
        if let written, try ground.records.holds(written, in: tx) { throw AlreadyWritten() }
        let open = try ground.compartments.writable(
            compartment, of: id.text, for: try recipients(of: compartment, id, session, in: tx),
            with: session.keyring, in: tx)
        let record = try ground.records.prepare(
            body, kind, into: open, by: .member(session.member.id), under: written)
        try ground.records.append(
            record, as: act, of: session.organisation.id, role: session.member.role, in: tx)
    }

    private func recipients(
        of compartment: CompartmentKind, _ id: ReportID, _ session: Session, in tx: any Transaction
    ) throws -> [Recipient] {
        switch compartment {
        case .dialogue: try Dialogue.parties(of: id, ground, in: tx)
        case .own(session.member.id):
            [Recipient(party: .member(session.member.id), epoch: 0, key: session.memberKey.publicKey)]
        case .team(session.organisation.id): [session.organisation.recipient]
        default: try Dialogue.organisations(of: id, ground, in: tx)
        }
    }
}
