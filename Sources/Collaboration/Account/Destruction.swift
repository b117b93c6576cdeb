import Duties
public import Journal
public import Organisations
import Records
import Reporting
import Storage
public import Terms
import Vault

extension Act {
    public static let destructionProposed = Act("dossier.destructionProposed")
    public static let destructionWithdrawn = Act("dossier.destructionWithdrawn")
    /// A dossier's keys and contents were destroyed.
    public static let dossierDestroyed = Act("dossier.destroyed")
    /// One part of a dossier was destroyed; the basis of the entry names the part, and why.
    public static let partDestroyed = Act("dossier.partDestroyed")
    /// A question, a meeting or an action was destroyed with the part in which it stood, or with the last part of who
    /// kept it.
    public static let taskDestroyed = Act("task.destroyed")
    /// One record of a dossier was emptied, with its earlier versions.
    public static let recordDestroyed = Act("dossier.recordDestroyed")
}

/// Why something is destroyed (Dutch: reden van vernietiging).
public enum DestructionReason: String, Coded {
    /// The term for keeping has passed.
    case termPassed
    /// The person whom it is about asked for it, and nothing stands in the way (AVG art. 17).
    case requested
    /// It should never have been kept here.
    case keptByMistake

    public static let list = "destructionReason"
}

/// Something that is to be destroyed when a second person confirms it.
public struct Destruction: Sendable {
    public let id: DestructionID
    public let dossier: DossierEnvelope
    /// One part; absent for one record, and for the whole dossier.
    public let part: Compartment?
    /// One record; absent for a part, and for the whole dossier.
    public let record: RecordID?
    public let reason: DestructionReason
    public let proposedBy: String
    public let isOwn: Bool
    public let proposedAt: Instant
}

/// Destroying, by destroying keys: proposed by one, confirmed by another (Dutch: vernietiging).
extension Retention {
    /// What waits for a second person.
    public func proposals(for session: Session) async throws -> [Destruction] {
        try await ground.database.read { tx in
            try tx.rows(
                """
                SELECT \(fragment: DossierStorage.columns), x.id AS proposal, x.record, x.compartment, x.reason,
                x.proposed_by, x.proposed_at, m.name FROM destruction x JOIN dossier d ON d.id = x.dossier
                JOIN member m ON m.id = x.proposed_by
                WHERE x.organisation = \(session.organisation.id) AND x.ended_at IS NULL ORDER BY x.proposed_at LIMIT 200
                """
            ).map { row in
                Destruction(
                    id: try row.get("proposal"), dossier: try DossierStorage.envelope(row),
                    part: try row.get("compartment"), record: try row.get("record"), reason: try row.get("reason"),
                    proposedBy: try row.get("name"),
                    isOwn: try row.get("proposed_by", as: MemberID.self) == session.member.id,
                    proposedAt: try row.get("proposed_at"))
            }
        }
    }

    /// Proposes to destroy one record of a dossier in a part that the organisation keeps, one such part of a closed dossier,
    /// or all of a closed dossier that it coordinates and of which nobody else keeps a part.
    /// Refuses `stillKept` when the dossier is not closed, when another organisation keeps something of it, and when the day
    /// of any part has not come and that is the reason; `changedMeanwhile` when it was proposed before.
    public func propose(
        _ id: DossierID, part: Compartment? = nil, record: RecordID? = nil, because reason: DestructionReason,
        by session: Session
    ) async throws {
        precondition(part == nil || record == nil, "a record or a part, not both")
        try await dossiers.deed(id, closedToo: true, by: session, as: .anyone) { [self] envelope, roster, session, tx in
            let us = session.organisation.id
            if let record {
                guard try compartment(of: record, in: id, tx).flatMap({ roster.keepers[$0] }) == us else {
                    throw DossierAbsent()
                }
            } else {
                guard part.map({ roster.keepers[$0] == us }) ?? (roster.coordinator == us) else { throw DossierAbsent() }
                guard try mayDestroy(part, of: envelope, roster, because: reason, us, tx) else {
                    throw DossierRefusal(.stillKept)
                }
            }
            let proposal = Proposal(
                id: DestructionID(ground.chance), dossier: id, part: part, record: record, organisation: us, reason: reason,
                proposedBy: session.member.id)
            guard
                try tx.execute(
                    """
                    INSERT INTO destruction (id, dossier, compartment, record, organisation, reason, proposed_by, proposed_at,
                                             word)
                    VALUES (\(proposal.id), \(id), \(part), \(record), \(us), \(reason), \(session.member.id),
                            \(ground.time.now()), \(ground.vouching.word(for: proposal.binding)))
                    ON CONFLICT DO NOTHING
                    """) == 1
            else { throw DossierRefusal(.changedMeanwhile) }
            try dossiers.journal(.destructionProposed, id.text, session, basis: reason.rawValue, in: tx)
            try ground.notices.tell(.toConfirm, about: id.text, to: us, by: session.member.id, in: tx)
        }
    }

