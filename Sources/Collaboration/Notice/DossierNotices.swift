import Journal
import Organisations
import Records
import Reporting
import Storage
import Terms

/// What is told about dossiers, their shares and their tasks; never to whoever did it.
extension Dossiers {
    /// Whoever else reads a part hears that there is something new in it.
    func tellReaders(
        of compartment: Compartment, _ roster: Roster, _ session: Session, in tx: any Transaction
    ) throws {
        for reader in roster.readers(of: compartment, at: ground.time.now()) where reader != session.organisation.id {
            try ground.notices.tell(
                .written, about: roster.dossier.text, to: reader, by: session.member.id, in: tx)
        }
    }

    /// Every other organisation that has a part in the dossier.
    func tellOthers(_ kind: NoticeKind, _ roster: Roster, by session: Session, in tx: any Transaction) throws {
        for other in roster.organisations(at: ground.time.now()) where other != session.organisation.id {
            try ground.notices.tell(kind, about: roster.dossier.text, to: other, by: session.member.id, in: tx)
        }
    }

    /// Direct danger that was not known before: everybody who can open the dossier, one's own colleagues too.
    func tellDanger(_ roster: Roster, by session: Session, in tx: any Transaction) throws {
        for reader in roster.organisations(at: ground.time.now()) {
            try ground.notices.tell(.danger, about: roster.dossier.text, to: reader, by: session.member.id, in: tx)
        }
    }
}

extension Dossiers {
    /// What others wrote since the member looked last; nothing when they were not told, or saw it.
    func written(
        of id: DossierID, among records: [OpenedRecord], for session: Session, in tx: any Transaction
    ) throws -> [DossierView.Written] {
        let member = session.member.id
        guard try ground.notices.isNew(.written, about: id.text, to: member, in: tx) else { return [] }
        let last = try ground.journal.last(.dossierRead, by: .member(member), on: id.text, in: tx)
        let new = records.filter { $0.author != .member(member) && $0.at > last ?? Instant(milliseconds: 0) }
        return Dictionary(grouping: new, by: \.kind).map { DossierView.Written(kind: $0.key, count: $0.value.count) }
            .sorted { $0.kind.code < $1.kind.code }
    }
}

extension Tasks {
    /// Every other organisation that asked, must do it, or takes part.
    func tellOthers(
        _ kind: NoticeKind, _ task: DossierTask, by session: Session, urgency: Urgency? = nil, in tx: any Transaction
    ) throws {
        for party in task.readers where party != session.organisation.id {
            try ground.notices.tell(
                kind, about: task.id.text, to: party, by: session.member.id, urgency: urgency, in: tx)
        }
    }
}

extension Sharing {
    /// A share ended: who was let in hears it about the share, since the dossier may be theirs no more; who keeps the part
    /// hears it about the dossier.
    func tellEnded(
        _ admission: Admission, of roster: Roster, by session: Session?, in tx: any Transaction
    ) throws {
        let notices = dossiers.ground.notices
        let doer = session?.member.id
        let keeper = roster.keepers[admission.compartment] ?? roster.coordinator
        try notices.tell(.ended, about: admission.id.text, to: admission.organisation, by: doer, in: tx)
        try notices.tell(.ended, about: roster.dossier.text, to: keeper, by: doer, in: tx)
    }

    /// Tells who was let in to a part, and who keeps it, that the share ends in a week, and once more in a day: the house
    /// does it by itself. Tells of how many shares, at most 200 at a time.
    public func foretell() async throws -> Int {
        let ground = dossiers.ground
        let now = ground.time.now()
        guard try await !ground.database.read({ tx in try RosterStorage.ending(at: now, in: tx) }).isEmpty else { return 0 }
        return try await ground.database.write { tx in
            let ending = try RosterStorage.ending(at: now, in: tx)
            for share in ending {
                let kind: NoticeKind = share.days == 1 ? .endsInADay : .endsInAWeek
                for reader in [share.organisation, share.keeper] {
                    try ground.notices.tell(kind, about: share.dossier.text, to: reader, by: nil, in: tx)
                }
                try RosterStorage.foretold(share, in: tx)
            }
            return ending.count
        }
    }
}

extension Roster {
    /// Every organisation that has a part in the dossier at a moment, each once.
    func organisations(at now: Instant) -> [OrganisationID] {
        let all = Set(keepers.values).union(admissions.map(\.organisation)).union([coordinator])
        return all.union([offeredTo].compactMap { $0 }).filter { includes($0, at: now) }.sorted()
    }
}

/// A share that ends soon.
struct EndingShare: Sendable {
    let id: ShareID
    let dossier: DossierID
    let organisation: OrganisationID
    let keeper: OrganisationID
    /// Of how many days before the end it is to be told now: 7 or 1.
    let days: Int64
}

extension RosterStorage {
    private static let foretellings: [Int64] = [1, 7]

    /// Of how many days before its end a share need not be told, since it was made for no longer; 0 when of all.
    static func foretold(at admission: Admission) -> Int64 {
        foretellings.first { admission.until <= admission.since + .days(Int($0)) } ?? 0
    }

    /// The shares of whose end is to be told now, soonest first, at most 200.
    static func ending(at now: Instant, in tx: any Transaction) throws -> [EndingShare] {
        let (day, week) = (now + .days(1), now + .days(7))
        return try tx.rows(
            """
            SELECT a.id, a.dossier, a.organisation, a.until, p.keeper FROM admission a
            JOIN dossier_part p ON p.dossier = a.dossier AND p.compartment = a.compartment
            WHERE a.ended_at IS NULL AND a.until > \(now)
            AND ((a.until <= \(day) AND a.foretold <> 1) OR (a.until <= \(week) AND a.foretold = 0))
            ORDER BY a.until, a.id LIMIT 200
            """
        ).map { row in
            EndingShare(
                id: try row.get("id"), dossier: try row.get("dossier"), organisation: try row.get("organisation"),
                keeper: try row.get("keeper"), days: try row.get("until", as: Instant.self) <= day ? 1 : 7)
        }
    }

    static func foretold(_ share: EndingShare, in tx: any Transaction) throws {
        try tx.execute("UPDATE admission SET foretold = \(share.days) WHERE id = \(share.id)")
    }

    /// Every share of a dossier there ever was.
    static func shares(of id: DossierID, in tx: any Transaction) throws -> [ShareID] {
        try tx.rows("SELECT id FROM admission WHERE dossier = \(id)").map { try $0.get("id") }
    }
}
