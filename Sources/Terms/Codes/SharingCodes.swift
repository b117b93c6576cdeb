/// On what ground personal data are shared (Dutch: grondslag).
/// Source: GDPR art. 6 and 9, Wmo 2015 art. 5.2.6, Jeugdwet art. 7.3.11, Burgerlijk Wetboek art. 1:240 and 7:457, Wpg art. 16
/// to 20, Wjsg art. 39e and 39f, Wet gegevensverwerking door samenwerkingsverbanden.
public enum LegalBasis: String, Coded {
    /// Explicit consent (Dutch: toestemming).
    case consent
    /// Somebody's life or health is at stake (Dutch: vitaal belang).
    case vitalInterest
    /// A public body's task by law (Dutch: publieke taak).
    case publicTask
    /// A duty by law to hand over (Dutch: wettelijke plicht).
    case legalDuty
    /// A professional may report to Veilig Thuis without consent (Dutch: meldrecht).
    case rightToReport
    /// Professional secrecy, of a doctor or in youth care, is broken to avert serious harm (Dutch: conflict van plichten).
    case conflictOfDuties
    /// Police data, by the Wet politiegegevens.
    case policeAct
    /// Data of the prosecution, by the Wet justitiële en strafvorderlijke gegevens.
    case judicialAct
    /// A joint body with a law of its own: RIEC, Zorg- en Veiligheidshuis (Dutch: samenwerkingsverband).
    case cooperationAct
    /// The Raad voor de Kinderbescherming is told what it needs for its task, by whoever knows it, secrecy or not
    /// (Dutch: spreekrecht bij de Raad).
    case rightToInform
    /// Nothing that leads to a person is shared (Dutch: anonieme consultatie).
    case anonymousConsultation

    public static let list = "legalBasis"

    /// What must be answered and kept when this ground is used, in the order in which it is asked.
    public var questions: [BasisQuestion] {
        switch self {
        case .consent: [.consentBy, .consentFor, .consentHow]
        case .vitalInterest: [.dangerAverted, .whyNoConsent]
        case .publicTask: [.taskAndArticle]
        case .legalDuty: [.article]
        case .rightToReport: [.stepsTaken, .whetherTold]
        case .conflictOfDuties:
            [.seriousHarm, .noOtherWay, .consentTried, .conscience, .certainToHelp, .asLittleAsPossible]
        case .policeAct: [.article, .covenant, .authorisedBy]
        case .judicialAct: [.receiversTask, .necessity]
        case .cooperationAct: [.whichBody, .signal]
        case .rightToInform: [.receiversTask, .necessity, .whetherTold]
        case .anonymousConsultation: [.leftOut]
        }
    }

    /// Whether it is a ground of who gives and who receives; an organisation that told not what it is has no ground that
    /// the law keeps for some.
    ///
    /// The Wet politiegegevens is that of the police, the Marechaussee and the investigators of the Labour Authority; the
    /// Wet justitiële en strafvorderlijke gegevens that of the prosecution. The Wet gegevensverwerking door
    /// samenwerkingsverbanden, in force since 1-3-2025 (Besluit of 29-11-2024, BWBR0050665), holds between those who take part
    /// in the same joint body: see ``JointBody``.
    public func fits(from giver: OrganisationKind?, to receiver: OrganisationKind?) -> Bool {
        func isOne(_ kind: OrganisationKind?, of kinds: [OrganisationKind]) -> Bool { kind.map(kinds.contains) ?? false }
        return switch self {
        case .rightToReport: isOne(receiver, of: [.safeAtHome])
        case .rightToInform: isOne(receiver, of: [.childProtection])
        case .policeAct:
            isOne(giver, of: [.communityOfficer, .traffickingDetectives, .emm, .labourInspectorate, .borderPolice])
        case .judicialAct: isOne(giver, of: [.prosecution])
        case .cooperationAct:
            JointBody.allCases.contains { isOne(giver, of: $0.participants) && isOne(receiver, of: $0.participants) }
        case .consent, .vitalInterest, .publicTask, .legalDuty, .conflictOfDuties, .anonymousConsultation: true
        }
    }
}

/// A joint body whose data the Wet gegevensverwerking door samenwerkingsverbanden is about, as far as somebody of Baken
/// takes part in it (Dutch: samenwerkingsverband). The FEC and iCOV of that law know none of them.
enum JointBody: CaseIterable {
    /// Care and Safety House (Dutch: Zorg- en Veiligheidshuis).
    case safetyHouse
    /// RIEC.
    case crimeInformationCentre

    /// Those who take part, and the body's own bureau. The list of the law itself was not found in public copies.
    /// Source: for the RIEC its covenant partners (riec.nl, maatregelen-en-documenten/convenant: municipalities, provinces, OM,
    /// police, tax and customs, FIOD, Inspectie SZW, KMar, IND, UWV); for the Care and Safety House the partners of the
    /// *Handvat gegevensuitwisseling in het zorg- en veiligheidsdomein*, version 2.0, March 2019, chapter 3 (DJI, municipality,
    /// mental health care, certified institutions, youth care, OM, police, Raad, probation, Slachtofferhulp, Halt, Veilig
    /// Thuis, housing).
    var participants: [OrganisationKind] {
        let police: [OrganisationKind] = [.communityOfficer, .traffickingDetectives]
        return switch self {
        case .safetyHouse:
            police + [
                .safetyHouse, .municipality, .neighbourhoodTeam, .prosecution, .childProtection, .safeAtHome, .guardian,
                .youthCare, .medical, .victimSupport,
            ]
        case .crimeInformationCentre:
            police + [.crimeInformationCentre, .municipality, .prosecution, .labourInspectorate, .borderPolice]
        }
    }
}

/// What the law wants answered before something is shared on a ground of its own.
public enum BasisQuestion: String, Coded {
    case consentBy, consentFor, consentHow
    case dangerAverted, whyNoConsent
    case taskAndArticle, article
    case stepsTaken, whetherTold
    // The six conditions under which a doctor or nurse may break secrecy (KNMG, conflict van plichten).
    case seriousHarm, noOtherWay, consentTried, conscience, certainToHelp, asLittleAsPossible
    case covenant, authorisedBy
    case receiversTask, necessity
    case whichBody, signal
    case leftOut

    public static let list = "basisQuestion"
}

/// What the person whom it is about thinks of sharing (Dutch: wat de betrokkene ervan vindt).
public enum PersonView: String, Coded {
    case agreed
    /// Asked, and no clear answer given.
    case asked
    case objected
    case notAsked

    public static let list = "personView"
}