    /// Takes a proposal back, or says no to a colleague's.
    public func withdraw(_ proposal: DestructionID, by session: Session) async throws {
        try await settle(proposal, by: session) { [self] row, session, tx in
            try end(proposal, isDone: false, by: session, in: tx)
            try dossiers.journal(.destructionWithdrawn, row.dossier.text, session, in: tx)
        }
    }

    /// Destroys what a colleague proposed. Refuses `ownProposal`, and `changedMeanwhile` when the organisation does not
    /// keep it any more.
    public func confirm(_ proposal: DestructionID, by session: Session) async throws {
        try await settle(proposal, by: session) { [self] row, session, tx in
            guard row.proposedBy != session.member.id else { throw DossierRefusal(.ownProposal) }
            let roster = try RosterStorage.roster(of: row.dossier, ground.vouching, in: tx)
            let us = session.organisation.id
            let isOurs =
                if let record = row.record {
                    try compartment(of: record, in: row.dossier, tx).flatMap { roster.keepers[$0] } == us
                } else {
                    try (row.part != nil || roster.coordinator == us)
                        && mayDestroy(
                            row.part, of: DossierStorage.envelope(of: row.dossier, in: tx), roster, because: row.reason, us, tx)
                }
            guard isOurs else { throw DossierRefusal(.changedMeanwhile) }
            try end(proposal, isDone: true, by: session, in: tx)
            if let record = row.record {
                // What was corrected goes with what it was corrected to, or the mistake would stand there again.
                let versions = try ground.records.versions(of: record, in: tx)
                try ground.attachments.destroy(
                    files(of: Set(versions.map(\.id)), in: row.dossier, session, tx), of: row.dossier.text, in: tx)
                for version in versions {
                    guard try ground.records.destroy(version.id, of: row.dossier.text, in: tx) else { continue }
                    try ground.journal.record(
                        .recordDestroyed, by: .member(session.member.id), of: session.organisation.id,
                        as: session.member.role, on: row.dossier.text, basis: row.reason.rawValue,
                        digest: version.digest, in: tx)
                }
                try dossiers.indexAnew(row.dossier, roster, in: tx)
            } else if let part = row.part {
                try destroy(part, of: roster, because: row.reason, by: session, in: tx)
            } else {
                try destroy(row.dossier, because: row.reason, by: session, in: tx)
            }
        }
    }

    /// Whether an organisation may destroy a part of a dossier, or all of it: what another one keeps it never may, and nothing
    /// before its day for the reason that its day has come.
    private func mayDestroy(
        _ part: Compartment?, of envelope: DossierEnvelope, _ roster: Roster, because reason: DestructionReason,
        _ us: OrganisationID, _ tx: any Transaction
    ) throws -> Bool {
        let days = try RetentionStorage.days(of: envelope.id, in: tx)
        let now = ground.time.now()
        return envelope.state == .closed
            && (part.map { [$0] } ?? Array(roster.keepers.keys)).allSatisfy { part in
                roster.keepers[part] == us && (reason != .termPassed || days[part].map { $0 <= now } ?? false)
            }
    }

