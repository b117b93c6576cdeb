import HTTPTypes
import NIOCore
import Terms
import Vault
import Web

/// How answers of the API look.
enum APIReply {
    /// Of the document and of every answer (SemVer): the first number stands in the address.
    static let version = "1.0.0"
    static let base = "/api/v1"

    /// Open data that may be kept for five minutes, and asked for again by its tag.
    static func open(_ json: JSON, _ language: Language) -> Reply { open(json.bytes, language) }

    static func open(_ bytes: [UInt8], _ language: Language) -> Reply {
        let digest = Crockford.encode(Array(Digest.sha256(bytes).prefix(10))).lowercased()
        var reply = own(bytes, language)
        reply.fields[.eTag] = "\"\(digest)\""
        reply.fields[.cacheControl] = "public, max-age=300"
        return reply
    }

    /// What is meant for the asker alone, and kept nowhere.
    static func own(_ bytes: [UInt8], _ language: Language) -> Reply {
        Reply(
            .ok, [.contentType: "application/json", .contentLanguage: language.rawValue],
            .bytes(ByteBuffer(bytes: bytes)))
    }

    /// The manner of every address of the API.
    static let manner = Manner(
        prefix: "/api", isOpen: true,
        fields: [
            .apiVersion: version, .accessControlAllowOrigin: "*",
            .accessControlExposeHeaders: "API-Version, Allow, ETag, Retry-After", .vary: "Accept-Language",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
            .crossOriginResourcePolicy: "cross-origin",
        ],
        mediaTypes: ["application/json", "application/problem+json"],
        apology: { Problem.reply($0, $1) })
}

extension Instant {
    /// As ISO 8601 has it, in whole seconds of UTC: `2026-11-25T08:30:00Z`.
    var isoText: String {
        func digits(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
        let seconds = (milliseconds - (milliseconds % 1_000 + 1_000) % 1_000) / 1_000
        let second = (seconds % 86_400 + 86_400) % 86_400
        let day = Day(number: Int((seconds - second) / 86_400))
        return "\(day.text)T\(digits(second / 3_600)):\(digits(second / 60 % 60)):\(digits(second % 60))Z"
    }
}

extension HTTPField.Name {
    static let apiVersion = Self("API-Version")!
}
