public import Terms
public import Vault

/// An organisation that receives and works on reports (Dutch: organisatie, meldpunt).
public struct Organisation: Sendable, Hashable {
    public let id: OrganisationID
    public let name: String
    /// The number of its current key pair; a member who leaves starts the next one.
    public let epoch: Int64
    /// The public half of the current key pair: new contents are sealed to it.
    public let publicKey: PublicKey
    /// When the recovery code was typed back, which proves that it was kept.
    public let recoveryConfirmedAt: Instant?
    /// When it first had two members able to open and a confirmed recovery code.
    public let openedAt: Instant?
    /// How many members can open contents sealed today.
    public let ableMembers: Int

    /// Whether reports may be entrusted to it: it was opened, and somebody can still read what comes in.
    public var canReceive: Bool { openedAt != nil && ableMembers > 0 }

    /// The organisation as one to seal to.
    public var recipient: Recipient { Recipient(party: .organisation(id), epoch: epoch, key: publicKey) }
}

/// Who a key belongs to.
public enum Party: Hashable, Sendable {
    case organisation(OrganisationID)
    case member(MemberID)
    /// Whoever holds the receipt code of the report that the compartment belongs to.
    case reporter

    /// As stored: an id, or the word `reporter`.
    public var text: String {
        switch self {
        case .organisation(let id): id.text
        case .member(let id): id.text
        case .reporter: "reporter"
        }
    }
}

/// A party, and the key pair of theirs to seal to.
public struct Recipient: Hashable, Sendable {
    public let party: Party
    /// Which of the party's key pairs; 0 for members and reporters, who have one.
    public let epoch: Int64
    public let key: PublicKey

    public init(party: Party, epoch: Int64, key: PublicKey) {
        self.party = party
        self.epoch = epoch
        self.key = key
    }
}

/// The private keys at hand while somebody works; it lives in memory only, for one request.
public struct Keyring: Sendable {
    private var keys: [String: [Int64: PrivateKey]] = [:]

    public init() {}

    public mutating func add(_ key: PrivateKey, of party: Party, epoch: Int64) {
        keys[party.text, default: [:]][epoch] = key
    }

    /// The key of a party's epoch; absent when it was never entrusted to whoever works.
    public func key(of party: String, epoch: Int64) -> PrivateKey? { keys[party]?[epoch] }

    /// Of which of a party's key pairs the keys are at hand.
    public func epochs(of party: Party) -> [Int64] { (keys[party.text] ?? [:]).keys.sorted() }

    public var isEmpty: Bool { keys.isEmpty }
}
