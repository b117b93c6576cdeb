public import Organisations
public import Storage
public import Terms
public import Vault

/// Something that was to be destroyed is still there. The transaction in which this is thrown keeps nothing.
public struct NotDestroyed: Error, Hashable {}

/// Opening, sharing and closing compartments. To share is to seal the key to one party more.
///
/// Nothing is read from, shared or written to a compartment that the server does not vouch for: it throws
/// `VaultError.notOpened`.
public struct Compartments: Sendable {
    let vouching: Vouching
    let time: TimeSource
    let chance: Randomness

    public init(vouching: Vouching, time: TimeSource, chance: Randomness) {
        self.vouching = vouching
        self.time = time
        self.chance = chance
    }

    /// Makes a compartment with a fresh random key, sealed to everybody given.
    public func prepare(
        _ kind: CompartmentKind, of object: String, for recipients: [Recipient]
    ) throws -> PreparedCompartment {
        let compartment = OpenCompartment(
            id: CompartmentID(chance, at: time.now()), kind: kind, object: object, key: ContentKey())
        return PreparedCompartment(
            compartment: compartment, grants: try recipients.map { try Self.grant(compartment, to: $0) })
    }

    public func open(_ prepared: PreparedCompartment, in tx: any Transaction) throws {
        try open(prepared, at: time.now(), in: tx)
    }

    private func open(_ prepared: PreparedCompartment, at now: Instant, in tx: any Transaction) throws {
        let compartment = prepared.compartment
        try CompartmentStorage.insert(
            StoredCompartment(
                id: compartment.id, object: compartment.object, kind: compartment.kind, openedAt: now),
            vouching, in: tx)
        for grant in prepared.grants { try insert(grant, to: compartment, in: tx) }
    }

    /// Every compartment of an object that the keys at hand open, oldest first.
    public func unlockAll(of object: String, with keyring: Keyring, in tx: any Transaction) throws -> [OpenCompartment] {
        try CompartmentStorage.all(of: object, vouching, in: tx).compactMap { compartment in
            try Self.unlock(
                compartment, try CompartmentStorage.grants(of: compartment, vouching, in: tx), with: keyring)
        }
    }

    /// Shares an open compartment with one party more.
    public func grant(_ compartment: OpenCompartment, to recipient: Recipient, in tx: any Transaction) throws {
        try insert(try Self.grant(compartment, to: recipient), to: compartment, in: tx)
    }

    /// Takes back a party's keys to every compartment of an object and kind. What was read cannot be taken back, and
    /// whoever kept the key or a copy of the database opens the old contents still: the compartments are closed, so that
    /// new contents go to a successor.
    ///
    /// - Parameter opened: only of those that were opened before this moment; the party goes on reading the others.
    public func revoke(
        _ party: Party, from kind: CompartmentKind, of object: String, openedBefore opened: Instant? = nil,
        in tx: any Transaction
    ) throws {
        for compartment in try CompartmentStorage.all(of: object, vouching, in: tx) where compartment.kind == kind {
            if opened.map({ compartment.openedAt < $0 }) ?? true {
                try tx.execute(
                    "DELETE FROM compartment_grant WHERE party = \(party.text) AND compartment = \(compartment.id)")
            }
            try CompartmentStorage.close(compartment, at: time.now(), vouching, in: tx)
        }
    }

    /// Nothing more is written to what there is of an object and kind: what comes goes to a successor, with a new key.
    public func close(_ kind: CompartmentKind, of object: String, in tx: any Transaction) throws {
        for compartment in try CompartmentStorage.all(of: object, vouching, in: tx) where compartment.kind == kind {
            try CompartmentStorage.close(compartment, at: time.now(), vouching, in: tx)
        }
    }

    /// The open compartment to write to: the newest when it was not closed, the keys at hand open it and it is sealed to
    /// exactly `recipients`; otherwise a successor with a new key. So a member who left, or an organisation whose share
    /// ended, cannot read what comes after.
    public func writable(
        _ kind: CompartmentKind, of object: String, for recipients: [Recipient], with keyring: Keyring,
        in tx: any Transaction
    ) throws -> OpenCompartment {
        var now = time.now()
        if let newest = try CompartmentStorage.newest(kind, of: object, vouching, in: tx) {
            let grants = try CompartmentStorage.grants(of: newest, vouching, in: tx)
            if newest.closedAt == nil, Set(grants.map(Self.holder)) == Set(recipients.map(Self.holder)),
                let open = try Self.unlock(newest, grants, with: keyring)
            {
                return open
            }
            // Clocks of several servers differ: a successor is newer all the same.
            now = max(now, (newest.closedAt ?? newest.openedAt) + Term(milliseconds: 1))
        }
        let prepared = try prepare(kind, of: object, for: recipients)
        try open(prepared, at: now, in: tx)
        return prepared.compartment
    }

