public import Journal
public import Records
import Reporting
public import Terms

extension Act {
    /// An organisation was let in to a part of a dossier; the basis of the entry is the legal one.
    public static let shared = Act("dossier.shared")
    public static let shareEnded = Act("dossier.shareEnded")
}

extension RecordKind {
    public static let sharingDecision = RecordKind("sharingDecision")
    public static let sharingEnd = RecordKind("sharingEnd")
}

/// Answers are kept by the code of their question.
extension BasisQuestion: CodingKeyRepresentable {}

/// Why personal data may be shared: what the law and decency want answered (Dutch: onderbouwing).
public struct Grounds: Codable, Sendable, Equatable {
    /// What for.
    public var purpose: String
    public var basis: LegalBasis
    /// What the law of that ground wants answered.
    public var answers: [BasisQuestion: String]
    /// What the person whom it is about thinks of it.
    public var view: PersonView?
    /// Why it is shared against their will, or why they were not asked.
    public var viewReason: String
    /// Why not less (Dutch: proportionaliteit).
    public var proportionality: String
    /// Why not in another way (Dutch: subsidiariteit).
    public var subsidiarity: String

    public init(
        purpose: String, basis: LegalBasis, answers: [BasisQuestion: String] = [:], view: PersonView?,
        viewReason: String = "", proportionality: String, subsidiarity: String
    ) {
        self.purpose = purpose
        self.basis = basis
        self.answers = answers
        self.view = view
        self.viewReason = viewReason
        self.proportionality = proportionality
        self.subsidiarity = subsidiarity
    }

    /// All that is wrong, in the order in which it is asked. Where nothing that leads to a person is shared, only the
    /// purpose and what was left out are asked.
    public func refusals(among bases: [LegalBasis]) -> [DossierRefusal] {
        var all: [DossierRefusal] = []
        func refuse(_ reason: DossierRefusal.Reason, _ question: BasisQuestion? = nil, unless isFine: Bool) {
            if !isFine { all.append(DossierRefusal(reason, question)) }
        }
        refuse(.purposeMissing, unless: !purpose.isEmpty)
        refuse(.basisNotFitting, unless: bases.contains(basis))
        for question in basis.questions {
            refuse(.answerMissing, question, unless: !(answers[question] ?? "").isEmpty)
        }
        if basis != .anonymousConsultation {
            refuse(.viewMissing, unless: view != nil)
            refuse(.consentNotGiven, unless: basis != .consent || view == nil || view == .agreed)
            // Vital interest is for who cannot consent (AVG art. 6, paragraph 1 under d, and 9, paragraph 2 under c).
            refuse(.consentGiven, unless: basis != .vitalInterest || view != .agreed)
            let isPlain = view == nil || view == .agreed || view == .asked
            refuse(.viewReasonMissing, unless: isPlain || !viewReason.isEmpty)
            refuse(.proportionalityMissing, unless: !proportionality.isEmpty)
            refuse(.subsidiarityMissing, unless: !subsidiarity.isEmpty)
        }
        refuse(.tooLong, unless: texts.allSatisfy { $0.count <= Bounds.mostCharacters })
        return all
    }

    /// Checks that all is answered.
    func checked(among bases: [LegalBasis]) throws(DossierRefusal) {
        if let first = refusals(among: bases).first { throw first }
    }

    var texts: [String] { [purpose, viewReason, proportionality, subsidiarity] + answers.values.sorted() }
}

/// What is shared with whom, why, and until when (Dutch: deelbesluit).
public struct SharingDecision: DossierRecord {
    public static let kind = RecordKind.sharingDecision
    public static let act = Act.shared

    public var share: ShareID?
    public var compartment: Compartment
    public var receiver: OrganisationID
    /// What exactly, in words.
    public var what: String
    public var grounds: Grounds
    public var until: Instant
    /// Whether what was written before is shared as well, or only what comes from now on.
    public var includesEarlier: Bool

    public init(
        compartment: Compartment, receiver: OrganisationID, what: String, grounds: Grounds, until: Instant,
        includesEarlier: Bool
    ) {
        self.compartment = compartment
        self.receiver = receiver
        self.what = what
        self.grounds = grounds
        self.until = until
        self.includesEarlier = includesEarlier
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(what)
        try grounds.checked(among: compartment.bases)
    }

    public var texts: [String] { [what] + grounds.texts }
}

/// Why a share ended before its time (Dutch: einde van delen).
public struct SharingEnd: DossierRecord {
    public static let kind = RecordKind.sharingEnd
    public static let act = Act.shareEnded

    public var share: ShareID
    public var receiver: OrganisationID
    public var reason: String

    public init(share: ShareID, receiver: OrganisationID, reason: String) {
        self.share = share
        self.receiver = receiver
        self.reason = reason
    }

    public func checked() throws(DossierRefusal) { try Bounds.text(reason, missing: .reasonMissing) }
    public var texts: [String] { [reason] }
}
