public import Duties
import Journal
public import Organisations
public import Records
public import Reporting
import Storage
public import Terms
import Vault

/// Everything about a dossier that a member may see, opened for this session only.
public struct DossierView: Sendable {
    public let envelope: DossierEnvelope
    /// Absent when closed.
    public let duty: Duty?
    /// Everything that is owed about the dossier as a whole; nothing when closed.
    public let debts: Debts<DossierStep>
    /// Who took it on, by name, while they work there.
    public let assignee: String?
    public let coordinatorName: String
    public let isCoordinator: Bool
    /// The open offer to take the coordination over.
    public let transfer: TaskLine?
    /// Whether it was offered to this organisation.
    public let isOffered: Bool
    /// The parts that this organisation reads.
    public let parts: Set<Compartment>
    /// The parts that nobody keeps and that this organisation may open while the dossier is open.
    public let mayOpen: Set<Compartment>
    /// Who reads each part, as far as this organisation may know: a coordinator sees all of it, another what it reads
    /// itself.
    public let readers: [PartReaders]
    public let tasks: [TaskLine]
    public let contents: DossierContents
    /// None for who does not read the general part: they are told there.
    public let reports: [DossierReport]
    /// What others wrote since this member looked last, when that was told to them and they had not seen it.
    public let written: [Written]

    /// How many records of one kind.
    public struct Written: Sendable, Hashable {
        public let kind: RecordKind
        public let count: Int
    }

    public var id: DossierID { envelope.id }
}

/// Who reads one part of a dossier (Dutch: wie weet wat).
public struct PartReaders: Sendable {
    public struct Reader: Sendable {
        public let organisation: OrganisationID
        public let name: String
        /// Who opened the part and decides who reads it.
        public let isKeeper: Bool
        /// How it was let in; absent for the keeper, and for who was asked to take the dossier over.
        public let admission: Admission?
    }

    public let compartment: Compartment
    public let readers: [Reader]
    /// Whether this session's organisation decides who reads it.
    public let isOurs: Bool
    /// Until when it is kept, by the law of its keeper; absent while the dossier is open.
    public let keptUntil: Instant?
}

/// A report that a dossier goes on with, and who holds the thread to the reporter.
public struct DossierReport: Sendable {
    public let id: ReportID
    public let reference: String
    public let ownerName: String
    /// Whether this session's organisation can open it.
    public let isOurs: Bool
    /// What is still owed about it, soonest first; nothing when it is closed, or another organisation's.
    public let owed: [Step]
}

extension Dossiers {
    /// Opens a dossier: decrypts what this organisation holds keys to, notes the look in the journal with the parts that
    /// were opened, and makes new contents findable. Throws ``DossierAbsent``.
    public func open(_ id: DossierID, by session: Session) async throws -> DossierView {
        guard session.member.isAble else { throw DossierAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            let (envelope, roster) = try part(in: id, of: session, in: tx)
            let us = session.organisation.id
            let parts = roster.parts(of: us, at: ground.time.now())
            let (contents, records) = try self.contents(of: id.text, in: unlock(parts, of: id, session, in: tx), tx)
            let written = try written(of: id, among: records, for: session, in: tx)
            try journal(.dossierRead, id.text, session, basis: Self.code(of: parts), in: tx)
            try index(records, of: id.text, for: session, in: tx)
            var names = Names(ground, tx)
            let tasks = try TaskStorage.tasks(of: id, in: tx).filter { task in
                guard !task.isDestroyed else { return false }
                return roster.coordinator == us || task.involves(us)
                    || task.compartment.map { part in
                        parts.contains(part) && roster.reads(part, writtenAt: task.askedAt, us)
                    } ?? false
            }
            let lines = try self.lines(tasks, [contents] + meetings(of: tasks, session, in: tx), &names, in: tx)
            // What is asked in a part of the dossier, and the offer to take it over, are read and answered here.
            let shown = [id.text] + tasks.filter { $0.compartment != nil }.map(\.id.text)
            try ground.notices.markSeen(shown, by: session.member.id, in: tx)
            let duty = try ground.duties.duty(on: id.text, in: tx)
            return DossierView(
                envelope: envelope, duty: duty, debts: try ground.duties.debts(on: id.text, in: tx),
                assignee: try assignee(duty, in: tx),
                coordinatorName: try names.name(of: roster.coordinator), isCoordinator: roster.coordinator == us,
                transfer: lines.first { $0.kind == .transfer && $0.state == .open },
                isOffered: roster.offeredTo == us, parts: parts,
                mayOpen: Set(Compartment.allCases.filter { roster.mayOpen($0, us) }),
                readers: try readers(of: roster, for: us, &names, in: tx), tasks: lines, contents: contents,
                reports: try parts.contains(.general) ? reports(of: id, for: us, &names, in: tx) : [],
                written: written)
        }
    }

    /// Throws ``DossierAbsent`` unless the session's organisation has a part in the dossier.
    public func check(_ id: DossierID, by session: Session) async throws {
        guard session.member.isAble else { throw DossierAbsent() }
        try await ground.database.read { [self] tx in _ = try part(in: id, of: session, in: tx) }
    }

