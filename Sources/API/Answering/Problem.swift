import HTTPTypes
import NIOCore
import Terms
import Web
import Words

/// What is wrong with a request, all of it at once; answered with 400 (RFC 9457).
struct Problem: Error, Sendable {
    /// One part of the request that is not as it should be.
    struct Mistake: Sendable {
        enum Place: String, Sendable { case body, query }

        /// The sentences stand in the catalogues under `api.reason.<code>`.
        enum Reason: String, Sendable, CaseIterable {
            case unknownName, givenTwice, notText, notFlag, notList, unknownWord, unknownMunicipality, badText
        }

        /// As the API calls it; of a part of a list with its place (`uitbuiting[1]`).
        let name: String
        let place: Place
        let reason: Reason
        /// The words that would do.
        var words: [String] = []
    }

    /// Empty when the request as a whole cannot be read.
    let mistakes: [Mistake]

    func reply(_ language: Language) -> Reply {
        let words = Words.of(language)
        guard !mistakes.isEmpty else { return Self.reply(.malformed, language) }
        let list = mistakes.map { mistake -> JSON in
            [
                "name": .string(mistake.name), "in": .string(mistake.place.rawValue),
                "code": .string(mistake.reason.rawValue),
                "reason": .string(
                    words(
                        Key("api.reason", mistake.reason.rawValue), ["words": mistake.words.joined(separator: ", ")])),
            ]
        }
        return Self.reply(
            .badRequest, words("api.problem.400.title"), words("api.invalid"), [("invalidParams", .array(list))],
            language)
    }

    /// What the web itself says no or sorry to, as a problem.
    static func reply(_ error: ErrorPage, _ language: Language) -> Reply {
        let words = Words.of(language)
        let code = String(error.status.code)
        var others: [(String, JSON)] = []
        if case .fault(let incident) = error { others.append(("incident", .string(incident))) }
        return reply(
            error.status, words(Key("api.problem", code, "title")), words(Key("api.problem", code, "detail")), others,
            language)
    }

    private static func reply(
        _ status: HTTPResponse.Status, _ title: String, _ detail: String, _ others: [(String, JSON)],
        _ language: Language
    ) -> Reply {
        let members: [(String, JSON)] =
            [("status", .number(Double(status.code))), ("title", .string(title)), ("detail", .string(detail))] + others
        let body = JSON.object(members.map { JSON.Member(name: $0.0, value: $0.1) })
        return Reply(
            status, [.contentType: "application/problem+json", .contentLanguage: language.rawValue],
            .bytes(ByteBuffer(bytes: body.bytes)))
    }
}
