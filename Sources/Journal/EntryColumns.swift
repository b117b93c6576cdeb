import Terms

/// An entry as the columns hold it, taken as they are: the replay must be able to compute the seal and the leaf of an
/// entry that somebody changed into nonsense.
struct EntryColumns {
    let id: String
    let at: Int64
    let actor: String
    let organisation: String?
    let role: String?
    let act: String
    let object: String
    let basis: String?
    let digest: [UInt8]?

    init(_ entry: Entry) {
        self.init(
            id: entry.id.text, at: entry.at.milliseconds, actor: entry.actor.text,
            organisation: entry.organisation?.text, role: entry.role?.rawValue, act: entry.act.code,
            object: entry.object, basis: entry.basis, digest: entry.digest)
    }

    init(
        id: String, at: Int64, actor: String, organisation: String?, role: String?, act: String, object: String,
        basis: String?, digest: [UInt8]?
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.organisation = organisation
        self.role = role
        self.act = act
        self.object = object
        self.basis = basis
        self.digest = digest
    }

    /// See ``Entry/canonical``.
    var canonical: [UInt8] {
        var form = CanonicalBytes("baken journal entry 1")
        form.add(id)
        form.add(at)
        form.add(actor)
        form.add(organisation)
        form.add(role)
        form.add(act)
        form.add(object)
        form.add(basis)
        form.add(digest)
        return form.bytes
    }

    /// The data of the entry's leaf: what a proof shows, and the seal over all of it.
    func leafData(seal: [UInt8]) -> [UInt8] {
        Self.leafData(id: id, at: at, act: act, object: object, digest: digest, seal: seal)
    }

    static func leafData(
        id: String, at: Int64, act: String, object: String, digest: [UInt8]?, seal: [UInt8]
    ) -> [UInt8] {
        var form = CanonicalBytes("baken journal leaf 1")
        form.add(id)
        form.add(at)
        form.add(act)
        form.add(object)
        form.add(digest)
        form.add(seal)
        return form.bytes
    }

    /// The entry in its own types.
    ///
    /// - Throws: when a column holds what Baken would not have written; `JournalError.malformed` or `MalformedID`.
    func entry() throws -> Entry {
        guard let act = Act(read: act) else { throw JournalError.malformed("act") }
        let role = try role.map { code in
            guard let role = Role(rawValue: code) else { throw JournalError.malformed("role") }
            return role
        }
        return Entry(
            id: try EntryID(id), at: Instant(milliseconds: at), actor: try Actor(text: actor),
            organisation: try organisation.map { try OrganisationID($0) }, role: role, act: act, object: object,
            basis: basis, digest: digest)
    }
}
