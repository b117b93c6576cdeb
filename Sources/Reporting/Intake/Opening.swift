import Duties
import Journal
public import Organisations
import Records
import Storage
public import Terms
import Vault

extension Intake {
    /// Opens a report: decrypts what this member holds keys to, notes the look in the journal, counts the first look,
    /// and indexes it for search. Throws ``ReportAbsent``.
    public func open(_ id: ReportID, by session: Session) async throws -> CaseView {
        guard session.member.isAble else { throw ReportAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            let us = session.organisation.id
            guard let before = try ReportStorage.envelope(of: id, in: tx) else { throw ReportAbsent() }
            let isOwner = before.owner == us
            guard try isOwner || ReportStorage.offeredTo(id, in: tx) == us else { throw ReportAbsent() }
            try journal(.reportRead, id, session, in: tx)
            try ground.notices.markSeen(id.text, by: session.member.id, in: tx)
            let compartments = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
            let records = try ground.records.all(of: id.text, in: compartments, tx)
            // Whoever holds no key yet sees nothing: that is no first look.
            let isRead = records.contains { $0.kind == .report }
            if isOwner, isRead, before.state == .received { try firstLook(before, in: tx) }
            if isOwner { try index(records, of: id, for: session, in: tx) }
            return try view(of: id, isOwner: isOwner, records, for: session, in: tx)
        }
    }

    /// A file of a report that this member may open; the look is journaled. Throws ``ReportAbsent``.
    public func file(_ attachment: AttachmentID, of id: ReportID, by session: Session) async throws -> OpenedFile {
        guard session.member.isAble else { throw ReportAbsent() }
        return try await ground.database.write { [ground] tx in
            let session = try ground.membership.present(session, in: tx)
            let us = session.organisation.id
            guard let envelope = try ReportStorage.envelope(of: id, in: tx),
                try envelope.owner == us || ReportStorage.offeredTo(id, in: tx) == us
            else { throw ReportAbsent() }
            let compartments = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
            let records = try ground.records.all(of: id.text, in: compartments, tx)
            let file = try OpenedFile(
                attachment, of: id, among: records, by: .member(session.member.id), at: us, as: session.member.role,
                ground, in: tx)
            guard let file else { throw ReportAbsent() }
            return file
        }
    }

    private func firstLook(_ envelope: Envelope, in tx: any Transaction) throws {
        try ReportStorage.change(
            envelope.id, "state = 'inReview', looked_at = \(ground.time.now())", ground.vouching, in: tx)
        let due = ground.time.now() + terms.term(envelope.urgency)
        try owe(envelope.id, in: tx) {
            $0.looked(judgeBy: due, isDanger: envelope.urgency == .danger)
        }
    }

    private func view(
        of id: ReportID, isOwner: Bool, _ records: [OpenedRecord], for session: Session, in tx: any Transaction
    ) throws -> CaseView {
        guard let envelope = try ReportStorage.envelope(of: id, in: tx) else { throw ReportAbsent() }
        let duty = try ground.duties.duty(on: id.text, in: tx)
        return CaseView(
            envelope: envelope,
            version: try ReportStorage.version(of: id, in: tx),
            duty: duty, debts: try ground.duties.debts(on: id.text, in: tx),
            assignee: try ground.membership.worker(duty?.member, in: tx)?.name,
            ownerName: try ground.membership.organisation(envelope.owner, in: tx)?.name ?? "",
            isOwner: isOwner, offer: try HandOvers.offer(of: id, in: tx),
            contents: try records.last { $0.kind == .report }?.decode(),
            contact: try records.last { $0.kind == .contact }?.decode(),
            events: try records.compactMap { try event($0, in: tx) },
            linked: isOwner ? try linked(to: id, of: session.organisation.id, in: tx) : [],
            recordedBy: try records.last { $0.kind == .report }.flatMap { try name(of: $0.author, in: tx) },
            handOvers: try HandOvers.steps(of: id, in: tx),
            wayBack: isOwner
                ? try HandOvers(ground, terms: terms).wayBack(of: id, from: session.organisation.id, in: tx) : nil)
    }

    private func event(_ record: OpenedRecord, in tx: any Transaction) throws -> CaseEvent? {
        let isOwn = record.compartment.code.hasPrefix("own.")
        let (kind, text, files): (CaseEvent.Kind, String, [FileNote])
        var urgency: Urgency?
        var appointment: Appointment?
        var correction: Correction?
        switch record.kind {
        case .message:
            let message: Message = try record.decode()
            (kind, text, files) = (
                record.author == .reporter ? .fromReporter : .fromOrganisation, message.text, message.files
            )
            appointment = message.appointment
        case .note: (kind, text, files) = (isOwn ? .ownNote : .teamNote, try record.decode(Remark.self).text, [])
        case .judgement:
            let judgement: Judgement = try record.decode()
            (kind, text, files) = (.judgement, judgement.reason, [])
            urgency = judgement.urgency
        case .correction:
            let corrected: Correction = try record.decode()
            (kind, text, files) = (.correction, corrected.reason, [])
            correction = corrected
        case .planning: (kind, text, files) = (.planning, try record.decode(Remark.self).text, [])
        case .handOver: (kind, text, files) = (.handOver, try record.decode(Remark.self).text, [])
        case .handOverAnswer: (kind, text, files) = (.handOverAnswer, try record.decode(Remark.self).text, [])
        case .putDown: (kind, text, files) = (.putDown, try record.decode(Remark.self).text, [])
        case .closing: (kind, text, files) = (.closing, try record.decode(Remark.self).text, [])
        default: return nil
        }
        return CaseEvent(
            id: record.id, kind: kind, at: record.at, author: try name(of: record.author, in: tx), text: text,
            files: files, urgency: urgency, appointment: appointment, correction: correction)
    }

    private func name(of author: Actor, in tx: any Transaction) throws -> String? {
        guard case .member(let id) = author else { return nil }
        return try ground.membership.member(id, in: tx)?.name
    }

    private func linked(
        to id: ReportID, of organisation: OrganisationID, in tx: any Transaction
    ) throws -> [Envelope] {
        try tx.rows(
            """
            SELECT \(fragment: ReportStorage.columns) FROM report r WHERE r.owner = \(organisation) AND r.id IN (
                SELECT other FROM report_link WHERE organisation = \(organisation) AND one = \(id)
                UNION SELECT one FROM report_link WHERE organisation = \(organisation) AND other = \(id))
            ORDER BY r.received_at
            """
        ).map(ReportStorage.envelope)
    }
}
