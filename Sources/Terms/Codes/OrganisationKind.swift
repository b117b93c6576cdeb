/// What an organisation is in the field, and so how it works (Dutch: soort organisatie).
///
/// Each kind has its page "how they work" in the catalogues, under `guide.<code>`.
public enum OrganisationKind: String, Coded {
    /// The police officer of a neighbourhood (Dutch: wijkagent).
    case communityOfficer
    /// Certified detectives for human trafficking, also of the AVIM (Dutch: mensenhandelrechercheur).
    case traffickingDetectives
    /// The Expertisecentrum Mensenhandel en Mensensmokkel, which combines signals.
    case emm
    /// The public prosecution service (Dutch: Openbaar Ministerie).
    case prosecution
    /// The Nederlandse Arbeidsinspectie.
    case labourInspectorate
    /// The Koninklijke Marechaussee.
    case borderPolice
    /// Advice and reports about violence at home and children (Dutch: Veilig Thuis).
    case safeAtHome
    /// The Centrum Seksueel Geweld.
    case sexualAssaultCentre
    /// Doctors and nurses who treat: general practice, hospital, municipal health service (Dutch: behandelaar).
    case medical
    /// The doctor who examines injuries and traces, and does not treat (Dutch: forensisch arts).
    case forensicDoctor
    /// An institution where young people live or are treated (Dutch: jeugdzorginstelling).
    case youthCare
    /// Whoever decides for a child under guardianship or supervision (Dutch: gecertificeerde instelling).
    case guardian
    /// The Raad voor de Kinderbescherming.
    case childProtection
    /// National coordination and shelter for victims of trafficking: CoMensha.
    case nationalCoordination
    /// The regional care coordinator (Dutch: zorgcoördinator).
    case careCoordinator
    /// Shelter for victims (Dutch: opvang).
    case shelter
    case municipality
    /// The neighbourhood team (Dutch: wijkteam).
    case neighbourhoodTeam
    /// Where complex cases are discussed (Dutch: Zorg- en Veiligheidshuis).
    case safetyHouse
    /// Joint administrative action against organised crime: the RIEC.
    case crimeInformationCentre
    /// Support for victims (Dutch: Slachtofferhulp).
    case victimSupport
    /// The victim's lawyer (Dutch: advocaat).
    case lawyer
    case other

    public static let list = "organisationKind"
}