    /// Who hands a dossier over destroys nothing of it any more.
    static func withdrawAll(
        of id: DossierID, at organisation: OrganisationID, by session: Session, _ ground: Ground, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE destruction SET ended_by = \(session.member.id), ended_at = \(ground.time.now())
            WHERE dossier = \(id) AND organisation = \(organisation) AND ended_at IS NULL
            """)
        try forgetSettled(id, ground, in: tx)
    }

    /// The files that these records name.
    private func files(
        of records: Set<RecordID>, in id: DossierID, _ session: Session, _ tx: any Transaction
    ) throws -> [AttachmentID] {
        let open = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
        return try ground.records.all(of: id.text, in: open, tx)
            .filter { records.contains($0.id) }.flatMap(DossierRecords.files).map(\.id)
    }

    /// A dossier that is opened again is not destroyed, nor is a part of it.
    static func withdrawAll(of id: DossierID, by session: Session, _ ground: Ground, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE destruction SET ended_by = \(session.member.id), ended_at = \(ground.time.now())
            WHERE dossier = \(id) AND record IS NULL AND ended_at IS NULL
            """)
        try RetentionStorage.forgetDays(of: id, in: tx)
        try forgetSettled(id, ground, in: tx)
    }

    /// Nobody is asked to confirm any more when nothing waits for a second person.
    private static func forgetSettled(_ id: DossierID, _ ground: Ground, in tx: any Transaction) throws {
        guard try tx.row("SELECT id FROM destruction WHERE dossier = \(id) AND ended_at IS NULL") == nil else { return }
        try ground.notices.forget(.toConfirm, about: id.text, in: tx)
    }

    /// What its writer withdrew needs no destroying.
    static func withdrawAll(
        ofRecord record: RecordID, by session: Session, _ ground: Ground, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE destruction SET ended_by = \(session.member.id), ended_at = \(ground.time.now())
            WHERE record = \(record) AND ended_at IS NULL
            """)
    }

    private struct Proposal {
        static let columns: SQL = """
            SELECT id, dossier, compartment, record, organisation, reason, proposed_by, word FROM destruction
            """

        let id: DestructionID
        let dossier: DossierID
        let part: Compartment?
        let record: RecordID?
        let organisation: OrganisationID
        let reason: DestructionReason
        let proposedBy: MemberID

        /// What the server vouches for: who writes to the database does not propose in a colleague's name.
        var binding: Binding {
            Binding(
                "destruction", id.text, dossier.text, record?.text ?? part?.rawValue ?? "", organisation.text, reason.rawValue,
                proposedBy.text)
        }

        /// Reads a row of ``columns``; nil when somebody else wrote it.
        static func vouched(_ row: Row, _ vouching: Vouching) throws -> Proposal? {
            let proposal = Proposal(
                id: try row.get("id"), dossier: try row.get("dossier"), part: try row.get("compartment"),
                record: try row.get("record"), organisation: try row.get("organisation"), reason: try row.get("reason"),
                proposedBy: try row.get("proposed_by"))
            let word: [UInt8]? = try row.get("word")
            return word.map { vouching.gave($0, for: proposal.binding) } ?? false ? proposal : nil
        }
    }

    /// The proposals to destroy that somebody else wrote.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        try tx.rows("\(fragment: Proposal.columns) ORDER BY id").compactMap { row in
            try Proposal.vouched(row, vouching) == nil ? row.get("id", as: String.self) : nil
        }
    }

    private func settle(
        _ id: DestructionID, by session: Session,
        _ body: @escaping @Sendable (Proposal, Session, any Transaction) throws -> Void
    ) async throws {
        try await ground.database.write { [self] tx in
            let session = try dossiers.able(session, in: tx)
            guard
                let row = try tx.row(
                    """
                    \(fragment: Proposal.columns) WHERE id = \(id)
                    AND organisation = \(session.organisation.id) AND ended_at IS NULL
                    """)
            else { throw DossierAbsent() }
            guard let proposal = try Proposal.vouched(row, ground.vouching) else { throw VaultError.notOpened }
            try body(proposal, session, tx)
            try Self.forgetSettled(proposal.dossier, ground, in: tx)
            try DossierStorage.raiseVersion(of: proposal.dossier, in: tx)
        }
    }

    private func end(_ id: DestructionID, isDone: Bool, by session: Session, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE destruction SET ended_by = \(session.member.id), ended_at = \(ground.time.now()), done = \(isDone)
            WHERE id = \(id)
            """)
    }

    /// Destroys the keys and contents of a dossier and of all that belongs to it; the envelope and the journal remain.
    func destroy(
        _ id: DossierID, because reason: DestructionReason, by session: Session, in tx: any Transaction
    ) throws {
        guard
            try DossierStorage.change(
                id, "destroyed_at = \(ground.time.now()), municipality = NULL",
                where: "state = 'closed' AND destroyed_at IS NULL", ground.vouching, in: tx) == 1
        else { throw DossierRefusal(.changedMeanwhile) }
        try RetentionStorage.destroy(Compartment.allCases, of: id, at: ground.time.now(), in: tx)
        try RosterStorage.vouch(id, ground.vouching, in: tx)
        try tx.execute("DELETE FROM dossier_unindexed WHERE dossier = \(id)")
        // What else was proposed to be destroyed of it is done with.
        try tx.execute(
            """
            UPDATE destruction SET ended_by = \(session.member.id), ended_at = \(ground.time.now())
            WHERE dossier = \(id) AND ended_at IS NULL
            """)
        // What outsiders still asked each other about it ends with it: nobody could open it any more.
        for task in try TaskStorage.openTasks(of: id, in: tx) {
            guard let duty = try ground.duties.duty(on: task.id.text, in: tx) else { continue }
            try TaskStorage.end(task.id, as: .withdrawn, at: ground.time.now(), in: tx)
            try ground.duties.discharge(duty.id, in: tx)
        }
        for share in try RosterStorage.shares(of: id, in: tx) { try ground.notices.forget(share.text, in: tx) }
        let objects = [id.text] + (try TaskStorage.tasks(of: id, in: tx).filter { !$0.isDestroyed }.map(\.id.text))
        for object in objects {
            try dossiers.journal(.dossierDestroyed, object, session, basis: reason.rawValue, in: tx)
            try ground.compartments.destroyAll(of: object, in: tx)
            try ground.attachments.destroyAll(of: object, in: tx)
            try ground.search.forget(object, in: tx)
            try ground.notices.forget(object, in: tx)
            try WithdrawalStorage.forget(object, in: tx)
        }
    }

    /// What accounts for sharing stays as long as the dossier does.
    private static let accounts = [RecordKind.sharingDecision, .sharingEnd, .transfer].map(\.code)

    /// The part in which a record stands that can be destroyed apart from its dossier.
    private func compartment(
        of record: RecordID, in id: DossierID, _ tx: any Transaction
    ) throws -> Compartment? {
        try tx.value(
            """
            SELECT c.kind FROM record r JOIN compartment c ON c.id = r.compartment
            WHERE r.id = \(record) AND r.object = \(id) AND r.sealed IS NOT NULL AND r.kind NOT IN \(list: Self.accounts)
            """, as: String.self
        ).flatMap(Compartment.init)
    }
}
