public import Terms
import Storage
import Vault

/// An organisation that was let in to one part of a dossier, until a day (Dutch: toegelaten organisatie).
public struct Admission: Sendable, Hashable {
    public let id: ShareID
    public let compartment: Compartment
    public let organisation: OrganisationID
    public let basis: LegalBasis
    public let since: Instant
    public let until: Instant
    /// Whether it reads what was written before as well.
    public let includesEarlier: Bool
}

/// Who reads what of a dossier today: who coordinates it, who keeps each part, and who was let in to which
/// (Dutch: wie weet wat).
///
/// Contents are sealed to them, so the server vouches for the whole of it in one word: whoever can write to the database
/// can neither let their own organisation in, nor make it a keeper, nor take somebody out unnoticed.
public struct Roster: Sendable, Hashable {
    public let dossier: DossierID
    public let coordinator: OrganisationID
    /// Who was asked to take the coordination over and has not answered.
    public let offeredTo: OrganisationID?
    /// Who opened each part, and decides who reads it; parts that nobody opened, or that were destroyed, are not there.
    public let keepers: [Compartment: OrganisationID]
    public let admissions: [Admission]

    /// The parts that an organisation reads at a moment.
    public func parts(of organisation: OrganisationID, at now: Instant) -> Set<Compartment> {
        Set(Compartment.allCases.filter { readers(of: $0, at: now).contains(organisation) })
    }

    /// Whether an organisation has any part in the dossier.
    public func includes(_ organisation: OrganisationID, at now: Instant) -> Bool {
        coordinator == organisation || offeredTo == organisation || !parts(of: organisation, at: now).isEmpty
    }

    /// The same without the offer: who was only asked to take the dossier over reads, and writes when it has said yes.
    var withoutOffer: Roster {
        Roster(
            dossier: dossier, coordinator: coordinator, offeredTo: nil, keepers: keepers, admissions: admissions)
    }

    /// Who reads a part at a moment, its keeper first.
    public func readers(of compartment: Compartment, at now: Instant) -> [OrganisationID] {
        guard let keeper = keepers[compartment] else { return [] }
        var readers = [keeper]
        for admission in admissions where admission.compartment == compartment && admission.until > now {
            if !readers.contains(admission.organisation) { readers.append(admission.organisation) }
        }
        if keeper == coordinator, let offeredTo, !readers.contains(offeredTo) { readers.append(offeredTo) }
        return readers
    }

    /// Whether what was written in a part at a moment is for an organisation that reads the part: not for who was let in
    /// to what came later.
    func reads(_ compartment: Compartment, writtenAt moment: Instant, _ organisation: OrganisationID) -> Bool {
        guard let admission = admission(of: organisation, to: compartment), !admission.includesEarlier,
            offeredTo != organisation
        else { return true }
        return moment >= admission.since
    }

    /// Whether an organisation can end an open task: it must do it, asked it, or coordinates the dossier and reads what was
    /// asked.
    ///
    /// - Parameter meeting: the meeting that decided on it, where its text stands; nil when it stands in a part.
    func endsTask(_ task: DossierTask, _ organisation: OrganisationID, meeting: DossierTask?, at now: Instant) -> Bool {
        if task.asker == organisation || task.responsible == organisation { return true }
        guard coordinator == organisation, task.kind == .action else { return false }
        if let compartment = task.compartment { return parts(of: organisation, at: now).contains(compartment) }
        return meeting?.involves(organisation) ?? false
    }

    /// Whether an organisation may open a part that nobody opened yet.
    ///
    /// What everybody goes by, the general part and safety, is the coordinator's to open: it must not be shut out of
    /// either. Who was asked to take the dossier over and has not answered opens nothing, or it would stay in the dossier
    /// after it said no.
    func mayOpen(_ compartment: Compartment, _ organisation: OrganisationID) -> Bool {
        keepers[compartment] == nil
            && (coordinator == organisation || (offeredTo != organisation && !compartment.isCoordinators))
    }

    public func admission(of organisation: OrganisationID, to compartment: Compartment) -> Admission? {
        admissions.first { $0.organisation == organisation && $0.compartment == compartment }
    }

    var binding: Binding {
        let kept = Compartment.allCases.compactMap { part in keepers[part].map { "\(part.rawValue) \($0.text)" } }
        let admitted = admissions.sorted { $0.id < $1.id }.map { admission in
            [
                admission.id.text, admission.compartment.rawValue, admission.organisation.text,
                admission.basis.rawValue,
                String(admission.since.milliseconds), String(admission.until.milliseconds),
                admission.includesEarlier ? "all" : "later",
            ].joined(separator: " ")
        }
        return Binding(
            "roster", dossier.text, coordinator.text, offeredTo?.text ?? "", kept.joined(separator: "\n"),
            admitted.joined(separator: "\n"))
    }
}

