import Terms

/// What only shows when all files are read: ids that stand twice, ids that lead nowhere, areas that two branches serve.
extension Directory {
    func consistencyMistakes() -> [Mistake] {
        doubles(points) + doubles(branches) + doubles(regions) + doubles(municipalities) + doubles(rules)
            + dangling(branches) + dangling(municipalities) + dangling(rules) + tiles() + services()
    }

    /// Entries of one id whose periods overlap.
    private func doubles<Entry>(_ entries: [Found<Entry>]) -> [Mistake] {
        var mistakes: [Mistake] = []
        var seen: [String: [Found<Entry>]] = [:]
        for entry in entries {
            if let other = seen[entry.id]?.first(where: { $0.period.overlaps(entry.period) }) {
                mistakes.append(entry.mistake(.doubleEntry, ["value": entry.id, "line": String(other.line)]))
            }
            seen[entry.id, default: []].append(entry)
        }
        return mistakes
    }

    private func dangling<Entry>(_ entries: [Found<Entry>]) -> [Mistake] {
        let points = Set(points.map(\.id))
        let kinds = Dictionary(regions.map { ($0.id, $0.entry.kind) }) { first, _ in first }
        let codes = Set(municipalities.map(\.id))
        return entries.flatMap { entry in
            entry.mentions.compactMap { mention -> Mistake? in
                let values = ["value": mention.id]
                switch mention.target {
                case .point:
                    return points.contains(mention.id)
                        ? nil : entry.mistake(.unknownPoint, line: mention.line, values)
                case .area:
                    return kinds[mention.id] != nil || codes.contains(mention.id)
                        ? nil : entry.mistake(.unknownRegion, line: mention.line, values)
                case .municipality:
                    return codes.contains(mention.id)
                        ? nil : entry.mistake(.unknownSuccessor, line: mention.line, values)
                case .region(let kind):
                    guard let found = kinds[mention.id] else {
                        return entry.mistake(.unknownRegion, line: mention.line, values)
                    }
                    return found == kind
                        ? nil
                        : entry.mistake(
                            .wrongKind, line: mention.line,
                            ["value": mention.id, "kind": found.rawValue, "expected": kind.rawValue])
                }
            }
        }
    }

    /// Regions of one kind on one place of the tile map.
    private func tiles() -> [Mistake] {
        struct Place: Hashable {
            let kind: Reach
            let tile: Region.Tile
        }
        var taken: [Place: Found<Region>] = [:]
        return regions.compactMap { region in
            guard let tile = region.entry.tile else { return nil }
            let place = Place(kind: region.entry.kind, tile: tile)
            guard let other = taken[place] else {
                taken[place] = region
                return nil
            }
            return region.mistake(.doubleTile, ["value": region.id, "other": other.id])
        }
    }

    /// Areas that two branches of one point serve at the same time.
    private func services() -> [Mistake] {
        struct Service: Hashable {
            let point: PointID
            let area: String
        }
        var served: [Service: [Found<BranchFacts>]] = [:]
        var mistakes: [Mistake] = []
        for branch in branches {
            for mention in branch.mentions {
                guard case .area = mention.target else { continue }
                let service = Service(point: branch.entry.of, area: mention.id)
                if let other = served[service]?.first(where: { $0.period.overlaps(branch.period) && $0.id != branch.id }
                ) {
                    mistakes.append(
                        branch.mistake(
                            .doubleService, line: mention.line, ["value": mention.id, "other": other.id]))
                }
                served[service, default: []].append(branch)
            }
        }
        return mistakes
    }
}
