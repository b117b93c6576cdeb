import HTML
import HTTPTypes
import Signpost
import Synchronization
import Terms
import Web
import Words

/// The directory: all points, one point, the regions, the municipalities.
struct DirectoryRoutes: Sendable {
    let desk: Desk
    private let shelf = DirectoryShelf()

    init(desk: Desk) { self.desk = desk }

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/directory", "directory") { visit in try directory(visit) },
            .anyone(.get, "/{language}/directory/{point}", "directory.point") { visit in try point(visit) },
            .anyone(.get, "/{language}/directory/regions/{kind}", "directory.regions") { visit in
                guard let kind = try Reach(rawValue: visit.value("kind")), Reach.regional.contains(kind) else {
                    throw ErrorPage.notFound
                }
                return .page(RegionsPage(words: .of(visit.language), guide: desk.guide, kind: kind).document().render())
            },
            .anyone(.get, "/{language}/directory/municipalities", "directory.municipalities") { visit in
                try municipalities(visit)
            },
            .anyone(.get, "/{language}/directory/municipalities/{code}", "directory.municipality") { visit in
                try municipality(visit)
            },
        ]
    }

    private func directory(_ visit: Visit) throws -> Reply {
        let guide = desk.guide
        let query = DirectoryQuery(try visit.queryFields(), guide.municipalities)
        let page = DirectoryPage(words: .of(visit.language), guide: guide, now: visit.now, query: query)
        if query.isEmpty { return shelf.reply(visit.language, guide, at: visit.now) { page.document().render() } }
        return .page(page.document().render())
    }

    private func point(_ visit: Visit) throws -> Reply {
        let guide = desk.guide
        let name = try visit.value("point")
        let query = DirectoryQuery(try visit.queryFields(), guide.municipalities)
        let listing: Listing
        if let point = PointID(name).flatMap({ guide[point: $0] }) {
            let branch = query.filter.municipality.flatMap { guide.branch(of: point.id, in: $0) }
            listing = branch.map { Listing($0) } ?? Listing(point)
        } else if let branch = BranchID(name).flatMap({ guide[branch: $0] }) {
            listing = Listing(branch)
        } else {
            throw ErrorPage.notFound
        }
        let page = PointPage(words: .of(visit.language), guide: guide, now: visit.now, listing: listing, query: query)
        return .page(page.document().render())
    }

    private func municipalities(_ visit: Visit) throws -> Reply {
        let guide = desk.guide
        let typed = String((try visit.queryFields().text("municipality") ?? "").prefix(80))
        let meant = PlaceSearch.meaning(of: typed, guide.municipalities)
        if case .one(let place) = meant { return .see(SignpostAddress.municipality(place.code, visit.language)) }
        let page = MunicipalitiesPage(words: .of(visit.language), guide: guide, typed: typed, meant: meant)
        return .page(page.document().render())
    }

    private func municipality(_ visit: Visit) throws -> Reply {
        let guide = desk.guide
        guard let code = try MunicipalityCode(visit.value("code")), let place = guide.municipalities.current(code) else {
            throw ErrorPage.notFound
        }
        let former = place.code == code ? nil : guide.municipalities[code]?.name
        let page = MunicipalityPage(
            words: .of(visit.language), guide: guide, now: visit.now, place: place, formerName: former)
        return .page(page.document().render())
    }
}

/// The directory as everybody sees it who looks for nothing yet: made again when a point opens or shuts, and each day.
final class DirectoryShelf: Sendable {
    private struct Made {
        let reply: Reply
        let from: Instant
        let until: Instant
    }

    private let made = Mutex<[Language: Made]>([:])

    func reply(_ language: Language, _ guide: Guide, at now: Instant, _ make: () -> [UInt8]) -> Reply {
        if let kept = made.withLock({ $0[language] }), kept.from <= now, now < kept.until { return kept.reply }
        let reply = Reply.page(make())
        let until = Self.nextChange(in: guide, after: now)
        made.withLock { $0[language] = Made(reply: reply, from: now, until: until) }
        return reply
    }

    /// When the page says something else: at midnight at the latest, since it speaks of today and tomorrow.
    static func nextChange(in guide: Guide, after now: Instant) -> Instant {
        let changes = guide.points.compactMap { point -> Instant? in
            switch point.state(at: now) {
            case .open(let until): until
            case .closed(let opens): opens
            case .always, .unknown: nil
            }
        }
        return changes.reduce(Day(now).adding(1).begins, min)
    }
}
