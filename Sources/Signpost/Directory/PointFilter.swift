public import Terms

/// Which points somebody wants to see. What is not set does not matter.
public struct PointFilter: Sendable, Hashable {
    public var audience: ReporterRole?
    public var subject: Subject?
    public var age: AgeGroup?
    public var form: ExploitationForm?
    public var kind: PointKind?
    /// Only where one can stay anonymous, at least in part.
    public var anonymous = false
    /// Only what is open now.
    public var openNow = false
    /// As they are there: the branch that serves it, in place of its point.
    public var municipality: MunicipalityCode?
    /// A search, see ``Guide/search(_:)``; the best comes first.
    public var text = ""

    public init() {}

    func admits(_ point: Point, at instant: Instant) -> Bool {
        if let audience, !point.audience.contains(audience) { return false }
        if let age, age != .unknown, !point.ages.contains(age) { return false }
        if let form, form != .unknown, !point.forms.contains(form) { return false }
        if let kind, point.kind != kind { return false }
        if anonymous, !point.anonymity.isPossible { return false }
        if openNow, point.state(at: instant).isOpen != true { return false }
        switch subject {
        case nil: return true
        case .both: return !point.subjects.isDisjoint(with: [.victim, .perpetrator])
        case .some(let subject): return point.subjects.contains(subject)
        }
    }
}

/// A point in a list, as it is where somebody asks.
public struct Listing: Sendable, Hashable {
    /// The point, as the branch has it when there is one.
    public let point: Point
    /// The branch that serves the municipality that was asked for.
    public let branch: Branch?

    public init(_ point: Point) {
        self.point = point
        branch = nil
    }

    public init(_ branch: Branch) {
        point = branch.point
        self.branch = branch
    }
}

extension Guide {
    /// The points that a filter admits at a moment, in the order of the file or of the search.
    public func listings(_ filter: PointFilter, at instant: Instant) -> [Listing] {
        var chosen = points
        if !filter.text.isEmpty {
            var seen: Set<PointID> = []
            chosen = search(filter.text).compactMap { hit in
                switch hit {
                case .point(let point): point.id
                case .branch(let branch): branch.of
                case .region, .municipality: nil
                }
            }.filter { seen.insert($0).inserted }.compactMap { self[point: $0] }
        }
        return chosen.compactMap { point in
            let branch = filter.municipality.flatMap { self.branch(of: point.id, in: $0) }
            let listing = branch.map { Listing($0) } ?? Listing(point)
            return filter.admits(listing.point, at: instant) ? listing : nil
        }
    }
}
