import Journal
public import Organisations
import Reporting
import Storage
public import Terms

/// That a member opened a part of a dossier, a question or a meeting after something was written there
/// (Dutch: gelezen door).
public struct Reading: Sendable, Hashable {
    public let member: MemberID
    public let name: String
    public let organisation: OrganisationID
    public let organisationName: String
}

/// Who read what, as the journal's looks tell it.
public struct Readings: Sendable {
    /// A look at some parts, the last one of each member.
    struct Opened: Sendable {
        let reading: Reading
        let parts: Set<Compartment>
        let last: Instant
    }

    let opened: [Opened]
    let withdrawn: [RecordID: [Reading]]
    let laterOnly: LaterOnly

    /// Who opened the part since something was first written, whatever version they read, but for its writer.
    public func of<Body>(_ kept: Kept<Body>) -> [Reading] {
        of(kept.compartment, since: kept.firstWritten, but: kept.author)
    }

    /// Who opened a part since something was written there, but for its writer.
    ///
    /// - Parameter part: absent for what was written with a question or a meeting.
    public func of(_ part: Compartment?, since written: Instant, but author: Author) -> [Reading] {
        Self.distinct(
            opened.filter { look in
                guard look.last >= written, look.reading.member != author.member else { return false }
                guard let part else { return true }
                return look.parts.contains(part) && !laterOnly.excludes(look.reading.organisation, part, at: written)
            }.map(\.reading))
    }

    /// Who had read something by the time it was withdrawn, but for its writer.
    public func of(_ record: Withdrawn) -> [Reading] {
        (withdrawn[record.id] ?? []).filter { $0.member != record.author.member }
    }

    /// Each once, by organisation and name.
    static func distinct(_ readings: [Reading]) -> [Reading] {
        Set(readings).sorted {
            ($0.organisationName, $0.name, $0.member) < ($1.organisationName, $1.name, $1.member)
        }
    }
}

/// Which organisations were let in only to what was written later: a look at the part did not show them what was there.
struct LaterOnly: Sendable {
    private struct Door: Hashable {
        let organisation: OrganisationID
        let compartment: Compartment
    }

    /// Since when each read along, where no earlier contents were ever opened to it.
    private let since: [Door: Instant]

    /// Where all who take part read everything.
    init() { since = [:] }

    init(of id: DossierID, in tx: any Transaction) throws {
        var since: [Door: Instant] = [:]
        var whole: Set<Door> = []
        for row in try tx.rows(
            "SELECT organisation, compartment, since, earlier FROM admission WHERE dossier = \(id)")
        {
            let door = Door(organisation: try row.get("organisation"), compartment: try row.get("compartment"))
            let moment: Instant = try row.get("since")
            since[door] = min(since[door] ?? moment, moment)
            if try row.get("earlier", as: Bool.self) { whole.insert(door) }
        }
        // Who keeps a part, or was asked to take the dossier over or did so, was shown all of it.
        var all: Set<OrganisationID> = []
        for row in try tx.rows(
            """
            SELECT keeper AS organisation FROM dossier_part WHERE dossier = \(id)
            UNION SELECT asker FROM dossier_task WHERE dossier = \(id) AND kind = 'transfer'
            UNION SELECT responsible FROM dossier_task WHERE dossier = \(id) AND kind = 'transfer'
            """)
        { all.insert(try row.get("organisation")) }
        self.since = since.filter { !whole.contains($0.key) && !all.contains($0.key.organisation) }
    }

    func excludes(_ organisation: OrganisationID, _ part: Compartment, at written: Instant) -> Bool {
        since[Door(organisation: organisation, compartment: part)].map { written < $0 } ?? false
    }
}

extension Dossiers {
    /// Who read what stands in an opened dossier, and what was withdrawn from it.
    public func readings(of view: DossierView) async throws -> Readings {
        try await ground.database.read { [self] tx in
            let now = ground.time.now() + Self.moment
            let laterOnly = try LaterOnly(of: view.id, in: tx)
            var withdrawn: [RecordID: [Reading]] = [:]
            for record in view.contents.withdrawn {
                withdrawn[record.id] = try readers(
                    of: view.id, record.compartment, since: view.contents.firstWritten(record), before: record.withdrawnAt + Self.moment, in: tx)
            }
            return Readings(
                opened: try looks([.dossierRead], on: view.id.text, since: view.envelope.openedAt, before: now, in: tx),
                withdrawn: withdrawn, laterOnly: laterOnly)
        }
    }

    /// When the session's member opened a dossier for the last time; absent when they never did.
    public func lastLook(at id: DossierID, by session: Session) async throws -> Instant? {
        try await ground.database.read { [self] tx in
            try ground.journal.looks(
                [.dossierRead], on: id.text, since: Instant(milliseconds: 0), before: ground.time.now() + Self.moment, in: tx
            ).filter { $0.actor == .member(session.member.id) }.map(\.last).max()
        }
    }

    /// Who opened a part of a dossier within a period, and could read what stood there at its beginning.
    func readers(
        of id: DossierID, _ part: Compartment?, since: Instant, before: Instant, in tx: any Transaction
    ) throws -> [Reading] {
        guard let part else { return [] }
        let laterOnly = try LaterOnly(of: id, in: tx)
        return Readings.distinct(
            try looks([.dossierRead], on: id.text, since: since, before: before, in: tx).filter { look in
                look.parts.contains(part) && !laterOnly.excludes(look.reading.organisation, part, at: since)
            }.map(\.reading))
    }

    /// Who opened a question or a meeting within a period.
    func readers(of id: TaskID, since: Instant, before: Instant, in tx: any Transaction) throws -> [Reading] {
        Readings.distinct(
            try looks([.consultationRead, .meetingRead], on: id.text, since: since, before: before, in: tx)
                .map(\.reading))
    }

    func looks(
        _ acts: [Act], on object: String, since: Instant, before: Instant, in tx: any Transaction
    ) throws -> [Readings.Opened] {
        var names = Names(ground, tx)
        var members: [MemberID: String] = [:]
        return try ground.journal.looks(acts, on: object, since: since, before: before, in: tx).compactMap { look in
            guard case .member(let id) = look.actor, let organisation = look.organisation else { return nil }
            let name = try members[id] ?? ground.membership.member(id, in: tx)?.name ?? ""
            members[id] = name
            let parts = (look.basis ?? "").split(separator: ".").compactMap { Compartment(rawValue: String($0)) }
            return Readings.Opened(
                reading: Reading(
                    member: id, name: name, organisation: organisation,
                    organisationName: try names.name(of: organisation)), parts: Set(parts), last: look.last)
        }
    }
}

extension Tasks {
    /// Who read the messages of a question or a meeting.
    public func readings(of view: TaskView) async throws -> Readings {
        try await ground.database.read { [self] tx in
            let now = ground.time.now() + Dossiers.moment
            var withdrawn: [RecordID: [Reading]] = [:]
            for record in view.contents.withdrawn {
                withdrawn[record.id] = try dossiers.readers(
                    of: view.id, since: view.contents.firstWritten(record), before: record.withdrawnAt + Dossiers.moment, in: tx)
            }
            return Readings(
                opened: try dossiers.looks(
                    [.consultationRead, .meetingRead], on: view.id.text, since: view.task.askedAt, before: now, in: tx),
                withdrawn: withdrawn, laterOnly: LaterOnly())
        }
    }
}
