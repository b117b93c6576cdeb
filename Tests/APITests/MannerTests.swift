import HTTPTypes
import Support
import Testing

@testable import API
@testable import Web

@Suite("The manners of the API")
struct MannerTests {
    /// An address of each route, asked as it should be.
    private static func address(_ route: Route<Caller.Nobody>) -> String {
        "/"
            + route.path.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .value("id"): "veilig-thuis"
                default: "GM0363"
                }
            }.joined(separator: "/")
    }

    @Test("every answer names the version, may be read by every site, sets no cookie and keeps its guards")
    func fields() async throws {
        try await withCaller(isSecure: true) { caller in
            #expect(caller.routes.count == 6)
            for route in caller.routes {
                for method in [HTTPRequest.Method.get, .post, .head, .options, .delete] {
                    for path in [Self.address(route), Self.address(route) + "/"] {
                        let reaction = try await caller.ask(method, path, [.cookie: "baken-session=x"])
                        let fields = reaction.fields
                        #expect(fields[.apiVersion] == "1.0.0" && fields[.accessControlAllowOrigin] == "*", "\(path)")
                        #expect(fields[.setCookie] == nil && fields[.accessControlAllowCredentials] == nil)
                        #expect(fields[.xContentTypeOptions] == "nosniff" && fields[.xFrameOptions] == "DENY")
                        #expect(fields[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
                        #expect(fields[.strictTransportSecurity] != nil && fields[.referrerPolicy] == "same-origin")
                        #expect(reaction.status != 403 && reaction.status < 500)
                    }
                }
            }
        }
    }

    @Test("an address with a slash at its end, or that is none, is a problem and no page")
    func nowhere() async throws {
        try await withCaller { caller in
            for path in ["/api", "/api/", "/api/v1", "/api/v1/gemeenten/", "/api/v2/gemeenten", "/api/v1/x/y"] {
                let reaction = try await caller.ask(.get, path)
                #expect(reaction.status == 404 && reaction.isProblem, "\(path)")
            }
            // What only begins alike is not the API's.
            let page = try await caller.ask(.get, "/apis")
            #expect(page.status == 404 && page.fields[.contentType] == "text/html; charset=utf-8")
            #expect(page.fields[.apiVersion] == nil && page.fields[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("a problem speaks the language that was asked for, Dutch when none of ours was")
    func languages() async throws {
        try await withCaller { caller in
            for (asked, language, title) in [
                ("en", "en", "This does not exist"), ("fr", "nl", "Dit is er niet"), ("nl,en", "nl", "Dit is er niet"),
            ] {
                let reaction = try await caller.get("/meldpunten/niets", [.acceptLanguage: asked])
                #expect(reaction.json["title"].text == title && reaction.fields[.contentLanguage] == language)
                #expect(reaction.fields[.vary] == "Accept-Language")
            }
        }
    }

    @Test("another method than the address has is refused with those that it has")
    func methods() async throws {
        try await withCaller { caller in
            for (path, allowed) in [("/adviezen", "OPTIONS, POST"), ("/gemeenten", "GET, HEAD, OPTIONS")] {
                for method in [HTTPRequest.Method.put, .patch, .delete, .trace] {
                    let reaction = try await caller.ask(method, "/api/v1" + path)
                    #expect(reaction.status == 405 && reaction.isProblem && reaction.fields[.allow] == allowed)
                }
            }
        }
    }

    @Test("a page of another site may ask for an advice: its browser asks first, and then does")
    func foreign() async throws {
        try await withCaller { caller in
            let asked = try await caller.ask(
                .options, "/api/v1/adviezen",
                [.origin: "https://elders.example", .accessControlRequestMethod: "POST"])
            #expect(asked.status == 204 && asked.fields[.accessControlAllowMethods] == "OPTIONS, POST")
            #expect(asked.fields[.accessControlAllowHeaders]?.contains("Content-Type") == true)
            let answered = try await caller.ask(
                .post, "/api/v1/adviezen",
                [.origin: "https://elders.example", .secFetchSite: "cross-site", .contentType: "application/json"],
                body: Array("{}".utf8))
            #expect(answered.status == 200 && answered.fields[.accessControlAllowOrigin] == "*")
        }
    }

    @Test("what is no JSON, too large or compressed is refused, and what is not to be had is said")
    func bodies() async throws {
        let empty = Array("{}".utf8)
        let large = Array("{".utf8) + [UInt8](repeating: 32, count: AdviceRoutes.longestBody - 2) + Array("}".utf8)
        let json = "application/json"
        let table: [(fields: HTTPFields, body: [UInt8], status: Int)] = [
            ([.contentType: json], empty, 200), ([.contentType: json + "; charset=UTF-8"], empty, 200),
            ([.contentType: json, .accept: "text/html, */*;q=0.1"], empty, 200),
            ([.contentType: json, .accept: "application/*"], empty, 200),
            ([:], empty, 415), ([.contentType: "text/plain"], empty, 415), ([.contentType: "x"], empty, 415),
            ([.contentType: json + "; charset=latin1"], empty, 415),
            ([.contentType: "application/x-www-form-urlencoded"], empty, 415),
            ([.contentType: json, .contentEncoding: "gzip"], empty, 415),
            ([.contentType: json, .accept: "text/html"], empty, 406),
            ([.contentType: json, .accept: "application/json;q=0"], empty, 406),
            ([.contentType: json], large, 200), ([.contentType: json], large + [32], 413),
            ([.contentType: json, .contentLength: "70000"], empty, 413),
        ]
        try await withCaller { caller in
            for (number, row) in table.enumerated() {
                let reaction = try await caller.ask(.post, "/api/v1/adviezen", row.fields, body: row.body)
                #expect(reaction.status == row.status, "\(number)")
                #expect(reaction.status == 200 || reaction.isProblem, "\(number)")
            }
        }
    }

    @Test("HEAD answers as GET without the contents, and a tag spares what is there already")
    func tags() async throws {
        try await withCaller { caller in
            for path in ["/meldpunten", "/meldpunten/112", "/gemeenten", "/gemeenten/GM0363", "/openapi.json"] {
                let whole = try await caller.get(path)
                let head = try await caller.ask(.head, "/api/v1" + path)
                let tag = try #require(whole.fields[.eTag])
                #expect(head.status == 200 && head.bytes.isEmpty && head.fields[.eTag] == tag, "\(path)")
                #expect(head.fields[.contentLength] == String(whole.bytes.count))
                #expect(whole.fields[.cacheControl] == "public, max-age=300")
                for known in [tag, "W/\(tag)", "\"a\", \(tag)", "*"] {
                    let same = try await caller.get(path, [.ifNoneMatch: known])
                    #expect(same.status == 304 && same.bytes.isEmpty && same.fields[.eTag] == tag, "\(known)")
                    #expect(same.fields[.apiVersion] == "1.0.0" && same.fields[.contentType] == nil)
                }
                let other = try await caller.get(path, [.ifNoneMatch: "\"a\""])
                #expect(other.status == 200 && other.bytes == whole.bytes)
            }
            #expect(try await caller.advise("{}").fields[.cacheControl] == "no-store")
        }
    }
}
