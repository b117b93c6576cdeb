import Duties
public import Terms
import Vault

/// Where a report stands, as the reporter is told.
public enum ReportState: String, Coded {
    /// Received; nobody has looked yet.
    case received
    /// Somebody looked and is judging it.
    case inReview
    /// Judged; somebody is working on it.
    case inProgress
    case closed

    public static let list = "reportState"
}

/// The next step that a report waits for.
public enum Step: String, Coded {
    /// Nobody has opened it yet.
    case firstLook
    /// Opened; danger and urgency are to be judged.
    case judge
    /// The reporter wrote.
    case answer
    /// Judged; do what is needed.
    case act
    /// Another organisation was asked to take it over and has not answered.
    case awaitAcceptance
    /// A dossier goes on with it; the reporter is to hear how it goes.
    case inDossier
    /// The reporter asked to be called or mailed at a moment, or was promised it.
    case contact

    public static let list = "step"
}

/// Why a report was closed.
public enum ClosingReason: String, Coded {
    /// Advice or help was given.
    case helped
    /// Another organisation, outside this system, took it on.
    case passedOn
    case noSignsFound
    case alreadyKnown
    /// Too little is known, and the reporter cannot be reached.
    case cannotGoOn

    public static let list = "closing"
}

/// Why a report was closed although its reporter waits for an answer; they read the sentence that belongs to it
/// (Dutch: waarom er geen antwoord komt).
public enum UnansweredReason: String, Coded {
    /// They were spoken with in another way.
    case spoken
    /// Writing could put somebody in danger.
    case unsafe
    /// What they wrote is used; they asked nothing.
    case nothingAsked
    /// More may not be told, for example because an investigation goes on.
    case mayNotTell

    public static let list = "unanswered"
}

/// What a report shows to queues and figures: coded, minimal, and in clear (Dutch: envelop).
///
/// It holds no name, no free text, no exact date of birth and no address.
public struct Envelope: Sendable, Hashable {
    public let id: ReportID
    public let subject: Subject
    public let role: ReporterRole
    public let age: AgeGroup
    public let forms: Set<ExploitationForm>
    /// Absent when the reporter did not know or say.
    public let municipality: MunicipalityCode?
    public let channel: Channel
    public let urgency: Urgency
    public let state: ReportState
    public let owner: OrganisationID
    /// Whether contact details were left and not withdrawn.
    public let hasContact: Bool
    public let receivedAt: Instant
    public let closedAt: Instant?
    public let closing: ClosingReason?
    /// Why their last message stays without an answer; absent unless it was closed over it.
    public let unanswered: UnansweredReason?

    /// A short name for talking about a report: 8 characters. It opens nothing.
    public var reference: String { Self.reference(of: id) }

    /// How the id of a report begins whose reference was typed, look-alikes read as the digits they resemble; nil when it
    /// is no reference.
    public static func idBeginning(withReference typed: String) -> String? {
        let values = typed.filter { $0 != "-" && !$0.isWhitespace }.map(Crockford.value)
        guard values.count == 8, !values.contains(nil) else { return nil }
        // Eight digits of five bits each are five whole bytes.
        let bits = values.reduce(into: UInt64(0)) { bits, value in bits = bits << 5 | UInt64(value ?? 0) }
        let bytes = (0..<5).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * (4 - $0))) }
        return Kinds.Report.prefix + "_" + Crockford.encode(bytes).lowercased()
    }

    public static func reference(of id: ReportID) -> String {
        let digits = id.text.dropFirst(4).prefix(8).uppercased()
        return digits.prefix(4) + "-" + digits.suffix(4)
    }
}

/// How soon each step must be taken, by urgency.
public struct IntakeTerms: Sendable, Hashable {
    private let terms: [Urgency: Term]

    /// First look within 1 hour for direct danger, 24 hours when urgent, 5 days otherwise, unless configured.
    public init(danger: Term = .hours(1), urgent: Term = .hours(24), normal: Term = .days(5)) {
        terms = [.danger: danger, .urgent: urgent, .normal: normal]
    }

    public func term(_ urgency: Urgency) -> Term { terms[urgency] ?? .days(5) }
}

extension Urgency {
    /// What a report counts as until somebody has looked: danger as the reporter says, when a child is missing, and when
    /// somebody who is made to marry is on the way abroad, because an hour later nobody can stop it; urgent when it is
    /// about a minor, about the reporter themself, or about sexual violence of which traces can still be secured; else
    /// normal.
    public static func first(
        directDanger: Bool, age: AgeGroup, role: ReporterRole, forms: Set<ExploitationForm>,
        circumstances: Set<Circumstance>
    ) -> Urgency {
        let isChildMissing = age == .minor && circumstances.contains(.missing)
        let isTakenAbroad = forms.contains(.forcedMarriage) && circumstances.contains(.border)
        if directDanger || isChildMissing || isTakenAbroad { return .danger }
        return age == .minor || role == .victim || circumstances.contains(.recentViolence) ? .urgent : .normal
    }
}
