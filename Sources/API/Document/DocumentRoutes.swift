import Embedded
import HTTPTypes
import Signpost
import Terms
import Web

/// The description of the API for programs (OpenAPI 3.0.3), in Dutch. It stands beside this file; only the codes of the
/// municipalities that there are come from the directory.
struct DocumentRoutes: Sendable {
    let desk: APIDesk

    func all<Session>() -> [Route<Session>] {
        [
            .api(.get, "/api/v1/openapi.json", "api.document") { visit in
                try QueryReading(visit, known: []).finish()
                let codes = desk.directory.at(visit.now).municipalities.codes
                return APIReply.open(Array(APIDocument.text(codes).utf8), .nl)
            }
        ]
    }
}

enum APIDocument {
    /// What stands in the file where the codes belong.
    static let place = "\"GEMEENTECODES\""

    static let written = String(decoding: EmbeddedFile.openapi_json.bytes, as: UTF8.self)

    static func text(_ codes: [MunicipalityCode]) -> String {
        written.replacing(place, with: codes.map { "\"\($0.text)\"" }.joined(separator: ", "))
    }
}
