public import Storage
public import Terms
public import Vault

/// The append-only log of every act and every look.
///
/// An entry is written in the transaction of the act itself, so that neither exists without the other. It carries a seal:
/// an HMAC under a key that is not in the database, so whoever can write to the database cannot plant an entry. About
/// every second ``sequence(in:limit:)`` gives the new entries their places in a Merkle tree (RFC 6962) and signs its
/// head, so nobody can change, remove, reorder or insert one unnoticed from then on. What the seal cannot show is that
/// an entry was deleted before it got its place; that window is as long as the pause between two sequencings.
public struct Journal: Sendable {
    /// The tables, to be given to `Database.migrate`.
    public static let migrations = JournalMigrations.all

    let seals: ContentKey
    let signing: SigningKey
    let time: TimeSource
    let chance: Randomness

    public init(secret: ServerSecret, time: TimeSource, chance: Randomness) {
        seals = secret.key(for: "journal entry")
        signing = secret.signingKey
        self.time = time
        self.chance = chance
    }

    /// The key under which this installation's tree heads verify; it may be published.
    public var verifyingKey: VerifyingKey { signing.verifyingKey }

    /// Writes one entry in the caller's transaction: one `INSERT`, no reads, so that writers never wait for one another.
    ///
    /// - Parameters:
    ///   - object: the id or code of what it was done to, at most 64 characters of an id's alphabet.
    ///   - basis: the code of the legal basis, of the same form.
    /// - Throws: `JournalError.notACode` when object or basis could hold contents.
    @discardableResult
    public func record(
        _ act: Act, by actor: Actor, of organisation: OrganisationID? = nil, as role: Role? = nil, on object: String,
        basis: String? = nil, digest: [UInt8]? = nil, in tx: any Transaction
    ) throws -> EntryID {
        guard Act.isCode(object), basis.map(Act.isCode) ?? true else { throw JournalError.notACode }
        let now = time.now()
        let entry = Entry(
            id: EntryID(chance, at: now), at: now, actor: actor, organisation: organisation, role: role, act: act,
            object: object, basis: basis, digest: digest)
        try EntryStorage(tx: tx).insert(EntryColumns(entry), seal: seal(entry.canonical))
        return entry.id
    }

    /// Gives unplaced entries their places, oldest first, extends the tree and signs its new head.
    ///
    /// One at a time in the whole installation, by a lock in the database. An entry whose seal does not fit is left
    /// where it is, and ``verify(in:against:)`` reports it.
    ///
    /// - Parameter limit: the largest number of entries placed at once.
    /// - Returns: the new head; nil when there was nothing to place.
    /// - Throws: `JournalError.broken` when the stored tree is not the one that was signed last.
    public func sequence(in tx: any Transaction, limit: Int = 10_000) throws -> TreeHead? {
        try Sequencer(journal: self, tx: tx).run(limit: limit)
    }

    /// The newest signed head; nil before the first entry was placed.
    public func head(in tx: any Transaction) throws -> TreeHead? {
        try HeadStorage(tx: tx).newest()
    }

    /// Whether the newest placed entry is from after a moment, by more than the clocks of several servers differ: one was
    /// or is wrong.
    public func isAhead(of now: Instant, in tx: any Transaction) throws -> Bool {
        try EntryStorage(tx: tx).lastMoment().map { $0 > now + .minutes(5) } ?? false
    }

    /// How many entries wait for their place.
    public func waitingCount(in tx: any Transaction) throws -> Int { try EntryStorage(tx: tx).countUnplaced() }

    /// The proof that an entry stands in the tree of the newest head (RFC 9162 section 2.1.3); nil while it has no place.
    ///
    /// - Throws: `JournalError.broken` when the stored tree no longer bears it out.
    public func inclusion(of id: EntryID, in tx: any Transaction) throws -> InclusionProof? {
        guard let stored = try EntryStorage(tx: tx).find(id), let position = stored.position,
            let head = try head(in: tx), position < head.size
        else { return nil }
        let entry = try stored.columns.entry()
        let proof = InclusionProof(
            entry: EntryOutline(
                id: entry.id, at: entry.at, act: entry.act, object: entry.object, digest: entry.digest,
                seal: stored.seal),
            position: position, head: head,
            path: try NodeStorage(tx: tx).tree(size: head.size).path(to: position), verifyingKey: verifyingKey)
        guard isSealed(stored), proof.verify(key: verifyingKey) else { throw JournalError.broken }
        return proof
    }

