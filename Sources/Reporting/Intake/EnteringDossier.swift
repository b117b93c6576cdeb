import Duties
public import Journal
public import Organisations
import Records
public import Storage
public import Terms

extension Act {
    /// A dossier goes on with the report.
    public static let reportEnteredDossier = Act("report.enteredDossier")
    /// The dossier that went on with the report was closed.
    public static let reportLeftDossier = Act("report.leftDossier")
}

extension Intake {
    /// How soon the reporter of a report that went into a dossier is to hear how it goes.
    private static let newsTerm = Term.days(30)

    /// Takes a report of the session's organisation into a dossier, in the transaction that opens it, and gives what it
    /// says, and by when its work was due: the dossier's is due no later. The report keeps its owner and the thread to the
    /// reporter; an answer that is due stays due, and so does the judgement of a report that nobody judged.
    /// Throws ``ReportAbsent``. Refuses `changedMeanwhile` for a closed report, `alreadyOffered`.
    public func enterDossier(
        _ id: ReportID, by session: Session, in tx: any Transaction
    ) throws -> (envelope: Envelope, contents: ReportContents, due: Instant) {
        guard let envelope = try ReportStorage.envelope(of: id, in: tx),
            try Parties.of(id, ground.vouching, in: tx).owner == session.organisation.id
        else { throw ReportAbsent() }
        guard envelope.state != .closed else { throw ReportRefusal.changedMeanwhile }
        guard try ReportStorage.offeredTo(id, in: tx) == nil else { throw ReportRefusal.alreadyOffered }
        let open = try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx)
        guard
            let record = try ground.records.all(of: id.text, in: open, tx).last(where: { $0.kind == .report })
        else { throw ReportAbsent() }
        let news = ground.time.now() + Self.newsTerm
        var due = news
        try owe(id, in: tx) { debts in
            due = debts.soonest(of: Debts.work) ?? news
            debts.enteredDossier(newsBy: news)
        }
        try ReportStorage.change(
            id,
            """
            state = 'inProgress', looked_at = coalesce(looked_at, \(ground.time.now())), version = version + 1
            """, ground.vouching, in: tx)
        try journal(.reportEnteredDossier, id, session, in: tx)
        return (envelope, try record.decode(), due)
    }
    /// Gives an open report back to its owner, in the transaction that closes the dossier that went on with it: what is
    /// left is owed here, and whoever holds the report hears so. Nothing for a report that is closed, or that is not the
    /// dossier's any more.
    public func leaveDossier(_ id: ReportID, by session: Session, in tx: any Transaction) throws {
        let debts: Debts<Step> = try ground.duties.debts(on: id.text, in: tx)
        guard debts[.inDossier] != nil, let envelope = try ReportStorage.envelope(of: id, in: tx) else { return }
        let due = ground.time.now() + terms.term(envelope.urgency)
        try owe(id, in: tx) { $0.leftDossier(finishBy: due) }
        try tx.execute("UPDATE report SET version = version + 1 WHERE id = \(id)")
        try journal(.reportLeftDossier, id, session, in: tx)
        try ground.notices.tell(.leftDossier, about: id.text, to: envelope.owner, by: session.member.id, in: tx)
    }
}
