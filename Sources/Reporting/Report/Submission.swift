import Duties
public import Journal
public import Organisations
import Records
public import Signpost
import Storage
public import Terms
public import Vault

extension Act {
    public static let reportReceived = Act("report.received")
    public static let contactLeft = Act("report.contactLeft")
}

/// A report that was taken in, or that had been already.
public struct SubmittedReport: Sendable, Hashable {
    public let id: ReportID
    public let receivedAt: Instant
    public let owner: OrganisationID
    public let ownerName: String
    /// True when the same form was sent before: nothing new was stored.
    public let wasAlreadySent: Bool
}

/// Taking a report in (Dutch: een melding ontvangen).
public struct Submission: Sendable {
    let ground: Ground
    let reception: ReceptionDesk
    let terms: IntakeTerms

    public init(_ ground: Ground, terms: IntakeTerms = .init()) {
        self.ground = ground
        self.terms = terms
        reception = ReceptionDesk(ground)
    }

    /// Seals a report to the organisation that it belongs to and to its receipt, and commits it with its owner, its
    /// next step and its journal entry. Sending the same receipt again stores nothing and answers the same.
    ///
    /// - Parameter place: the municipality of the report, when known.
    /// - Parameter point: the reporting point that the reporter chose, if an organisation here is that point.
    /// - Parameter colleague: who recorded it for somebody at the telephone or the desk; the report is then their
    ///   organisation's.
    /// Refuses `nobodyCanReceive`, `fileGone`. Throws ``ReportAbsent`` for a colleague whose role has nothing to do
    /// with reports, `SessionEnded`, and `StorageError.conflict` when the owner's keys went on changing.
    public func submit(
        _ report: NewReport, receipt: Receipt, place: Municipality?, at point: PointID? = nil,
        recordedBy colleague: Session? = nil
    ) async throws -> SubmittedReport {
        for _ in 0..<Self.mostTries {
            try Task.checkCancellation()
            do {
                return try await sealAndStore(report, receipt, place, at: point, recordedBy: colleague)
            } catch is EpochTurned {}
        }
        throw StorageError.conflict
    }

    /// How often a report is sealed again because its owner's keys changed meanwhile: members do not leave that often.
    private static let mostTries = 4

    private func sealAndStore(
        _ report: NewReport, _ receipt: Receipt, _ place: Municipality?, at point: PointID?,
        recordedBy colleague: Session?
    ) async throws -> SubmittedReport {
        let keys = ground.secret.receiptKeys(receipt)
        let route = Routing(subject: report.subject, age: report.age, forms: report.forms, place: place, at: point)
        let (already, owner, colleague) = try await ground.database.read { [ground, reception] tx in
            let colleague = try colleague.map { try ground.membership.present($0, in: tx) }
            let already = try Self.submitted(keys.lookUp, in: tx)
            // Sending again asks nothing of whoever would receive it now.
            let owner =
                try already == nil
                ? colleague?.organisation ?? reception.receiver(for: route, in: tx)?.organisation : nil
            return (already, owner, colleague)
        }
        if let already { return already }
        guard colleague?.member.role.opensContents != false else { throw ReportAbsent() }
        guard let owner, owner.canReceive else { throw ReportRefusal.nobodyCanReceive }
        let author: Actor = colleague.map { .member($0.member.id) } ?? .reporter
        let key = keys.key.publicKey
        let sealed = try SealedReport(
            report, owner: owner, reporter: Recipient(party: .reporter, epoch: 0, key: key), by: author, ground)
        do {
            return try await ground.database.write { [self] tx in
                let colleague = try colleague.map { try ground.membership.present($0, in: tx) }
                return try store(report, sealed, owner: owner, by: colleague?.member, keys.lookUp, key, in: tx)
            }
        } catch is AlreadySent {
            guard let already = try await ground.database.read({ tx in try Self.submitted(keys.lookUp, in: tx) })
            else { throw StorageError.conflict }
            return already
        } catch is AttachmentGone {
            throw ReportRefusal.fileGone
        }
    }

    /// The report that was sent with this receipt, if any.
    public func sent(with receipt: Receipt) async throws -> SubmittedReport? {
        let keys = ground.secret.receiptKeys(receipt)
        return try await ground.database.read { tx in try Self.submitted(keys.lookUp, in: tx) }
    }

