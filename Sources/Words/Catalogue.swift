internal import Foundation
internal import Terms

/// All sentences of one language, read once from what is embedded in the binary.
struct Catalogue: Sendable {
    let sentences: [String: Sentence]

    private static let dutch = Catalogue(.nl)
    private static let english = Catalogue(.en)

    static func of(_ language: Language) -> Catalogue {
        switch language {
        case .nl: dutch
        case .en: english
        }
    }

    private init(_ language: Language) {
        var all: [String: Sentence] = [:]
        for part in Self.parts(language) {
            all.merge(Self.read(part.bytes) ?? [:]) { first, _ in first }
        }
        sentences = all
    }

    /// The sentences of one part, or `nil` when its file is no catalogue (which a test excludes).
    static func read(_ bytes: [UInt8]) -> [String: Sentence]? {
        try? JSONDecoder().decode([String: Sentence].self, from: Data(bytes))
    }

    /// The files of a language. Adding a language is adding its files here and its case to `Language`.
    static func parts(_ language: Language) -> [(name: String, bytes: [UInt8])] {
        switch language {
        case .nl:
            [
                ("api", PackageResources.api_nl_json),
                ("codes", PackageResources.codes_nl_json),
                ("collaboration", PackageResources.collaboration_nl_json),
                ("common", PackageResources.common_nl_json),
                ("day", PackageResources.day_nl_json),
                ("dossier", PackageResources.dossier_nl_json),
                ("errors", PackageResources.errors_nl_json), ("guides", PackageResources.guides_nl_json),
                ("members", PackageResources.members_nl_json), ("partners", PackageResources.partners_nl_json),
                ("public", PackageResources.public_nl_json), ("sharing", PackageResources.sharing_nl_json),
                ("signpost", PackageResources.signpost_nl_json),
                ("signs", PackageResources.signs_nl_json),
                ("staff", PackageResources.staff_nl_json),
            ]
        case .en:
            [
                ("api", PackageResources.api_en_json),
                ("codes", PackageResources.codes_en_json),
                ("collaboration", PackageResources.collaboration_en_json),
                ("common", PackageResources.common_en_json),
                ("day", PackageResources.day_en_json),
                ("dossier", PackageResources.dossier_en_json),
                ("errors", PackageResources.errors_en_json), ("guides", PackageResources.guides_en_json),
                ("members", PackageResources.members_en_json), ("partners", PackageResources.partners_en_json),
                ("public", PackageResources.public_en_json), ("sharing", PackageResources.sharing_en_json),
                ("signpost", PackageResources.signpost_en_json),
                ("signs", PackageResources.signs_en_json),
                ("staff", PackageResources.staff_en_json),
            ]
        }
    }
}
