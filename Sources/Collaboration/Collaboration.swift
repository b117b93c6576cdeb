import Duties
import Organisations
public import Records
public import Reporting
public import Storage

/// What the wing adds to what the house checks and keeps.
public enum Collaboration {
    /// Every migration of this wing, after those of the ground floor and of Reporting.
    public static let migrations = DossierStorage.migrations

    /// Compares the stored records with the journal, those of dossiers too.
    public static func recordReplay(_ ground: Ground) -> RecordReplay {
        ground.recordReplay.adding(
            destroying: [.dossierDestroyed, .taskDestroyed], emptying: [.recordDestroyed, .recordWithdrawn],
            emptyingPart: [.partDestroyed], naming: [.keyTakenBack])
    }

    /// What decides in the database who can read a dossier or a task and was not put there by this installation, or was
    /// put back, or hides or destroys one.
    public static func unvouched(_ ground: Ground, in tx: any Transaction) throws -> [String] {
        try RosterStorage.unvouched(ground.vouching, in: tx) + RosterStorage.revived(in: tx)
            + TaskStorage.unvouched(ground.vouching, in: tx) + RetentionStorage.hidden(in: tx)
            + Retention.unvouched(ground.vouching, in: tx) + WithdrawalStorage.unvouched(ground.vouching, in: tx)
            + DossierStorage.changed(ground.vouching, in: tx) + DossierReports.unvouched(ground.vouching, in: tx)
            + Duties.missing(of: "dossier", state: "state <> 'closed'", owner: "coordinator", in: tx)
            + Duties.missing(of: "dossier_task", state: "state = 'open'", owner: "responsible", in: tx)
    }

    /// What is adopted of the house, this wing's after that of the ground floor and of Reporting.
    public static func adoptions(_ ground: Ground) -> [Adoption] {
        ground.adoptions + [
            Adoption(of: "dossiers") { tx in
                try DossierStorage.vouched.adopt(ground.vouching, in: tx)
                try DossierReports.adopt(ground.vouching, in: tx)
            }
        ]
    }
}
