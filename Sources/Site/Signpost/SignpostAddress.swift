import Signpost
import Terms

/// The addresses of the signpost. They are made of ids of the directory, never of what somebody told.
enum SignpostAddress {
    static func directory(_ language: Language) -> String { "/\(language.rawValue)/directory" }

    /// The same for machines, from the API.
    static let openData = "/api/v1/meldpunten"

    /// As the municipality has it.
    static func directory(in place: MunicipalityCode, _ language: Language) -> String {
        directory(language) + "?municipality=" + place.text
    }

    static func point(_ id: PointID, in place: MunicipalityCode? = nil, _ language: Language) -> String {
        directory(language) + "/" + id.text + (place.map { "?municipality=" + $0.text } ?? "")
    }

    static func branch(_ id: BranchID, _ language: Language) -> String { directory(language) + "/" + id.text }

    static func regions(_ kind: Reach, _ language: Language) -> String {
        directory(language) + "/regions/" + kind.rawValue
    }

    static func region(_ region: Region, _ language: Language) -> String {
        regions(region.kind, language) + "#" + region.id.text
    }

    static func municipalities(_ language: Language) -> String { directory(language) + "/municipalities" }

    static func municipality(_ code: MunicipalityCode, _ language: Language) -> String {
        municipalities(language) + "/" + code.text
    }

    static func advice(_ language: Language) -> String { "/\(language.rawValue)/advice" }

    /// The page of a point, or of its branch when it is shown as one.
    static func page(_ listing: Listing, _ language: Language) -> String {
        listing.branch.map { branch($0.id, language) } ?? point(listing.point.id, language)
    }
}
