package import Terms

/// One request as a handler sees it. It holds nothing that tells who the visitor is: no address, no browser.
package struct Visit: Sendable {
    /// The language of the address, else the one the browser asks for first.
    package let language: Language
    /// The moment the request arrived; one visit has one time.
    package let now: Instant
    package let body: VisitBody
    package let cookies: Cookies
    private let values: [String: String]
    private let query: Substring

    package init(
        language: Language, now: Instant, body: VisitBody, cookies: Cookies, values: [String: String], query: Substring
    ) {
        self.language = language
        self.now = now
        self.body = body
        self.cookies = cookies
        self.values = values
        self.query = query
    }

    /// What stands in the address where the route's path has this name in braces.
    package func value(_ name: String) throws -> String {
        guard let value = values[name] else { throw ErrorPage.notFound }
        return value
    }

    /// The id in the address; what is no id of that kind names nothing, so the answer is 404.
    package func id<Kind>(_ name: String, of kind: Kind.Type = Kind.self) throws -> ID<Kind> {
        guard let id = try? ID<Kind>(value(name)) else { throw ErrorPage.notFound }
        return id
    }

    /// What stands behind the question mark, for filters and pages of lists; never anything secret.
    package func queryFields() throws -> FormFields {
        try URLEncodedForm.parse(Array(query.utf8), limits: .query)
    }

    /// The fields of a form without files, of either encoding, 1 MB at most.
    /// Throws ``BodyError``, which the site answers with 400, 413 or 415.
    package func form() async throws -> FormFields { try await body.form() }

    /// A body of JSON, of no more bytes than these. Throws ``BodyError``.
    package func json(atMost bytes: Int) async throws -> [UInt8] { try await body.json(atMost: bytes) }

    /// The fields and files of a multipart form, streamed, 200 MB at most.
    package func upload() throws -> Upload { try body.upload() }
}