    /// The proof that the tree of one size is the beginning of a later one (RFC 9162 section 2.1.4);
    /// ``TreeHead/continues(_:by:)`` checks it.
    ///
    /// - Throws: `JournalError.noSuchSize` unless 0 < oldSize ≤ newSize ≤ the size of the newest head.
    public func consistency(from oldSize: Int64, to newSize: Int64, in tx: any Transaction) throws -> [[UInt8]] {
        guard let head = try head(in: tx), 0 < oldSize, oldSize <= newSize, newSize <= head.size else {
            throw JournalError.noSuchSize
        }
        return try NodeStorage(tx: tx).tree(size: newSize).consistency(from: oldSize)
    }

    /// Placed entries, newest first, for the auditor's pages.
    ///
    /// - Parameter position: only entries before this place; nil begins at the newest.
    public func entries(
        _ filter: EntryFilter = EntryFilter(), before position: Int64? = nil, limit: Int = 100, in tx: any Transaction
    ) throws -> [PlacedEntry] {
        try EntryStorage(tx: tx).page(filter, before: position ?? .max, limit: limit)
    }

    /// Entries on any of these objects, newest first, placed or not.
    ///
    /// - Parameter before: recorded before this moment.
    public func entries(
        on objects: [String], before: Instant, limit: Int = 100, in tx: any Transaction
    ) throws -> [Entry] {
        try EntryStorage(tx: tx).entries(on: objects, before: before, limit: limit)
    }

    /// When somebody last did this to an object; nil when they never did.
    public func last(_ act: Act, by actor: Actor, on object: String, in tx: any Transaction) throws -> Instant? {
        try EntryStorage(tx: tx).last(act, by: actor, on: object)
    }

    /// Who did one of these acts to an object within a period: once for each actor and basis, whoever did so last at the
    /// end.
    ///
    /// - Parameter before: up to this moment, itself left out.
    public func looks(
        _ acts: [Act], on object: String, since: Instant, before: Instant, in tx: any Transaction
    ) throws -> [Look] {
        try EntryStorage(tx: tx).looks(acts.map(\.code), on: object, since: since, before: before)
    }

    /// Which of these acts were done to an object, oldest first, once for each time. An entry that this installation did
    /// not record does not count.
    public func done(_ acts: [Act], on object: String, in tx: any Transaction) throws -> [Act] {
        try recorded(acts, on: [object], in: tx).compactMap { Act(read: $0.act) }
    }

    /// How often an act was done to each of these objects; those to which it never was are left out. What counts is as
    /// above.
    public func times(_ act: Act, on objects: [String], in tx: any Transaction) throws -> [String: Int64] {
        try recorded([act], on: objects, in: tx).reduce(into: [:]) { $0[$1.object, default: 0] += 1 }
    }

    private func recorded(_ acts: [Act], on objects: [String], in tx: any Transaction) throws -> [EntryColumns] {
        guard !objects.isEmpty else { return [] }
        return try EntryStorage(tx: tx).entries(acts.map(\.code), on: objects).compactMap { read in
            read.stored.flatMap { isSealed($0) ? $0.columns : nil }
        }
    }

    /// Replays the whole journal and compares it with its seals, its tree, its signed heads and a head kept elsewhere.
    ///
    /// Reads in batches: the memory needed does not grow with the journal.
    ///
    /// - Parameter witness: a head that was kept outside the database. Without it, a database that was put back to an
    ///   earlier state of its own is whole in itself, and nobody can tell.
    /// - Returns: what is wrong; empty when all is whole.
    public func verify(in tx: any Transaction, against witness: TreeHead? = nil) throws -> [Fault] {
        var replay = Replay(journal: self, tx: tx)
        return try replay.run(against: witness)
    }

    func seal(_ canonical: [UInt8]) -> [UInt8] { Digest.hmac(canonical, key: seals) }

    /// Whether the seal fits: this installation recorded the entry, just so.
    func isSealed(_ stored: StoredEntry) -> Bool {
        Digest.equal(seal(stored.columns.canonical), stored.seal)
    }
}
