public import Organisations
public import Reporting
import Storage
public import Terms

extension Dossiers {
    /// What became of a dossier last for the session's organisation, which coordinated it, was asked to, kept a part or was
    /// let in to one; nil for who never was party to it or never lost anything of it, and for who cannot open contents.
    public func outcome(of id: DossierID, for session: Session) async throws -> Outcome? {
        guard session.member.role.opensContents else { return nil }
        let us = session.organisation.id
        return try await ground.database.read { [ground] tx in
            var names = Names(ground, tx)
            let all =
                try transfers(of: id, us, &names, in: tx) + shares(of: id, us, in: tx) + destructions(of: id, us, in: tx)
            return all.max { $0.at < $1.at }
        }
    }

    private func transfers(
        of id: DossierID, _ us: OrganisationID, _ names: inout Names, in tx: any Transaction
    ) throws -> [Outcome] {
        try TaskStorage.tasks(of: id, in: tx).compactMap { task in
            guard task.kind == .transfer, let at = task.endedAt else { return nil }
            switch (task.state, task.responsible == us) {
            case (.done, true): return Outcome(.taken, with: try names.name(of: task.asker), at: at)
            case (.done, false) where task.asker == us:
                return Outcome(.handedOver, with: try names.name(of: task.responsible), at: at)
            case (.declined, true): return Outcome(.refused, with: try names.name(of: task.asker), at: at)
            case (.withdrawn, true): return Outcome(.withdrawn, with: try names.name(of: task.asker), at: at)
            default: return nil
            }
        }
    }

    /// A share is over at the moment until which it was given, whether or not the house has ended it yet.
    private func shares(of id: DossierID, _ us: OrganisationID, in tx: any Transaction) throws -> [Outcome] {
        try tx.rows(
            """
            SELECT CASE WHEN ended_at < until THEN ended_at ELSE until END AS at_ms FROM admission
            WHERE dossier = \(id) AND organisation = \(us) AND (ended_at IS NOT NULL OR until <= \(ground.time.now()))
            """
        ).map { Outcome(.ended, at: try $0.get("at_ms")) }
    }

    private func destructions(of id: DossierID, _ us: OrganisationID, in tx: any Transaction) throws -> [Outcome] {
        try tx.rows(
            """
            SELECT d.destroyed_at AS at_ms FROM dossier d WHERE d.id = \(id) AND d.destroyed_at IS NOT NULL
            AND (d.coordinator = \(us) OR d.id IN (SELECT dossier FROM admission WHERE organisation = \(us)))
            UNION ALL
            SELECT destroyed_at AS at_ms FROM dossier_part
            WHERE dossier = \(id) AND keeper = \(us) AND destroyed_at IS NOT NULL
            """
        ).map { Outcome(.destroyed, at: try $0.get("at_ms")) }
    }
}

extension Tasks {
    /// The dossier of a task for who has no part in it any more, with what became of it: the task went with it. Nil for
    /// everybody else.
    public func outcome(of id: TaskID, for session: Session) async throws -> (dossier: DossierID, outcome: Outcome)? {
        let dossier = try await ground.database.read { tx in
            try tx.value("SELECT dossier FROM dossier_task WHERE id = \(id) AND dossier IS NOT NULL", as: DossierID.self)
        }
        guard let dossier, let outcome = try await dossiers.outcome(of: dossier, for: session) else { return nil }
        do { try await dossiers.check(dossier, by: session) } catch is DossierAbsent { return (dossier, outcome) }
        return nil
    }
}
