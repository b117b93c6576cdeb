public import Terms

/// Why somebody comes (Dutch: doel).
public enum Purpose: String, Coded {
    case report
    /// To talk it over first (Dutch: overleggen).
    case consult

    public static let list = "purpose"
}

/// What a professional does for a living (Dutch: beroepsgroep).
public enum Profession: String, Coded {
    case care, education, childCare, youthCare, socialSupport, justice, municipality, hospitality, other

    public static let list = "profession"
}

/// When sexual violence was; within seven days traces can be secured and illness prevented.
public enum SexualViolence: String, Coded {
    case within7Days, longerAgo, no

    public static let list = "sexualViolence"
}

/// Whether the victim may stay in the Netherlands (Dutch: verblijfsrecht).
public enum Residence: String, Coded {
    case yes, no

    public static let list = "residence"
}

/// What somebody tells about what is going on, in coded answers (Dutch: situatie). Nothing needs to be answered: what was
/// not is unknown, and no for what is only yes or no.
public struct Situation: Sendable, Hashable {
    /// Somebody is in danger now.
    public var directDanger = false
    /// Whom it is about; a question is about nobody yet, and so unknown.
    public var subject: Subject?
    public var purpose: Purpose?
    /// Who asks.
    public var reporter: ReporterRole?
    /// Counts only when the reporter is a professional.
    public var profession: Profession?
    /// The age of the victim.
    public var age = AgeGroup.unknown
    /// Empty is unknown.
    public var forms: Set<ExploitationForm> = []
    /// It happens, or began, on the internet.
    public var online = false
    /// Sexual images were made or shared, or somebody threatens to.
    public var images = false
    /// The reporter does not want to say who they are.
    public var anonymous = false
    public var sexualViolence: SexualViolence?
    /// Somebody is missing.
    public var missing = false
    public var residence: Residence?
    /// At a border, an airport or a port.
    public var border = false
    /// Where it is, or where the victim is.
    public var municipality: MunicipalityCode?
    /// It is outside the Netherlands, and so in no municipality.
    public var abroad = false

    public init() {}

    /// Whom an advice speaks to here.
    public var voice: Voice {
        guard reporter == .victim else { return .everybody }
        return age == .minor ? .young : .own
    }

    /// The answers as bits, one for each question and at least one for the forms; whether the municipality has a regional
    /// point is the directory's to say.
    ///
    /// What is about a perpetrator only is read as about both when the answers show a victim in need: the reporter is the
    /// victim, sexual violence was within seven days, or somebody is missing.
    var facts: UInt64 {
        var facts = Question.directDanger.bit(directDanger ? 1 : 0)
        let isVictimInNeed = reporter == .victim || sexualViolence == .within7Days || missing
        switch subject {
        case nil, .question: facts |= Question.subject.bit(0)
        case .victim: facts |= Question.subject.bit(1)
        case .perpetrator: facts |= Question.subject.bit(isVictimInNeed ? 3 : 2)
        case .both: facts |= Question.subject.bit(3)
        }
        switch purpose {
        case nil: facts |= Question.purpose.bit(0)
        case .report: facts |= Question.purpose.bit(1)
        case .consult: facts |= Question.purpose.bit(2)
        }
        switch reporter {
        case nil: facts |= Question.reporter.bit(0)
        case .bystander: facts |= Question.reporter.bit(1)
        case .victim: facts |= Question.reporter.bit(2)
        case .professional: facts |= Question.reporter.bit(3)
        }
        facts |= reporter == .professional ? professionBit : Question.profession.bit(0)
        switch age {
        case .unknown: facts |= Question.age.bit(0)
        case .minor: facts |= Question.age.bit(1)
        case .adult: facts |= Question.age.bit(2)
        }
        if forms.isEmpty { facts |= Question.forms.bit(0) }
        for form in forms { facts |= form.bit }
        facts |= Question.online.bit(online ? 1 : 0)
        facts |= Question.images.bit(images ? 1 : 0)
        facts |= Question.anonymous.bit(anonymous ? 1 : 0)
        switch sexualViolence {
        case nil: facts |= Question.sexualViolence.bit(0)
        case .within7Days: facts |= Question.sexualViolence.bit(1)
        case .longerAgo: facts |= Question.sexualViolence.bit(2)
        case .no: facts |= Question.sexualViolence.bit(3)
        }
        facts |= Question.missing.bit(missing ? 1 : 0)
        switch residence {
        case nil: facts |= Question.residence.bit(0)
        case .yes: facts |= Question.residence.bit(1)
        case .no: facts |= Question.residence.bit(2)
        }
        facts |= Question.border.bit(border ? 1 : 0)
        facts |= Question.municipality.bit(abroad ? 2 : municipality == nil ? 0 : 1)
        return facts
    }

    private var professionBit: UInt64 {
        switch profession {
        case nil: Question.profession.bit(0)
        case .care: Question.profession.bit(1)
        case .education: Question.profession.bit(2)
        case .childCare: Question.profession.bit(3)
        case .youthCare: Question.profession.bit(4)
        case .socialSupport: Question.profession.bit(5)
        case .justice: Question.profession.bit(6)
        case .municipality: Question.profession.bit(7)
        case .hospitality: Question.profession.bit(8)
        case .other: Question.profession.bit(9)
        }
    }
}

extension ExploitationForm {
    /// Its bit among the answers to the question after forms.
    var bit: UInt64 {
        switch self {
        case .unknown: Question.forms.bit(0)
        case .sexual: Question.forms.bit(1)
        case .labour: Question.forms.bit(2)
        case .criminal: Question.forms.bit(3)
        case .begging: Question.forms.bit(4)
        case .domestic: Question.forms.bit(5)
        case .organs: Question.forms.bit(6)
        case .forcedMarriage: Question.forms.bit(7)
        case .illegalAdoption: Question.forms.bit(8)
        case .surrogacy: Question.forms.bit(9)
        }
    }
}