    /// A file of a dossier that this organisation reads; the look is journaled. Throws ``DossierAbsent``.
    public func file(_ attachment: AttachmentID, of id: DossierID, by session: Session) async throws -> OpenedFile {
        guard session.member.isAble else { throw DossierAbsent() }
        return try await ground.database.write { [self] tx in
            let session = try ground.membership.present(session, in: tx)
            let (_, roster) = try part(in: id, of: session, in: tx)
            let parts = roster.parts(of: session.organisation.id, at: ground.time.now())
            let records = try ground.records.all(of: id.text, in: unlock(parts, of: id, session, in: tx), tx)
            let notes = try records.flatMap(DossierRecords.files)
            guard let note = notes.first(where: { $0.id == attachment }) else { throw DossierAbsent() }
            return try OpenedFile(
                note, of: id.text, by: .member(session.member.id), at: session.organisation.id,
                as: session.member.role, ground, in: tx)
        }
    }

    /// The compartments of these parts that the session's keys open.
    func unlock(
        _ parts: Set<Compartment>, of id: DossierID, _ session: Session, in tx: any Transaction
    ) throws -> [OpenCompartment] {
        try ground.compartments.unlockAll(of: id.text, with: session.keyring, in: tx).filter { open in
            Compartment(rawValue: open.kind.code).map(parts.contains) ?? false
        }
    }

    /// Makes what was opened findable for the organisation.
    func index(
        _ records: [OpenedRecord], of object: String, for session: Session, in tx: any Transaction
    ) throws {
        let us = session.organisation.id
        // Who holds no keys yet leaves it to a colleague.
        guard session.member.isAble else { return }
        try tx.execute("DELETE FROM dossier_unindexed WHERE organisation = \(us) AND dossier = \(object)")
        let new = try ground.search.waiting(of: object, for: us, in: tx)
        let waiting = new.isEmpty ? [] : records.filter { new.contains($0.id) }
        guard !waiting.isEmpty else { return }
        let key = try ground.indexKey(for: session, in: tx)
        for record in waiting {
            let (texts, identifiers) = try DossierRecords.words(of: record)
            try ground.search.index(
                record.id, of: object, texts: texts, identifiers: identifiers, for: us, under: key, in: tx)
        }
    }

    func assignee(_ duty: Duty?, in tx: any Transaction) throws -> String? {
        try ground.membership.worker(duty?.member, in: tx)?.name
    }

    private func readers(
        of roster: Roster, for us: OrganisationID, _ names: inout Names, in tx: any Transaction
    ) throws -> [PartReaders] {
        let now = ground.time.now()
        let days = try RetentionStorage.days(of: roster.dossier, in: tx)
        var all: [PartReaders] = []
        for compartment in Compartment.allCases {
            let ids = roster.readers(of: compartment, at: now)
            guard !ids.isEmpty, roster.coordinator == us || ids.contains(us) else { continue }
            var readers: [PartReaders.Reader] = []
            for id in ids {
                let isKeeper = roster.keepers[compartment] == id
                readers.append(
                    PartReaders.Reader(
                        organisation: id, name: try names.name(of: id), isKeeper: isKeeper,
                        admission: isKeeper ? nil : roster.admission(of: id, to: compartment)))
            }
            all.append(
                PartReaders(
                    compartment: compartment, readers: readers, isOurs: roster.keepers[compartment] == us,
                    keptUntil: days[compartment]))
        }
        return all
    }

    private func reports(
        of id: DossierID, for us: OrganisationID, _ names: inout Names, in tx: any Transaction
    ) throws -> [DossierReport] {
        try DossierReports.reports(of: id, in: tx).compactMap { report in
            guard let owner = try tx.value("SELECT owner FROM report WHERE id = \(report)", as: OrganisationID.self)
            else { return nil }
            let debts: Debts<Step> = try owner == us ? ground.duties.debts(on: report.text, in: tx) : Debts([:])
            return DossierReport(
                id: report, reference: Envelope.reference(of: report), ownerName: try names.name(of: owner),
                isOurs: owner == us, owed: debts.inOrder.map(\.step))
        }
    }

    /// The parts that were opened, as the journal names them: their codes with a dot between.
    private static func code(of parts: Set<Compartment>) -> String? {
        let codes = Compartment.allCases.filter(parts.contains).map(\.rawValue)
        return codes.isEmpty ? nil : codes.joined(separator: ".")
    }
}

/// The names of organisations, each read once.
struct Names {
    private let ground: Ground
    private let tx: any Transaction
    private var known: [OrganisationID: String] = [:]

    init(_ ground: Ground, _ tx: any Transaction) {
        self.ground = ground
        self.tx = tx
    }

    mutating func name(of id: OrganisationID) throws -> String {
        if let name = known[id] { return name }
        let name = try tx.value("SELECT name FROM organisation WHERE id = \(id)", as: String.self) ?? ""
        known[id] = name
        return name
    }
}
