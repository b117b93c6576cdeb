public import Duties
public import Journal
import Organisations
import Records
import Storage
public import Terms
public import Vault

extension Act {
    public static let dialogueRead = Act("dialogue.read")
    public static let reporterWrote = Act("dialogue.reporterWrote")
    public static let contactWithdrawn = Act("report.contactWithdrawn")
    public static let reportReopened = Act("report.reopened")
}

/// What the holder of a receipt code sees.
public struct DialogueView: Sendable {
    public let envelope: Envelope
    public let ownerName: String
    /// The organisation that was asked to take the report over and has not answered.
    public let askedName: String?
    /// Whether another organisation than the first owns it by now.
    public let wasHandedOver: Bool
    /// Whether anybody can read what they write today: of the owner, or of an organisation that was asked to take over.
    public let hasReader: Bool
    public let contents: ReportContents?
    /// Absent when none were left, or when they were withdrawn.
    public let contact: ContactDetails?
    public let messages: [DialogueMessage]
    /// What is owed about the report, each with its due time; nothing when it is closed.
    public let debts: Debts<Step>
}

/// One message of the dialogue.
public struct DialogueMessage: Sendable {
    public let at: Instant
    /// Whether the reporter wrote it, or an organisation.
    public let isFromReporter: Bool
    public let message: Message
}

/// The conversation between a reporter who holds a code and whoever owns the report (Dutch: gesprek).
public struct Dialogue: Sendable {
    let ground: Ground
    let terms: IntakeTerms

    public init(_ ground: Ground, terms: IntakeTerms = .init()) {
        self.ground = ground
        self.terms = terms
    }

    /// Opens the dialogue; looking is journaled. Refuses `noSuchReceipt`.
    public func open(_ receipt: Receipt) async throws -> DialogueView {
        let keys = ground.secret.receiptKeys(receipt)
        return try await ground.database.write { [ground] tx in
            let id = try Self.report(keys.lookUp, in: tx)
            try ground.journal.record(
                .dialogueRead, by: .reporter, of: try Self.owner(of: id, in: tx), on: id.text, in: tx)
            return try view(of: id, with: keys.key, in: tx)
        }
    }

    /// Writes back, with files if any. A closed report opens again: somebody must answer.
    /// Tells whether it was new; the same words from one draft are stored once.
    /// Refuses `noSuchReceipt`, `nothingSaid`, `tooLong`, `tooManyFiles`, `filesTooLarge`, `fileGone`, and `nobodyReads`
    /// when nobody holds the keys any more.
    @discardableResult
    public func write(_ message: Message, from draft: Draft? = nil, with receipt: Receipt) async throws -> Bool {
        let keys = ground.secret.receiptKeys(receipt)
        let message = try message.checked()
        do {
            try await ground.database.write { [ground] tx in
                let id = try Self.report(keys.lookUp, in: tx)
                let written = draft?.id(of: message, on: id)
                if let written, try ground.records.holds(written, in: tx) { throw AlreadyWritten() }
                guard try Self.hasReader(id, ground, in: tx) else { throw ReportRefusal.nobodyReads }
                let compartment = try ground.compartments.writable(
                    .dialogue, of: id.text, for: try Self.parties(of: id, ground, in: tx), with: ring(keys.key),
                    in: tx)
                let record = try ground.records.prepare(
                    message, .message, into: compartment, by: .reporter, under: written)
                try ground.records.append(record, as: .reporterWrote, of: try Self.owner(of: id, in: tx), in: tx)
                try ground.attachments.keep(message.files.map(\.id), with: id.text, in: tx)
                try awaitAnswer(id, in: tx)
                try ground.notices.tell(
                    .reporterWrote, about: id.text, to: try Self.owner(of: id, in: tx), by: nil,
                    member: try ground.duties.duty(on: id.text, in: tx)?.member, in: tx)
            }
            return true
        } catch is AlreadyWritten {
            return false
        } catch is AttachmentGone {
            throw ReportRefusal.fileGone
        }
    }

    /// A file of the report or of a message, for whoever holds the code; the look is journaled.
    /// Refuses `noSuchReceipt`, `fileGone`.
    public func file(_ attachment: AttachmentID, with receipt: Receipt) async throws -> OpenedFile {
        let keys = ground.secret.receiptKeys(receipt)
        return try await ground.database.write { [ground] tx in
            let id = try Self.report(keys.lookUp, in: tx)
            let compartments = try ground.compartments.unlockAll(of: id.text, with: ring(keys.key), in: tx)
            let records = try ground.records.all(of: id.text, in: compartments, tx)
            guard
                let file = try OpenedFile(
                    attachment, of: id, among: records, by: .reporter, at: try Self.owner(of: id, in: tx), ground,
                    in: tx)
            else {
                throw ReportRefusal.fileGone
            }
            return file
        }
    }

    /// Destroys the contact details that were left. Refuses `noSuchReceipt`.
    public func withdrawContact(_ receipt: Receipt) async throws {
        let keys = ground.secret.receiptKeys(receipt)
        try await ground.database.write { [ground] tx in
            let id = try Self.report(keys.lookUp, in: tx)
            // What is there decides, not what the envelope says of it.
            guard try ground.compartments.destroy(.contact, of: id.text, in: tx) else { return }
            try ReportStorage.change(id, "has_contact = 0", ground.vouching, in: tx)
            let owner = try Self.owner(of: id, in: tx)
            // Tokens do not tell which record they came from: what remains is indexed anew when somebody works.
            try ground.search.forget(id.text, for: owner, in: tx)
            if try ground.duties.duty(on: id.text, in: tx) != nil {
                try ground.duties.change(id.text, in: tx) { (debts: inout Debts<Step>) in debts.contacted() }
            }
            try raiseVersion(of: id, in: tx)
            try ground.journal.record(.contactWithdrawn, by: .reporter, of: owner, on: id.text, in: tx)
        }
    }