/// The rows behind a roster.
enum RosterStorage {
    /// The roster as it was vouched for. Throws ``DossierAbsent`` when there is no such dossier, and
    /// `VaultError.notOpened` when somebody else wrote it.
    static func roster(of id: DossierID, _ vouching: Vouching, in tx: any Transaction) throws -> Roster {
        let (roster, word) = try read(id, in: tx)
        guard vouching.gave(word, for: roster.binding) else { throw VaultError.notOpened }
        return roster
    }

    /// Vouches for the roster as it stands after a change that the caller has just made, and gives it.
    @discardableResult
    static func vouch(_ id: DossierID, _ vouching: Vouching, in tx: any Transaction) throws -> Roster {
        let (roster, _) = try read(id, in: tx)
        try tx.execute("UPDATE dossier SET roster = \(vouching.word(for: roster.binding)) WHERE id = \(id)")
        return roster
    }

    /// The dossiers whose roster somebody else wrote.
    static func unvouched(_ vouching: Vouching, in tx: any Transaction) throws -> [String] {
        var found: [String] = []
        var after = ""
        while true {
            let ids: [DossierID] = try tx.rows(
                "SELECT id FROM dossier WHERE id > \(after) ORDER BY id LIMIT 1000"
            ).map { try $0.get("id") }
            guard let last = ids.last else { return found }
            for id in ids {
                let (roster, word) = try read(id, in: tx)
                if !vouching.gave(word, for: roster.binding) { found.append(id.text) }
            }
            after = last.text
        }
    }

    /// A part that was destroyed is begun anew.
    static func keep(_ compartment: Compartment, of id: DossierID, by keeper: OrganisationID, in tx: any Transaction)
        throws
    {
        try tx.execute(
            """
            INSERT INTO dossier_part (dossier, compartment, keeper) VALUES (\(id), \(compartment), \(keeper))
            ON CONFLICT (dossier, compartment) DO UPDATE SET keeper = excluded.keeper, destroyed_at = NULL
            """)
    }

    /// What one keeper kept, another keeps from now.
    static func moveParts(
        of id: DossierID, from keeper: OrganisationID, to next: OrganisationID, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE dossier_part SET keeper = \(next)
            WHERE dossier = \(id) AND keeper = \(keeper) AND destroyed_at IS NULL
            """)
    }

    static func admit(_ admission: Admission, to id: DossierID, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO admission (id, dossier, compartment, organisation, basis, since, until, earlier, foretold)
            VALUES (\(admission.id), \(id), \(admission.compartment), \(admission.organisation), \(admission.basis),
                    \(admission.since), \(admission.until), \(admission.includesEarlier), \(foretold(at: admission)))
            """)
    }

    static func end(_ id: ShareID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE admission SET ended_at = \(now) WHERE id = \(id) AND ended_at IS NULL")
    }

    /// Dossiers in which an admission ran out.
    static func lapsed(at now: Instant, limit: Int, in tx: any Transaction) throws -> [DossierID] {
        try tx.rows(
            """
            SELECT DISTINCT dossier FROM admission WHERE ended_at IS NULL AND until <= \(now) LIMIT \(limit)
            """
        ).map { try $0.get("dossier") }
    }

    private static func read(_ id: DossierID, in tx: any Transaction) throws -> (Roster, [UInt8]) {
        guard
            let row = try tx.row(
                """
                SELECT d.coordinator, d.roster, t.responsible FROM dossier d
                LEFT JOIN dossier_task t ON t.dossier = d.id AND t.kind = 'transfer' AND t.state = 'open'
                WHERE d.id = \(id)
                """)
        else { throw DossierAbsent() }
        var keepers: [Compartment: OrganisationID] = [:]
        for part in try tx.rows(
            "SELECT compartment, keeper FROM dossier_part WHERE dossier = \(id) AND destroyed_at IS NULL") {
            keepers[try part.get("compartment")] = try part.get("keeper", as: OrganisationID.self)
        }
        let admissions = try tx.rows(
            """
            SELECT id, compartment, organisation, basis, since, until, earlier FROM admission
            WHERE dossier = \(id) AND ended_at IS NULL ORDER BY since, id
            """
        ).map { row in
            Admission(
                id: try row.get("id"), compartment: try row.get("compartment"),
                organisation: try row.get("organisation"), basis: try row.get("basis"), since: try row.get("since"),
                until: try row.get("until"), includesEarlier: try row.get("earlier"))
        }
        let roster = Roster(
            dossier: id, coordinator: try row.get("coordinator"), offeredTo: try row.get("responsible"),
            keepers: keepers, admissions: admissions)
        return (roster, try row.get("roster"))
    }
}
