/// The regional organisation of a point (Dutch: regionale afdeling).
public struct Branch: Sendable, Hashable {
    public let id: BranchID
    public let of: PointID
    /// Ids of the regions and codes of the municipalities that it serves.
    public let serves: Set<String>
    /// The point as this branch has it: what the branch says otherwise stands in place of the point's.
    public let point: Point
    /// It is the region's reporting point on trafficking too, about people of every age and for everybody
    /// (Dutch: regionaal meldpunt mensenhandel).
    public let isRegionalPoint: Bool
    let period: Period
}

/// What a branch has otherwise than its point.
struct BranchFacts: Sendable {
    let id: BranchID
    let of: PointID
    let serves: Set<String>
    var isRegionalPoint = false
    var name: Wording?
    var contact = Contact()
    var hours: [ContactLine: OpeningHours] = [:]
    var says = Says()
    var words: [String] = []
    var sources: [Source] = []
    let period: Period

    /// The branch of that point. A source of the point no longer vouches for what the branch has otherwise.
    func branch(of point: Point) -> Branch {
        var merged = point
        var own: Set<String> = []
        if let name {
            merged.name = name
            own.insert("name")
        }
        for fact in Contact.facts {
            if let value = contact[keyPath: fact.path] {
                // Another number is not open when the point's is; of that, only the branch can tell.
                if let line = ContactLine(rawValue: fact.name), value != point.contact[keyPath: fact.path] {
                    merged.hours[line] = nil
                }
                merged.contact[keyPath: fact.path] = value
                own.insert(fact.name)
            }
        }
        for (line, opening) in hours {
            merged.hours[line] = opening
            own.insert("hours." + line.rawValue)
        }
        for fact in Says.facts {
            if let value = says[keyPath: fact.path] {
                // What the point says to victims holds here too, unless the branch says that otherwise as well.
                merged.says[keyPath: fact.path] = value.keepingVariants(of: point.says[keyPath: fact.path])
                own.insert(fact.name)
            }
        }
        merged.words = words + point.words
        merged.sources = sources
        for var source in point.sources {
            source.facts.subtract(own)
            if !source.facts.isEmpty { merged.sources.append(source) }
        }
        return Branch(
            id: id, of: of, serves: serves, point: merged, isRegionalPoint: isRegionalPoint, period: period)
    }
}