    /// A proof, signed and free of contents, that the report was received and stands in the journal.
    /// Refuses `noSuchReceipt`.
    public func proof(_ receipt: Receipt) async throws -> InclusionProof {
        let keys = ground.secret.receiptKeys(receipt)
        return try await ground.database.write { [ground] tx in
            let id = try Self.report(keys.lookUp, in: tx)
            guard
                let entry = try tx.value(
                    "SELECT id FROM journal_entry WHERE object = \(id) AND act = \(Act.reportReceived.code)",
                    as: EntryID.self)
            else { throw StorageError.malformed("journal_entry") }
            if let proof = try ground.journal.inclusion(of: entry, in: tx) { return proof }
            _ = try ground.journal.sequence(in: tx)
            guard let proof = try ground.journal.inclusion(of: entry, in: tx) else { throw StorageError.conflict }
            return proof
        }
    }

    static func report(_ lookUp: [UInt8], in tx: any Transaction) throws -> ReportID {
        guard let id = try tx.value("SELECT id FROM report WHERE look_up = \(lookUp)", as: ReportID.self) else {
            throw ReportRefusal.noSuchReceipt
        }
        return id
    }

    /// Whom the dialogue is sealed to today: the owner, the reporter, and an organisation that was asked to take over.
    static func parties(of id: ReportID, _ ground: Ground, in tx: any Transaction) throws -> [Recipient] {
        try organisations(of: id, ground, in: tx) + [ReportStorage.reporter(of: id, ground.vouching, in: tx)]
    }

    /// The organisations that may read a report today.
    static func organisations(of id: ReportID, _ ground: Ground, in tx: any Transaction) throws -> [Recipient] {
        let parties = try Parties.of(id, ground.vouching, in: tx)
        return try ([parties.owner] + [parties.offeredTo].compactMap { $0 }).map { organisation in
            guard let found = try ground.membership.organisation(organisation, in: tx) else {
                throw StorageError.malformed("owner")
            }
            return found.recipient
        }
    }

    /// Whether some member of the owner, or of an organisation that was asked to take over, opens what comes in today.
    private static func hasReader(_ id: ReportID, _ ground: Ground, in tx: any Transaction) throws -> Bool {
        let parties = try Parties.of(id, ground.vouching, in: tx)
        return try [parties.owner, parties.offeredTo].compactMap { $0 }.contains { organisation in
            try (ground.membership.organisation(organisation, in: tx)?.ableMembers ?? 0) > 0
        }
    }

    private static func owner(of id: ReportID, in tx: any Transaction) throws -> OrganisationID {
        guard let owner = try tx.value("SELECT owner FROM report WHERE id = \(id)", as: OrganisationID.self) else {
            throw ReportRefusal.noSuchReceipt
        }
        return owner
    }

    private func ring(_ key: PrivateKey) -> Keyring {
        var ring = Keyring()
        ring.add(key, of: .reporter, epoch: 0)
        return ring
    }

    private func view(of id: ReportID, with key: PrivateKey, in tx: any Transaction) throws -> DialogueView {
        guard let envelope = try ReportStorage.envelope(of: id, in: tx),
            let owner = try ground.membership.organisation(envelope.owner, in: tx)
        else { throw ReportRefusal.noSuchReceipt }
        let compartments = try ground.compartments.unlockAll(of: id.text, with: ring(key), in: tx)
        let records = try ground.records.all(of: id.text, in: compartments, tx)
        return DialogueView(
            envelope: envelope, ownerName: owner.name,
            askedName: try ReportStorage.offeredTo(id, in: tx).flatMap { asked in
                try ground.membership.organisation(asked, in: tx)?.name
            },
            wasHandedOver: try tx.row("SELECT id FROM hand_over WHERE report = \(id) AND state = 'accepted'") != nil,
            hasReader: try Self.hasReader(id, ground, in: tx),
            contents: try records.last { $0.kind == .report }?.decode(),
            contact: try records.last { $0.kind == .contact }?.decode(),
            messages: try records.filter { $0.kind == .message }.map {
                DialogueMessage(at: $0.at, isFromReporter: $0.author == .reporter, message: try $0.decode())
            }, debts: try ground.duties.debts(on: id.text, in: tx))
    }

    /// The reporter wrote: an answer is due, no later than their urgency asks for, and a page made before is old.
    private func awaitAnswer(_ id: ReportID, in tx: any Transaction) throws {
        guard let envelope = try ReportStorage.envelope(of: id, in: tx) else { throw ReportRefusal.noSuchReceipt }
        let due = ground.time.now() + terms.term(envelope.urgency)
        if envelope.state == .closed {
            let isJudged = try ground.records.holds(.judgement, of: id.text, in: tx)
            let duty = try ground.duties.begin(
                .reopenedByReporter(by: due, isJudged: isJudged), on: id.text, of: envelope.owner, envelope.urgency, in: tx)
            try ReportStorage.change(
                id,
                "state = 'inProgress', closed_at = NULL, closing = NULL, unanswered = NULL, duty = \(duty)",
                ground.vouching, in: tx)
            try ground.journal.record(.reportReopened, by: .reporter, of: envelope.owner, on: id.text, in: tx)
        } else {
            try ground.duties.change(id.text, in: tx) { (debts: inout Debts<Step>) in
                debts.reporterWrote(answerBy: due)
            }
        }
        try raiseVersion(of: id, in: tx)
    }

    /// What members see on a page made before is no longer all there is.
    private func raiseVersion(of id: ReportID, in tx: any Transaction) throws {
        try tx.execute("UPDATE report SET version = version + 1 WHERE id = \(id)")
    }
}
