import Signpost
import Terms

/// A code that has a Dutch word in the API. The word is sent and kept by others: it lives for ever.
protocol Spoken: Coded {
    var word: String { get }
}

extension Spoken {
    init?(word: String) {
        guard let code = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = code
    }
}

extension Subject: Spoken {
    var word: String {
        switch self {
        case .victim: "slachtoffer"
        case .perpetrator: "dader"
        case .both: "slachtofferEnDader"
        case .question: "vraag"
        }
    }
}

extension ReporterRole: Spoken {
    var word: String {
        switch self {
        case .bystander: "omstander"
        case .professional: "professional"
        case .victim: "slachtoffer"
        }
    }
}

extension AgeGroup: Spoken {
    var word: String {
        switch self {
        case .minor: "minderjarig"
        case .adult: "meerderjarig"
        case .unknown: "onbekend"
        }
    }
}

extension ExploitationForm: Spoken {
    var word: String {
        switch self {
        case .sexual: "seksueel"
        case .labour: "arbeid"
        case .criminal: "crimineel"
        case .begging: "bedelarij"
        case .domestic: "huishoudelijk"
        case .organs: "organen"
        case .forcedMarriage: "gedwongenHuwelijk"
        case .illegalAdoption: "illegaleAdoptie"
        case .surrogacy: "draagmoederschap"
        case .unknown: "onbekend"
        }
    }
}

extension Purpose: Spoken {
    var word: String {
        switch self {
        case .report: "melden"
        case .consult: "overleggen"
        }
    }
}

extension Profession: Spoken {
    var word: String {
        switch self {
        case .care: "zorg"
        case .education: "onderwijs"
        case .childCare: "kinderopvang"
        case .youthCare: "jeugdzorg"
        case .socialSupport: "maatschappelijkeOndersteuning"
        case .justice: "justitie"
        case .municipality: "gemeente"
        case .hospitality: "horeca"
        case .other: "anders"
        }
    }
}

extension SexualViolence: Spoken {
    var word: String {
        switch self {
        case .within7Days: "binnen7Dagen"
        case .longerAgo: "langerGeleden"
        case .no: "nee"
        }
    }
}

extension Residence: Spoken {
    var word: String {
        switch self {
        case .yes: "ja"
        case .no: "nee"
        }
    }
}

extension Reach: Spoken {
    var word: String {
        switch self {
        case .municipality: "gemeente"
        case .veiligThuis: "veiligThuis"
        case .safetyRegion: "veiligheidsregio"
        case .csg: "centrumSeksueelGeweld"
        case .policeUnit: "politieEenheid"
        case .province: "provincie"
        case .national: "landelijk"
        }
    }
}

extension PointKind: Spoken {
    var word: String {
        switch self {
        case .emergency: "noodnummer"
        case .police: "politie"
        case .tips: "tips"
        case .labour: "arbeid"
        case .safety: "veiligheid"
        case .medical: "medisch"
        case .care: "zorg"
        case .talk: "praten"
        case .legal: "juridisch"
        case .support: "ondersteuning"
        case .coordination: "coordinatie"
        case .local: "dichtbij"
        }
    }
}

extension Anonymity: Spoken {
    var word: String {
        switch self {
        case .yes: "ja"
        case .partly: "deels"
        case .no: "nee"
        case .unknown: "onbekend"
        }
    }
}

extension ContactLine: Spoken {
    var word: String {
        switch self {
        case .phone: "telefoon"
        case .text: "bericht"
        case .chat: "chat"
        case .visit: "bezoek"
        }
    }
}

/// Facts that a source can vouch for, by their names in the directory's data and in the API.
enum FactWords {
    static let all = [
        "name": "naam", "audience": "doelgroepen", "subjects": "onderwerpen", "ages": "leeftijdsgroepen",
        "forms": "uitbuiting", "reach": "bereik", "anonymous": "anoniem", "languages": "talen",
        "phone": "contact.telefoon", "phoneAbroad": "contact.telefoonBuitenland", "text": "contact.bericht",
        "chat": "contact.chat", "email": "contact.email", "web": "contact.web", "post": "contact.post",
        "hours.phone": "openingstijden.telefoon", "hours.text": "openingstijden.bericht",
        "hours.chat": "openingstijden.chat", "hours.visit": "openingstijden.bezoek", "task": "taak",
        "anonymity": "anonimiteit", "next": "vervolg", "expect": "verwachting",
    ]
}
