import Duties
import Organisations
import Records
import Reporting
import Storage
import Terms

/// Destroying one part of a dossier when its keeper's term has passed; the other parts live on (Dutch: vernietiging).
extension Retention {
    /// Destroys keys and contents of one part, and what was told apart by who keeps nothing any more. Shares of the part end.
    /// With its last part the dossier itself goes.
    func destroy(
        _ part: Compartment, of roster: Roster, because reason: DestructionReason, by session: Session,
        in tx: any Transaction
    ) throws {
        let (id, now) = (roster.dossier, ground.time.now())
        let readers = roster.readers(of: part, at: now)
        // Which files there are stands in what is sealed, so they go first.
        let open = try dossiers.unlock([part], of: id, session, in: tx)
        let files = try ground.records.all(of: id.text, in: open, tx).flatMap(DossierRecords.files).map(\.id)
        try ground.attachments.destroy(files, of: id.text, in: tx)
        try WithdrawalStorage.forget(part.kind, of: id.text, in: tx)
        try ground.compartments.destroy(part.kind, of: id.text, in: tx)
        try dossiers.journal(
            .partDestroyed, id.text, session, basis: part.rawValue + "." + reason.rawValue, in: tx)
        try endProposals(about: part, of: id, by: session, in: tx)
        for admission in roster.admissions where admission.compartment == part {
            try end(admission, by: session, in: tx)
        }
        try RetentionStorage.destroy([part], of: id, at: now, in: tx)
        let next = try RosterStorage.vouch(id, ground.vouching, in: tx)
        guard !next.keepers.isEmpty else { return try destroy(id, because: reason, by: session, in: tx) }
        for task in try tasks(goingWith: part, of: next, in: tx) { try destroy(task, by: session, in: tx) }
        try dossiers.indexAnew(id, next, in: tx)
        for reader in readers { try dossiers.leave(reader, next, by: session, in: tx) }
    }

    /// What goes with a part that was destroyed just now: the actions that stood in it, and the questions and meetings of
    /// which nobody keeps anything any more.
    ///
    /// A question or a meeting is kept by who asked, as long as they keep a part of the dossier; where they never kept one,
    /// by who coordinates it. What a meeting decided goes with the meeting.
    private func tasks(
        goingWith part: Compartment, of roster: Roster, in tx: any Transaction
    ) throws -> [DossierTask] {
        let (keep, kept) = (
            Set(roster.keepers.values), try RetentionStorage.keepers(of: roster.dossier, in: tx)
        )
        let tasks = try TaskStorage.tasks(of: roster.dossier, in: tx).filter { !$0.isDestroyed }
        let apart = tasks.filter { task in
            task.compartment == nil && task.meeting == nil
                && !keep.contains(kept.contains(task.asker) ? task.asker : roster.coordinator)
        }
        let meetings = Set(apart.map(\.id))
        return tasks.filter { $0.compartment == part || $0.meeting.map(meetings.contains) ?? false } + apart
    }

    private func destroy(_ task: DossierTask, by session: Session, in tx: any Transaction) throws {
        if let duty = try ground.duties.duty(on: task.id.text, in: tx) {
            try TaskStorage.end(task.id, as: .withdrawn, at: ground.time.now(), in: tx)
            try ground.duties.discharge(duty.id, in: tx)
        }
        try dossiers.journal(.taskDestroyed, task.id.text, session, in: tx)
        try TaskStorage.destroy(task.id, at: ground.time.now(), in: tx)
        try ground.compartments.destroyAll(of: task.id.text, in: tx)
        try ground.attachments.destroyAll(of: task.id.text, in: tx)
        try ground.search.forget(task.id.text, in: tx)
        try ground.notices.forget(task.id.text, in: tx)
        try WithdrawalStorage.forget(task.id.text, in: tx)
    }

    /// Who read along hears that it ended.
    private func end(_ admission: Admission, by session: Session, in tx: any Transaction) throws {
        try dossiers.journal(.shareEnded, admission.id.text, session, basis: admission.basis.rawValue, in: tx)
        try RosterStorage.end(admission.id, at: ground.time.now(), in: tx)
        try ground.notices.tell(
            .ended, about: admission.id.text, to: admission.organisation, by: session.member.id, in: tx)
    }

    /// What else was proposed to be destroyed of the part is done with.
    private func endProposals(
        about part: Compartment, of id: DossierID, by session: Session, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE destruction SET ended_by = \(session.member.id), ended_at = \(ground.time.now())
            WHERE dossier = \(id) AND ended_at IS NULL AND (compartment = \(part) OR record IN (
                SELECT r.id FROM record r JOIN compartment c ON c.id = r.compartment
                WHERE c.object = \(id) AND c.kind = \(part)))
            """)
    }
}
