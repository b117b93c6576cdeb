/// Where a dossier stands.
public enum DossierState: String, Coded {
    /// Somebody works on it.
    case open
    /// Nothing is done now; somebody looks again at a set time (Dutch: in de gaten gehouden).
    case watched
    case closed

    public static let list = "dossierState"
}

/// What a dossier came to.
public enum DossierResult: String, Coded {
    /// The victim is safe, as far as can be told.
    case safe
    /// Help or shelter goes on elsewhere.
    case inCare
    /// Police or prosecution go on with it.
    case prosecuted
    /// Another organisation, outside this system, took it on.
    case passedOn
    case noSignsFound
    case cannotGoOn

    public static let list = "dossierResult"
}

/// A part of a dossier that is shared as a whole (Dutch: compartiment). Whoever is admitted reads all of it.
public enum Compartment: String, Coded {
    /// What everybody at the table must know.
    case general
    case safety
    case network
    case statement
    /// Under medical secrecy.
    case medical
    /// Police data.
    case police
    /// Youth care and support.
    case care

    public static let list = "compartment"

    /// The grounds on which contents of this part may be shared: medical secrecy, police data and youth care each know
    /// their own law. Nothing is shared here on the ground that nothing is shared.
    public var bases: [LegalBasis] {
        switch self {
        case .medical: [.consent, .conflictOfDuties, .rightToReport, .rightToInform, .vitalInterest, .legalDuty]
        case .police: [.policeAct, .judicialAct, .legalDuty]
        case .care:
            [
                .consent, .conflictOfDuties, .rightToReport, .rightToInform, .vitalInterest, .cooperationAct, .legalDuty,
            ]
        case .statement: [.consent, .conflictOfDuties, .policeAct, .judicialAct, .rightToInform, .vitalInterest, .legalDuty]
        case .general, .network:
            [
                .consent, .vitalInterest, .rightToReport, .rightToInform, .publicTask, .legalDuty, .policeAct, .judicialAct,
                .cooperationAct,
            ]
        case .safety:
            [
                .consent, .vitalInterest, .conflictOfDuties, .rightToReport, .rightToInform, .publicTask, .legalDuty,
                .policeAct, .judicialAct, .cooperationAct,
            ]
        }
    }
}

/// What somebody is in a dossier.
public enum PersonPart: String, Coded {
    case victim
    case suspect
    case witness
    /// A relative or friend.
    case close
    case professional
    case unknown

    public static let list = "personPart"
}

/// How sure it is that something happened.
public enum Certainty: String, Coded {
    case certain, likely, uncertain
    /// Somebody who should know says that it is not so.
    case contradicted

    public static let list = "certainty"
}

/// From whom it is known.
public enum FactSource: String, Coded {
    /// The victim told it.
    case victim
    /// It stood in a report.
    case report
    /// Whoever writes it down saw or heard it themself.
    case observed
    case professional
    case document
    case other

    public static let list = "factSource"
}

/// What is asked of an organisation in a dossier (Dutch: soort actie).
public enum TaskKind: String, Coded {
    /// Do something.
    case action
    /// Answer a question (Dutch: consultatie).
    case consultation
    /// Come together (Dutch: casusoverleg).
    case meeting
    /// Take the coordination over (Dutch: regie overdragen).
    case transfer

    public static let list = "taskKind"
}

/// Where a task stands.
public enum TaskState: String, Coded {
    case open, done
    /// Whoever was asked cannot or will not do it.
    case declined
    /// Whoever asked took it back.
    case withdrawn

    public static let list = "taskState"
}
