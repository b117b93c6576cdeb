public import Organisations
public import Signpost
public import Terms

/// What an organisation takes, so that a report reaches the right place (Dutch: ontvangst).
public struct Reception: Sendable, Hashable {
    public let organisation: OrganisationID
    public var subjects: Set<Subject>
    public var ages: Set<AgeGroup>
    public var forms: Set<ExploitationForm>
    public var reach: Reach
    /// Ids of the regions, or codes of the municipalities; empty when national.
    public var regions: Set<String>
    /// Among equally near organisations, the lowest goes first.
    public var place: Int
    /// Takes whatever nobody else takes, and hears of what stays undone elsewhere. One in an installation.
    public var isFallback: Bool
    /// One or two sentences for the reporter: who this is and what it does with a report, per language.
    public var about: [Language: String]
    /// The reporting point of the directory that this organisation is, in its regions.
    public var point: PointID?

    public init(
        organisation: OrganisationID, subjects: Set<Subject> = Set(Subject.allCases),
        ages: Set<AgeGroup> = Set(AgeGroup.allCases),
        forms: Set<ExploitationForm> = Set(ExploitationForm.allCases), reach: Reach = .national,
        regions: Set<String> = [], place: Int = 100, isFallback: Bool = false, about: [Language: String] = [:],
        point: PointID? = nil
    ) {
        self.organisation = organisation
        self.subjects = subjects
        self.ages = ages
        self.forms = forms
        self.reach = reach
        self.regions = regions
        self.place = place
        self.isFallback = isFallback
        self.about = about
        self.point = point
    }

    /// Whether such a report belongs here. Without a place only a national one fits.
    func takes(_ report: Routing) -> Bool {
        guard subjects.contains(report.subject), ages.contains(report.age) else { return false }
        guard report.forms.isEmpty || !report.forms.isDisjoint(with: forms) else { return false }
        switch reach {
        case .national: return true
        case .municipality: return report.place.map { regions.contains($0.code.text) } ?? false
        case .veiligThuis, .safetyRegion, .csg, .policeUnit, .province:
            return report.place?.region(reach).map { regions.contains($0.text) } ?? false
        }
    }
}

/// An organisation as one that a report may go to.
public struct Receiver: Sendable, Hashable {
    public let organisation: Organisation
    public let reception: Reception

    public init(organisation: Organisation, reception: Reception) {
        self.organisation = organisation
        self.reception = reception
    }
}
