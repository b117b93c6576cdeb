public import Terms

/// What of the directory holds on one day (Dutch: gids).
public struct Guide: Sendable {
    public let day: Day
    /// In the order of the file.
    public let points: [Point]
    public let branches: [Branch]
    public let regions: [Region]
    public let municipalities: MunicipalityRegister
    /// In the order of the file, which is that of the advice.
    public let rules: [Rule]
    let table: DecisionTable
    let index: SearchIndex

    init(_ directory: Directory, on day: Day) {
        func holding<Entry>(_ entries: [Found<Entry>]) -> [Entry] {
            entries.filter { $0.period.contains(day) }.map(\.entry)
        }
        let points = holding(directory.points)
        let byID = Dictionary(points.map { ($0.id, $0) }) { first, _ in first }
        let branches = holding(directory.branches).compactMap { facts in byID[facts.of].map(facts.branch) }
        let regions = directory.regions.map(\.entry)
        let register = MunicipalityRegister(directory.municipalities.map(\.entry), regions: regions, on: day)
        let rules = holding(directory.rules)
        self.day = day
        self.points = points
        self.branches = branches
        self.regions = regions
        self.rules = rules
        municipalities = register
        table = DecisionTable(rules, points: points, branches: branches, municipalities: register)
        index = SearchIndex(points: points, branches: branches, regions: regions)
    }

    public subscript(point id: PointID) -> Point? { table.index[id].map { points[$0] } }
    public subscript(branch id: BranchID) -> Branch? { branches.first { $0.id == id } }
    public subscript(region id: RegionID) -> Region? { regions.first { $0.id == id } }

    public func branches(of point: PointID) -> [Branch] { branches.filter { $0.of == point } }

    /// The branch of a point that serves a municipality; absent when it has none there.
    public func branch(of point: PointID, in municipality: MunicipalityCode) -> Branch? {
        table.index[point].flatMap { table.branch(of: $0, in: municipality) }
    }

    /// In the order of the file.
    public func regions(of kind: Reach) -> [Region] { regions.filter { $0.kind == kind } }

    public func municipalities(in region: RegionID) -> [Municipality] {
        guard let kind = self[region: region]?.kind else { return [] }
        return municipalities.all.filter { $0.region(kind) == region }
    }

    /// Whom to turn to in a situation, best first, and why; and who is left out, and why.
    public func advice(for situation: Situation) -> Advice { table.advice(for: situation) }

    /// The same, as it is at a moment: who can be reached then goes before who cannot.
    public func advice(for situation: Situation, at instant: Instant) -> Advice {
        table.advice(for: situation).at(instant)
    }
}
