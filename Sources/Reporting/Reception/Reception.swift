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

    /// Whether a report of this kind, from this place, belongs here. Without a place only a national one fits.
    func takes(_ subject: Subject, _ age: AgeGroup, _ forms: Set<ExploitationForm>, in place: Municipality?) -> Bool {
        guard subjects.contains(subject), ages.contains(age) else { return false }
        guard forms.isEmpty || !forms.isDisjoint(with: self.forms) else { return false }
        switch reach {
        case .national: return true
        case .municipality: return place.map { regions.contains($0.code.text) } ?? false
        case .veiligThuis, .safetyRegion, .csg, .policeUnit, .province:
            return place?.region(reach).map { regions.contains($0.text) } ?? false
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

/// Which organisation receives a report.
public enum Routing {
    /// The organisation that is the point that was asked for, when it takes such reports; else the nearest that can
    /// receive and takes them; else the fallback; else any that can receive; absent only when nobody can.
    public static func receiver(
        among receivers: [Receiver], subject: Subject, age: AgeGroup, forms: Set<ExploitationForm>,
        place: Municipality?, at point: PointID? = nil
    ) -> Receiver? {
        let able = able(receivers)
        let taking = able.filter { $0.reception.takes(subject, age, forms, in: place) }
        return point.flatMap { point in taking.first { $0.reception.point == point } }
            ?? taking.first { !$0.reception.isFallback } ?? able.first { $0.reception.isFallback } ?? able.first
    }

    /// The points to which such a report can be sent here: an organisation on this installation is that point for this
    /// place, takes such reports and can receive them now. Of these an advice says "report here".
    public static func points(
        among receivers: [Receiver], subject: Subject, age: AgeGroup, forms: Set<ExploitationForm>,
        place: Municipality?
    ) -> Set<PointID> {
        Set(
            able(receivers).filter { $0.reception.takes(subject, age, forms, in: place) }
                .compactMap(\.reception.point))
    }

    /// Those that can receive, the nearest first.
    private static func able(_ receivers: [Receiver]) -> [Receiver] {
        receivers.filter(\.organisation.canReceive).sorted { one, other in
            let (a, b) = (one.reception, other.reception)
            return (a.reach.nearness, a.place, a.organisation) < (b.reach.nearness, b.place, b.organisation)
        }
    }
}
