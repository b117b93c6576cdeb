import Journal
import Organisations
import Records
import Reporting
import Storage
public import Terms

/// What of a dossier, or of a task, was opened, by kind.
public struct DossierContents: Sendable {
    private let byKind: [RecordKind: [OpenedRecord]]
    private let authors: [Actor: Author]
    /// What was there and was withdrawn by who wrote it, oldest first.
    public let withdrawn: [Withdrawn]

    init(_ records: [OpenedRecord], withdrawn: [Withdrawn], authors: [Actor: Author]) {
        byKind = Dictionary(grouping: records, by: \.kind)
        self.withdrawn = withdrawn
        self.authors = authors
    }

    /// Whether a version stands among what was opened, a newer one in its place or not.
    public func holds(_ record: RecordID) -> Bool { byKind.values.contains { $0.contains { $0.id == record } } }

    /// What of one kind was withdrawn, oldest first; of what was withdrawn with its earlier versions, the newest alone.
    public func withdrawn<Body: DossierRecord>(_ type: Body.Type) -> [Withdrawn] {
        withdrawnOnce.filter { $0.kind == Body.kind }
    }

    /// What was withdrawn, oldest first; of what was withdrawn with its earlier versions, the newest alone.
    public var withdrawnOnce: [Withdrawn] {
        withdrawn.filter { earlier in
            !withdrawn.contains { $0.replaces == earlier.id && $0.withdrawnAt == earlier.withdrawnAt }
        }
    }

    /// When the first of the versions was written that were withdrawn together with this one.
    func firstWritten(_ record: Withdrawn) -> Instant {
        var first = record
        while let earlier = withdrawn.first(where: {
            $0.id == first.replaces && $0.withdrawnAt == record.withdrawnAt
        }) { first = earlier }
        return first.at
    }

    /// The newest version of everything of one kind, oldest first.
    public func all<Body: DossierRecord>(_ type: Body.Type = Body.self) throws -> [Kept<Body>] {
        let records = byKind[Body.kind] ?? []
        let empty = Dictionary(withdrawn.map { ($0.id, $0.replaces) }) { first, _ in first }
        /// The version that another took the place of, past those that were withdrawn between the two.
        func before(_ replaced: RecordID?) -> RecordID? {
            var id = replaced
            while let version = id, let earlier = empty[version] { id = earlier }
            return id
        }
        let replaced = Set(records.compactMap { before($0.replaces) })
        let byID = replaced.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0) })
        return try records.filter { !replaced.contains($0.id) }.map { record in
            var earlier: [Kept<Body>.Earlier] = []
            var next = before(record.replaces)
            while let id = next, let version = byID[id] {
                earlier.append(
                    .init(id: id, author: author(version.author), at: version.at, body: try version.decode()))
                next = before(version.replaces)
            }
            return Kept(
                id: record.id, compartment: Compartment(rawValue: record.compartment.code),
                author: author(record.author), at: record.at, body: try record.decode(), earlier: earlier)
        }
    }

    /// The one written last.
    public func last<Body: DossierRecord>(_ type: Body.Type = Body.self) throws -> Kept<Body>? {
        guard let record = byKind[Body.kind]?.last else { return nil }
        return Kept(
            id: record.id, compartment: Compartment(rawValue: record.compartment.code), author: author(record.author),
            at: record.at, body: try record.decode(), earlier: [])
    }

    /// How many records there are.
    public var count: Int { byKind.values.reduce(0) { $0 + $1.count } }

    private func author(_ actor: Actor) -> Author {
        authors[actor] ?? .nobody
    }
}

extension Dossiers {
    /// Everything of an object that these compartments hold, with who wrote it.
    func contents(
        of object: String, in compartments: [OpenCompartment], _ tx: any Transaction
    ) throws -> (contents: DossierContents, records: [OpenedRecord]) {
        let records = try ground.records.all(of: object, in: compartments, tx)
        let withdrawals = try WithdrawalStorage.withdrawals(of: object, in: compartments, ground.vouching, tx)
        var names: [OrganisationID: String] = [:]
        var authors: [Actor: Author] = [:]
        let actors = records.map(\.author) + withdrawals.flatMap { [$0.author, .member($0.member)] }
        for actor in Set(actors) {
            guard case .member(let id) = actor, let member = try ground.membership.member(id, in: tx) else { continue }
            let organisation = member.organisation
            let name = try names[organisation] ?? ground.membership.organisation(organisation, in: tx)?.name ?? ""
            names[organisation] = name
            authors[actor] = Author(
                member: id, name: member.name, organisation: organisation, organisationName: name)
        }
        let withdrawn = withdrawals.map { withdrawal in
            Withdrawn(
                withdrawal, author: authors[withdrawal.author] ?? .nobody,
                by: authors[.member(withdrawal.member)] ?? .nobody)
        }
        return (DossierContents(records, withdrawn: withdrawn, authors: authors), records)
    }
}