    private func store(
        _ report: NewReport, _ sealed: SealedReport, owner: Organisation, by colleague: Member?, _ lookUp: [UInt8],
        _ key: PublicKey, in tx: any Transaction
    ) throws -> SubmittedReport {
        let role = colleague?.role
        guard
            try tx.value("SELECT epoch FROM organisation WHERE id = \(owner.id)", as: Int64.self) == owner.epoch
        else { throw EpochTurned() }
        let now = ground.time.now()
        let vouched = ground.vouching.vouch(for: key, ReportStorage.binding(ofReporter: sealed.id))
        let parties = Parties(owner: owner.id, offeredTo: nil).word(for: sealed.id, ground.vouching)
        let due = now + terms.term(report.urgency)
        let duty = try ground.duties.begin(
            .received(lookBy: due, contactFrom: report.contact?.from), on: sealed.id.text, of: owner.id, report.urgency, in: tx)
        guard
            try tx.execute(
                """
                INSERT INTO report (id, look_up, reporter_key, subject, role, age, forms, municipality, channel,
                                    urgency, state, has_contact, received_at, look_due_at, owner, parties, duty)
                VALUES (\(sealed.id), \(lookUp), \(vouched), \(report.subject), \(report.role), \(report.age),
                        \(ReportStorage.text(report.forms)), \(report.municipality), \(report.channel),
                        \(report.urgency), 'received', \(report.contact != nil), \(now), \(due), \(owner.id),
                        \(parties), \(duty))
                ON CONFLICT (look_up) DO NOTHING
                """) == 1
        else { throw AlreadySent() }
        try ReportStorage.vouched.vouch(for: sealed.id.text, ground.vouching, in: tx)
        try ground.compartments.open(sealed.dialogue, in: tx)
        try ground.records.append(
            sealed.record, as: .reportReceived, of: owner.id, role: role, in: tx)
        if let contact = sealed.contact {
            try ground.compartments.open(contact.compartment, in: tx)
            try ground.records.append(contact.record, as: .contactLeft, of: owner.id, role: role, in: tx)
        }
        try ground.attachments.keep(report.contents.files.map(\.id), with: sealed.id.text, in: tx)
        try ground.notices.tell(
            .received, about: sealed.id.text, to: owner.id, by: colleague?.id, urgency: report.urgency, in: tx)
        return SubmittedReport(
            id: sealed.id, receivedAt: now, owner: owner.id, ownerName: owner.name, wasAlreadySent: false)
    }

    static func submitted(_ lookUp: [UInt8], in tx: any Transaction) throws -> SubmittedReport? {
        try tx.row(
            """
            SELECT r.id, r.received_at, r.owner, o.name FROM report r JOIN organisation o ON o.id = r.owner
            WHERE r.look_up = \(lookUp)
            """
        ).map {
            SubmittedReport(
                id: try $0.get("id"), receivedAt: try $0.get("received_at"), owner: try $0.get("owner"),
                ownerName: try $0.get("name"), wasAlreadySent: true)
        }
    }

    /// The same receipt was sent before, by this visitor a moment ago.
    private struct AlreadySent: Error {}
    /// The owner's key changed between sealing and storing: seal again.
    private struct EpochTurned: Error {}
}

/// A report sealed and ready to be written: the slow part, done outside the transaction.
private struct SealedReport: Sendable {
    let id: ReportID
    let dialogue: PreparedCompartment
    let record: PreparedRecord
    let contact: (compartment: PreparedCompartment, record: PreparedRecord)?

    init(_ report: NewReport, owner: Organisation, reporter: Recipient, by author: Actor, _ ground: Ground) throws {
        let id = ReportID(ground.chance)
        let dialogue = try ground.compartments.prepare(.dialogue, of: id.text, for: [owner.recipient, reporter])
        self.id = id
        self.dialogue = dialogue
        record = try ground.records.prepare(report.contents, .report, into: dialogue.compartment, by: author)
        contact = try report.contact.map { details in
            let compartment = try ground.compartments.prepare(
                .contact, of: id.text, for: [owner.recipient, reporter])
            return (
                compartment,
                try ground.records.prepare(details, .contact, into: compartment.compartment, by: author)
            )
        }
    }
}