    /// When the newest compartment of an object and kind was opened; absent when there is none.
    public func lastOpening(_ kind: CompartmentKind, of object: String, in tx: any Transaction) throws -> Instant? {
        try CompartmentStorage.newest(kind, of: object, vouching, in: tx)?.openedAt
    }

    /// Destroys a kind of compartment: its keys, and with them all that was sealed under them. Tells whether anything was
    /// there. Throws ``NotDestroyed`` when something is left.
    @discardableResult
    public func destroy(_ kind: CompartmentKind, of object: String, in tx: any Transaction) throws -> Bool {
        var wasThere = false
        for compartment in try CompartmentStorage.all(of: object, vouching, in: tx) where compartment.kind == kind {
            let gone = try destroy("compartment = \(compartment.id)", in: tx)
            wasThere = wasThere || gone
        }
        return wasThere
    }

    /// Destroys everything of an object: all keys, and what was sealed under them. Throws as ``destroy(_:of:in:)``.
    public func destroyAll(of object: String, in tx: any Transaction) throws {
        try destroy("compartment IN (SELECT id FROM compartment WHERE object = \(object))", in: tx)
        try destroy("object = \(object)", grantsToo: false, in: tx)
    }

    /// What was to be destroyed is counted before, and looked for afterwards: a row that stays, for whatever reason, undoes
    /// the deed.
    @discardableResult
    private func destroy(_ which: SQL, grantsToo: Bool = true, in tx: any Transaction) throws -> Bool {
        let grants: SQL = grantsToo ? "FROM compartment_grant WHERE \(fragment: which)" : "FROM compartment_grant WHERE 1 = 0"
        let records: SQL = "\(fragment: which) AND sealed IS NOT NULL"
        let due = (
            try tx.value("SELECT count(*) \(fragment: grants)", as: Int.self) ?? 0,
            try tx.value("SELECT count(*) FROM record WHERE \(fragment: records)", as: Int.self) ?? 0
        )
        let done = (
            try tx.execute("DELETE \(fragment: grants)"),
            try tx.execute(
                "UPDATE record SET sealed = NULL, destroyed_at = \(time.now()) WHERE \(fragment: records)")
        )
        guard done == due, try tx.row("SELECT 1 AS one \(fragment: grants)") == nil,
            try tx.row("SELECT id FROM record WHERE \(fragment: records)") == nil
        else { throw NotDestroyed() }
        return due != (0, 0)
    }

    /// The compartments that somebody else wrote, moved, took from under their records, or put a grant to.
    public func unvouched(in tx: any Transaction) throws -> [String] {
        try CompartmentStorage.unvouched(vouching, in: tx)
    }

    private func insert(_ grant: Grant, to compartment: OpenCompartment, in tx: any Transaction) throws {
        try CompartmentStorage.insert(
            grant, to: compartment.id, of: compartment.object, compartment.kind, vouching, in: tx)
    }

    /// Opens a compartment with one of the keys at hand; absent when none fits.
    private static func unlock(
        _ compartment: StoredCompartment, _ grants: [Grant], with keyring: Keyring
    ) throws -> OpenCompartment? {
        let (id, object, kind) = (compartment.id, compartment.object, compartment.kind)
        for grant in grants {
            guard let key = keyring.key(of: grant.party, epoch: grant.epoch) else { continue }
            let binding = Grant.binding(id, of: object, kind, to: grant.party, epoch: grant.epoch)
            do {
                let bytes = try Seal.open(grant.sealed, with: key, binding)
                return OpenCompartment(id: id, kind: kind, object: object, key: try ContentKey(bytes))
            } catch VaultError.notOpened {
                // The grant is genuine: it was sealed to the key that a member had before they began anew.
                continue
            }
        }
        return nil
    }

    private static func grant(_ compartment: OpenCompartment, to recipient: Recipient) throws -> Grant {
        let party = recipient.party.text
        let binding = Grant.binding(
            compartment.id, of: compartment.object, compartment.kind, to: party, epoch: recipient.epoch)
        return Grant(
            party: party, epoch: recipient.epoch,
            sealed: try Seal.seal(compartment.key.bytes, to: recipient.key, binding))
    }

    private static func holder(_ grant: Grant) -> String { "\(grant.party) \(grant.epoch)" }
    private static func holder(_ recipient: Recipient) -> String { "\(recipient.party.text) \(recipient.epoch)" }
}
