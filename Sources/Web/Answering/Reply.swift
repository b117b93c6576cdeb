package import HTTPTypes
package import NIOCore

/// What a handler answers. Security headers, `no-store` and the length are added where all replies pass.
package struct Reply: Sendable {
    /// Hands a piece of the body on to the visitor, at their pace.
    package typealias Write = ([UInt8]) async throws -> Void

    package enum Content: Sendable {
        case nothing
        case bytes(ByteBuffer)
        /// A body made while it is sent. The length in bytes, when it is known beforehand.
        case stream(length: Int?, @Sendable (Write) async throws -> Void)
    }

    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var content: Content
    package var cookies: [(name: Cookies.Name, value: String, seconds: Int?, path: String)] = []

    package init(_ status: HTTPResponse.Status, _ fields: HTTPFields = [:], _ content: Content = .nothing) {
        self.status = status
        self.fields = fields
        self.content = content
    }

    /// A page.
    package static func page(_ html: [UInt8], status: HTTPResponse.Status = .ok) -> Self {
        .init(status, [.contentType: "text/html; charset=utf-8"], .bytes(ByteBuffer(bytes: html)))
    }

    /// On to another page of this site, by GET (303): the end of every form that changed something.
    /// The path comes from an address value of the site, never from what a visitor sent.
    package static func see(_ path: String) -> Self { .init(.seeOther, [.location: path]) }

    /// Plain text, for `security.txt` and the like.
    package static func text(_ text: String) -> Self {
        .init(.ok, [.contentType: "text/plain; charset=utf-8"], .bytes(ByteBuffer(string: text)))
    }

    /// A part of the site itself (style, script, picture) under an address that changes with its contents, and may
    /// therefore be kept for ever.
    package static func asset(_ bytes: [UInt8], type: String) -> Self {
        .init(
            .ok, [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
            .bytes(ByteBuffer(bytes: bytes)))
    }

    /// A file that somebody sent. A file can be two kinds at once (a picture in front, an archive or page behind), so
    /// whatever it is it is only ever saved, never shown or run: as attachment, in an empty sandbox, type not guessed.
    package static func download(
        fileName: String, kind: FileKind, length: Int?, _ produce: @escaping @Sendable (Write) async throws -> Void
    ) -> Self {
        .init(
            .ok,
            [
                .contentType: kind.mediaType,
                .contentDisposition: FileName.attachment(fileName, kind: kind),
                .contentSecurityPolicy: "sandbox; default-src 'none'",
            ],
            .stream(length: length, produce))
    }

    /// The same reply that also gives the browser a cookie: to members at log-in, and to whoever opens a form.
    package func setting(_ name: Cookies.Name, to value: String, seconds: Int? = nil, path: String = "/") -> Self {
        var reply = self
        reply.cookies.append((name, value, seconds, path))
        return reply
    }

    /// The same reply that takes the session's cookie away and has the browser forget pages and storage (log-out).
    package func loggingOut() -> Self {
        var reply = setting(.session, to: "", seconds: 0)
        reply.fields[.clearSiteData] = "\"cache\", \"storage\""
        return reply
    }
}

extension HTTPField.Name {
    package static let clearSiteData = Self("Clear-Site-Data")!
}
