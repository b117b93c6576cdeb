import Terms

/// Pages of others where more is told about working together with a kind of organisation. Each was compared on 1 December
/// 2026, but for the front page of the CCV, which could not be read.
enum GuideLink: String, CaseIterable {
    case chain, cooperation, crimePrevention, teams, registration, forensicGuideline, forensicQuality
    case sexualAssaultCentre

    var page: String {
        switch self {
        case .chain: "https://www.nji.nl/seksuele-uitbuiting/melden-en-samenwerken-in-de-keten"
        case .cooperation:
            "https://www.kenniscentrumlvb.nl/kennis-ontwikkelen/slachtoffers-van-mensenhandel-loverboys/melden-samenwerken-registratie/"
        case .crimePrevention: "https://hetccv.nl"
        case .teams:
            "https://www.nji.nl/nl/Kennis/Dossier/Slachtoffers-loverboys/Aanpak/Aanpak-door-wijk--en-gebiedsteams"
        case .registration: "https://www.nji.nl/seksuele-uitbuiting/melding-en-registratie-slachtoffers"
        case .forensicGuideline: "https://forgen.nl/richtlijn/13/forensisch-medisch-onderzoek-bij-zedendelicten"
        case .forensicQuality:
            "https://www.nrgd.nl/documenten/publicaties/2022/06/09/beoordelingskader-forensisch-medisch-onderzoek-nl"
        case .sexualAssaultCentre: "https://centrumseksueelgeweld.nl/en/faqs-about-sexual-violence/"
        }
    }

    /// What is worth reading on a kind of organisation, the best first.
    static func links(for kind: OrganisationKind) -> [GuideLink] {
        switch kind {
        case .traffickingDetectives, .prosecution, .communityOfficer: [.cooperation, .crimePrevention, .chain]
        case .youthCare, .guardian, .childProtection, .safeAtHome: [.chain, .cooperation, .registration]
        case .municipality: [.teams, .chain, .crimePrevention]
        case .neighbourhoodTeam: [.teams, .chain]
        case .careCoordinator, .shelter: [.chain, .registration]
        case .nationalCoordination: [.registration, .chain]
        case .safetyHouse, .crimeInformationCentre: [.crimePrevention, .cooperation]
        case .forensicDoctor: [.forensicGuideline, .forensicQuality]
        case .sexualAssaultCentre: [.sexualAssaultCentre, .forensicGuideline]
        case .emm, .labourInspectorate, .borderPolice, .medical, .victimSupport, .lawyer, .other: []
        }
    }
}
