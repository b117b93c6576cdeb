public import Organisations
public import Storage
public import Terms
import Vault

/// Opening, sharing and closing compartments. To share is to seal the key to one party more.
public struct Compartments: Sendable {
    let time: TimeSource
    let chance: Randomness

    public init(time: TimeSource, chance: Randomness) {
        self.time = time
        self.chance = chance
    }

    /// Makes a compartment with a fresh random key, sealed to everybody given.
    public func prepare(
        _ kind: CompartmentKind, of object: String, for recipients: [Recipient]
    ) throws -> PreparedCompartment {
        let compartment = OpenCompartment(
            id: CompartmentID(chance), kind: kind, object: object, key: ContentKey())
        return PreparedCompartment(
            compartment: compartment,
            grants: try recipients.map { recipient in
                .init(
                    party: recipient.party.text, epoch: recipient.epoch,
                    sealed: try Seal.seal(
                        compartment.key.bytes, to: recipient.key,
                        Self.binding(compartment.id, recipient.party.text, recipient.epoch)))
            })
    }

    public func open(_ prepared: PreparedCompartment, in tx: any Transaction) throws {
        let compartment = prepared.compartment
        try tx.execute(
            """
            INSERT INTO compartment (id, object, kind, opened_at)
            VALUES (\(compartment.id), \(compartment.object), \(compartment.kind.code), \(time.now()))
            """)
        for grant in prepared.grants {
            try insert(grant.sealed, of: compartment.id, to: grant.party, epoch: grant.epoch, in: tx)
        }
    }

    /// The newest compartment of a kind: new records go there.
    public func current(_ kind: CompartmentKind, of object: String, in tx: any Transaction) throws -> CompartmentID? {
        try tx.value(
            """
            SELECT id FROM compartment WHERE object = \(object) AND kind = \(kind.code)
            ORDER BY opened_at DESC, id DESC LIMIT 1
            """, as: CompartmentID.self)
    }

    /// Opens a compartment with one of the keys at hand; throws ``NoKey`` when none fits.
    public func unlock(
        _ id: CompartmentID, with keyring: Keyring, in tx: any Transaction
    ) throws -> OpenCompartment {
        guard let row = try tx.row("SELECT object, kind FROM compartment WHERE id = \(id)") else { throw NoKey() }
        for grant in try tx.rows("SELECT party, epoch, sealed FROM compartment_grant WHERE compartment = \(id)") {
            let party: String = try grant.get("party")
            let epoch: Int64 = try grant.get("epoch")
            guard let key = keyring.key(of: party, epoch: epoch) else { continue }
            let bytes = try Seal.open(try grant.get("sealed"), with: key, Self.binding(id, party, epoch))
            return OpenCompartment(
                id: id, kind: CompartmentKind(try row.get("kind")), object: try row.get("object"),
                key: try ContentKey(bytes))
        }
        throw NoKey()
    }

    /// Every compartment of an object that the keys at hand open, oldest first.
    public func unlockAll(of object: String, with keyring: Keyring, in tx: any Transaction) throws -> [OpenCompartment] {
        try tx.rows("SELECT id FROM compartment WHERE object = \(object) ORDER BY opened_at, id").compactMap { row in
            do { return try unlock(try row.get("id"), with: keyring, in: tx) } catch is NoKey { return nil }
        }
    }

    /// Shares an open compartment with one party more.
    public func grant(_ compartment: OpenCompartment, to recipient: Recipient, in tx: any Transaction) throws {
        let sealed = try Seal.seal(
            compartment.key.bytes, to: recipient.key,
            Self.binding(compartment.id, recipient.party.text, recipient.epoch))
        try insert(sealed, of: compartment.id, to: recipient.party.text, epoch: recipient.epoch, in: tx)
    }

    /// Takes back a party's keys to every compartment of an object and kind. What was read cannot be taken back, and
    /// a copy of the database made before still holds the old grant: new contents go to a successor.
    public func revoke(_ party: Party, from kind: CompartmentKind, of object: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            DELETE FROM compartment_grant WHERE party = \(party.text)
            AND compartment IN (SELECT id FROM compartment WHERE object = \(object) AND kind = \(kind.code))
            """)
    }

    /// Whether the newest compartment of a kind is sealed to exactly these parties and epochs.
    public func isCurrent(_ id: CompartmentID, for recipients: [Recipient], in tx: any Transaction) throws -> Bool {
        let held = try tx.rows("SELECT party, epoch FROM compartment_grant WHERE compartment = \(id)").map {
            "\(try $0.get("party", as: String.self)) \(try $0.get("epoch", as: Int64.self))"
        }
        return Set(held) == Set(recipients.map { "\($0.party.text) \($0.epoch)" })
    }

    /// The open compartment to write to: the newest when the keys at hand open it and it is sealed to exactly
    /// `recipients`; otherwise a successor with a new key. So a member who left, or an organisation whose share
    /// ended, cannot read what comes after.
    public func writable(
        _ kind: CompartmentKind, of object: String, for recipients: [Recipient], with keyring: Keyring,
        in tx: any Transaction
    ) throws -> OpenCompartment {
        if let id = try current(kind, of: object, in: tx), try isCurrent(id, for: recipients, in: tx) {
            do { return try unlock(id, with: keyring, in: tx) } catch is NoKey {}
        }
        let prepared = try prepare(kind, of: object, for: recipients)
        try open(prepared, in: tx)
        return prepared.compartment
    }

    /// Destroys a kind of compartment: its keys, and with them all that was sealed under them.
    public func destroy(_ kind: CompartmentKind, of object: String, in tx: any Transaction) throws {
        let ids: SQL = "(SELECT id FROM compartment WHERE object = \(object) AND kind = \(kind.code))"
        try tx.execute("DELETE FROM compartment_grant WHERE compartment IN \(fragment: ids)")
        try tx.execute("UPDATE record SET sealed = NULL, destroyed_at = \(time.now()) WHERE compartment IN \(fragment: ids)")
    }

    private func insert(
        _ sealed: [UInt8], of id: CompartmentID, to party: String, epoch: Int64, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO compartment_grant (compartment, party, epoch, sealed)
            VALUES (\(id), \(party), \(epoch), \(sealed)) ON CONFLICT (compartment, party, epoch) DO NOTHING
            """)
    }

    private static func binding(_ id: CompartmentID, _ party: String, _ epoch: Int64) -> Binding {
        Binding("compartment key", id.text, party, String(epoch))
    }
}
