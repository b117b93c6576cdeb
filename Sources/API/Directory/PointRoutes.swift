import HTTPTypes
import Signpost
import Terms
import Web

/// The directory of reporting points as open data (Dutch: meldpunt).
struct PointRoutes: Sendable {
    static let filters = [
        "doelgroep", "onderwerp", "leeftijdsgroep", "uitbuiting", "anoniem", "nuOpen", "gemeente", "zoek",
    ]

    let desk: APIDesk

    func all<Session>() -> [Route<Session>] {
        [
            .api(.get, "/api/v1/meldpunten", "api.points") { visit in
                let guide = desk.directory.at(visit.now)
                let listings = guide.listings(try Self.filter(visit, guide.municipalities), at: visit.now)
                let points = listings.map { PointAnswer(listing: $0, language: visit.language, now: visit.now).json }
                return APIReply.open(["meldpunten": .array(points)], visit.language)
            },
            .api(.get, "/api/v1/meldpunten/{id}", "api.point") { visit in
                try QueryReading(visit, known: []).finish()
                guard let listing = Self.listing(try visit.value("id"), desk.directory.at(visit.now)) else {
                    throw ErrorPage.notFound
                }
                let answer = PointAnswer(listing: listing, language: visit.language, now: visit.now)
                return APIReply.open(answer.json, visit.language)
            },
        ]
    }

    private static func filter(_ visit: Visit, _ register: MunicipalityRegister) throws -> PointFilter {
        var query = try QueryReading(visit, known: filters)
        var filter = PointFilter()
        filter.audience = query.code("doelgroep")
        filter.subject = query.code("onderwerp")
        filter.age = query.code("leeftijdsgroep")
        filter.form = query.code("uitbuiting")
        filter.anonymous = query.flag("anoniem")
        filter.openNow = query.flag("nuOpen")
        filter.municipality = query.municipality("gemeente", register)
        filter.text = query.text("zoek") ?? ""
        try query.finish()
        return filter
    }

    /// A point or a branch by its id.
    private static func listing(_ id: String, _ guide: Guide) -> Listing? {
        if let point = PointID(id).flatMap({ guide[point: $0] }) { return Listing(point) }
        return BranchID(id).flatMap { guide[branch: $0] }.map { Listing($0) }
    }
}
