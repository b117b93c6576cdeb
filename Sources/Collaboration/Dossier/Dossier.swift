import Reporting
public import Terms

/// The next step that a dossier waits for.
public enum DossierStep: String, Coded {
    /// Just opened: who does what is to be agreed.
    case begin
    /// Do what is written down as the next step.
    case act
    /// Look whether it is still safe.
    case review
    /// Look again: nothing is done now (Dutch: in de gaten houden).
    case lookAgain
    /// Another organisation was asked to take the coordination over and has not answered.
    case awaitAcceptance

    public static let list = "dossierStep"
}

/// What a dossier shows to queues and figures: coded, minimal, and in clear (Dutch: envelop van het dossier).
public struct DossierEnvelope: Sendable, Hashable {
    public let id: DossierID
    public let state: DossierState
    public let urgency: Urgency
    public let age: AgeGroup
    public let forms: Set<ExploitationForm>
    public let municipality: MunicipalityCode?
    /// The one organisation that sees to it that everything is done (Dutch: regievoerder).
    public let coordinator: OrganisationID
    public let openedAt: Instant
    public let closedAt: Instant?
    public let result: DossierResult?
    public let version: Int64

    /// A short name for talking about a dossier: `D` and 8 characters. It opens nothing.
    public var reference: String { Self.reference(of: id) }

    public static func reference(of id: DossierID) -> String {
        let digits = id.text.dropFirst(4).prefix(8).uppercased()
        return "D-" + digits.prefix(4) + "-" + digits.suffix(4)
    }

    /// How the id of a dossier begins whose reference was typed, look-alikes read as the digits they resemble; nil when
    /// it is no reference of a dossier.
    public static func idBeginning(withReference typed: String) -> String? {
        ReferenceReading.idBeginning(typed, letter: "D", Kinds.Dossier.prefix)
    }
}

/// Reading what people typed to name a dossier or a task: a letter and 8 characters.
enum ReferenceReading {
    static func idBeginning(_ typed: String, letter: Character, _ prefix: String) -> String? {
        let plain = typed.filter { $0 != "-" && !$0.isWhitespace }
        guard plain.count == 9, plain.first?.uppercased() == String(letter) else { return nil }
        return Envelope.idBeginning(withReference: String(plain.dropFirst())).map { prefix + "_" + $0.suffix(8) }
    }
}

/// How soon something must be done in a dossier, by urgency (Dutch: termijnen van een dossier).
public struct DossierTerms: Sendable, Hashable {
    private let terms: [Urgency: Term]

    /// Within 4 hours in danger, 2 days when urgent, 7 days otherwise.
    public init(danger: Term = .hours(4), urgent: Term = .days(2), normal: Term = .days(7)) {
        terms = [.danger: danger, .urgent: urgent, .normal: normal]
    }

    public func term(_ urgency: Urgency) -> Term { terms[urgency] ?? .days(7) }
}

/// What is known of a case when its dossier is opened without a report.
public struct NewDossier: Sendable {
    public let urgency: Urgency
    public let age: AgeGroup
    public let forms: Set<ExploitationForm>
    public let municipality: MunicipalityCode?
    /// What it is about, in the words of whoever opens it.
    public let words: String

    public init(
        urgency: Urgency, age: AgeGroup, forms: Set<ExploitationForm>, municipality: MunicipalityCode?, words: String
    ) throws(DossierRefusal) {
        try Bounds.text(words)
        self.urgency = urgency
        self.age = age
        self.forms = forms
        self.municipality = municipality
        self.words = words
    }
}
