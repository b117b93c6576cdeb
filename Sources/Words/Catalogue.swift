internal import Embedded
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
            all.merge(Self.read(part.file.bytes) ?? [:]) { first, _ in first }
        }
        sentences = all
    }

    /// The sentences of one part, or `nil` when its file is no catalogue (which a test excludes).
    static func read(_ bytes: [UInt8]) -> [String: Sentence]? {
        try? JSONDecoder().decode([String: Sentence].self, from: Data(bytes))
    }

    /// The files of a language. Adding a language is adding its files here and its case to `Language`.
    static func parts(_ language: Language) -> [(name: String, file: EmbeddedFile)] {
        switch language {
        case .nl:
            [
                ("api", .api_nl_json), ("codes", .codes_nl_json), ("collaboration", .collaboration_nl_json),
                ("common", .common_nl_json), ("day", .day_nl_json), ("dossier", .dossier_nl_json),
                ("errors", .errors_nl_json), ("guides", .guides_nl_json), ("members", .members_nl_json),
                ("partners", .partners_nl_json), ("public", .public_nl_json), ("sharing", .sharing_nl_json),
                ("signpost", .signpost_nl_json), ("signs", .signs_nl_json), ("staff", .staff_nl_json),
            ]
        case .en:
            [
                ("api", .api_en_json), ("codes", .codes_en_json), ("collaboration", .collaboration_en_json),
                ("common", .common_en_json), ("day", .day_en_json), ("dossier", .dossier_en_json),
                ("errors", .errors_en_json), ("guides", .guides_en_json), ("members", .members_en_json),
                ("partners", .partners_en_json), ("public", .public_en_json), ("sharing", .sharing_en_json),
                ("signpost", .signpost_en_json), ("signs", .signs_en_json), ("staff", .staff_en_json),
            ]
        }
    }
}
