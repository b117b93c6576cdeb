import Organisations
public import Terms
public import Vault

/// A part of a case that is shared as a whole (Dutch: compartiment): whoever holds its key reads all of it.
public struct CompartmentKind: Hashable, Sendable {
    public let code: String

    /// The code is stored; each wing names its own kinds.
    public init(_ code: String) { self.code = code }
}

/// A compartment with its key at hand: records can be sealed into it.
public struct OpenCompartment: Sendable {
    public let id: CompartmentID
    public let kind: CompartmentKind
    /// What it belongs to, for example a report's id.
    public let object: String
    public let key: ContentKey
}

/// A compartment made ready outside a transaction, with its key sealed to everybody entitled: sealing is slow,
/// writing is quick.
public struct PreparedCompartment: Sendable {
    public let compartment: OpenCompartment
    let grants: [Grant]
}
