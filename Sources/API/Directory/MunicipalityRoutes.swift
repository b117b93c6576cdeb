import HTTPTypes
import Signpost
import Terms
import Web

/// Municipalities and the regions that they lie in, as open data (Dutch: gemeente).
struct MunicipalityRoutes: Sendable {
    let desk: APIDesk

    func all<Session>() -> [Route<Session>] {
        [
            .api(.get, "/api/v1/gemeenten", "api.municipalities") { visit in
                let guide = desk.directory.at(visit.now)
                var query = try QueryReading(visit, known: ["zoek"])
                let typed = query.text("zoek")
                try query.finish()
                let places = typed.map { guide.municipalities.find($0) } ?? guide.municipalities.all
                return APIReply.open(
                    ["gemeenten": .array(places.map { Self.json($0, guide) })], visit.language)
            },
            .api(.get, "/api/v1/gemeenten/{code}", "api.municipality") { visit in
                let guide = desk.directory.at(visit.now)
                try QueryReading(visit, known: []).finish()
                guard let code = try MunicipalityCode(visit.value("code")), let place = guide.municipalities[code]
                else {
                    throw ErrorPage.notFound
                }
                return APIReply.open(Self.json(place, guide), visit.language)
            },
        ]
    }

    private static func json(_ place: Municipality, _ guide: Guide) -> JSON {
        func region(_ id: RegionID) -> JSON {
            ["code": .string(id.text), "naam": .string(guide[region: id]?.name ?? id.text)]
        }
        return [
            "code": .string(place.code.text), "naam": .string(place.name), "provincie": region(place.province),
            "politieEenheid": region(place.policeUnit), "veiligheidsregio": region(place.safetyRegion),
            "veiligThuis": region(place.veiligThuis), "centrumSeksueelGeweld": region(place.csg),
            "geldigVanafDatum": JSON(place.from?.text), "geldigTotDatum": JSON(place.until?.text),
            "opgegaanIn": JSON(place.into?.text),
        ]
    }
}
