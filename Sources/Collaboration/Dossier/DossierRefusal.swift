public import Terms

/// Why something of a dossier was not done as it was asked; each reason has its sentence under `dossierRefusal.<reason>`.
public struct DossierRefusal: Error, Sendable, Hashable {
    public enum Reason: String, Sendable, CaseIterable {
        case nothingSaid
        case tooLong
        /// More names, identifiers or measures than fit.
        case tooMany
        case nameMissing
        /// A period ends before it begins.
        case periodBackwards
        /// A colleague was quicker, or the dossier is closed: what was asked no longer fits.
        case changedMeanwhile
        /// What was to be corrected stands so already.
        case nothingChanged
        case fileGone
        case tooManyFiles
        case filesTooLarge
        case dueInThePast
        /// More than a year from now.
        case dueTooLate
        /// Only a coordinator gives work to others, and only to a colleague who can open reports.
        case colleagueCannot
        /// Something must still be done, or is still asked of somebody: a dossier is not closed over it.
        case tasksOpen
        /// Nobody judged safety, and the dossier is to be closed as safe; there is danger, as far as anybody judged.
        case safetyUnjudged, dangerStands
        case reasonMissing
        /// Writing is for whoever is admitted to that part.
        case notAdmitted
        /// The organisation that is asked something does not read the part in which it is asked.
        case receiverNotAdmitted
        /// Only its writer, or a coordinator of their organisation, withdraws something or rewords it.
        case notWriter
        /// Others went by it: what was decided, agreed or judged is not withdrawn.
        case cannotWithdraw
        /// The part was opened by another organisation, which decides who reads it.
        case notKeeper
        case alreadyAdmitted
        /// That organisation cannot receive anything now, or is one's own.
        case receiverCannotReceive
        case purposeMissing
        /// This ground does not allow sharing this.
        case basisNotFitting
        /// A question that the law asks was not answered; `question` says which.
        case answerMissing
        /// What the person thinks of it was not said.
        case viewMissing
        /// Shared against the person's will, or without asking: why was not said.
        case viewReasonMissing
        /// Consent is the ground, but the person did not agree.
        case consentNotGiven
        /// Vital interest is the ground, which is for who cannot consent, and the person agreed.
        case consentGiven
        case proportionalityMissing
        case subsidiarityMissing
        case endMissing
        case endInThePast
        /// More than a year from now.
        case endTooLate
        case alreadyOffered
        case participantsMissing
        /// A second pair of eyes is asked: a colleague must confirm.
        case ownProposal
        /// The term for keeping has not passed.
        case stillKept
    }

    public let reason: Reason
    public let question: BasisQuestion?

    public init(_ reason: Reason, _ question: BasisQuestion? = nil) {
        self.reason = reason
        self.question = question
    }
}

/// No such dossier or task, or one that this organisation has no part in: the answer is the same.
public struct DossierAbsent: Error, Sendable {}

/// Bounds on what is typed.
enum Bounds {
    static let mostCharacters = 20_000
    static let mostLineCharacters = 300
    static let mostItems = 50
    static let mostFiles = 20
    static let mostFileBytes = 50_000_000

    /// A text that says something, within bounds.
    static func text(_ text: String, missing reason: DossierRefusal.Reason = .nothingSaid) throws(DossierRefusal) {
        guard !text.isEmpty else { throw DossierRefusal(reason) }
        try optional(text)
    }

    static func optional(_ text: String) throws(DossierRefusal) {
        guard text.count <= mostCharacters else { throw DossierRefusal(.tooLong) }
    }

    static func line(_ text: String, missing reason: DossierRefusal.Reason = .nothingSaid) throws(DossierRefusal) {
        guard !text.isEmpty else { throw DossierRefusal(reason) }
        guard text.count <= mostLineCharacters else { throw DossierRefusal(.tooLong) }
    }

    static func due(_ due: Instant, at now: Instant) throws(DossierRefusal) {
        guard due > now else { throw DossierRefusal(.dueInThePast) }
        guard due < now + .days(366) else { throw DossierRefusal(.dueTooLate) }
    }
}
