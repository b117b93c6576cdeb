import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
import Storage
package import Terms

/// What Hummingbird passes along with a request: nothing. The channel, which knows the visitor's address, stops here.
package struct VisitContext: InitializableFromSource, Sendable {
    package init() {}
    package init(source: ApplicationRequestContextSource) {}
}

/// Answers every request: finds the route, guards the door, calls the handler, turns errors into pages and
/// adds to each reply what every reply has.
package struct WebResponder<Session: Sendable>: HTTPResponder {
    /// Who a session's cookie stands for; nil when it ended or never was. It lasts longer when that is asked for.
    package typealias Doorkeeper = @Sendable (_ token: String, _ prolongs: Bool) async throws -> (
        session: Session, role: Role
    )?

    /// What the site needs to know of the place it runs in.
    package struct Setting: Sendable {
        /// Whether browsers reach it over https.
        package var isSecure: Bool
        /// The origins under which it is known besides the host a request names.
        package var publicAddresses: [String]
        /// Whether members may work over http under any name.
        package var allowsPlain: Bool
        /// Where a member without a session is sent, and whether they had one.
        package var logInPath: @Sendable (Language, _ hasEnded: Bool) -> String
        /// The whole page for an error, in the shell of the site. With a member's form come its fields, so that what they
        /// typed is given back; which of them may be shown is for the page to choose.
        package var errorPage: @Sendable (ErrorPage, Language, FormFields) -> [UInt8]
        package var mapping: ErrorMapping
        package var time: TimeSource
        package var chance: Randomness
        package var logger: Logger

        package init(
            isSecure: Bool, publicAddresses: [String] = [], allowsPlain: Bool = false,
            logInPath: @escaping @Sendable (Language, _ hasEnded: Bool) -> String,
            errorPage: @escaping @Sendable (ErrorPage, Language, FormFields) -> [UInt8],
            mapping: ErrorMapping = ErrorMapping(),
            time: TimeSource, chance: Randomness, logger: Logger
        ) {
            self.isSecure = isSecure
            self.publicAddresses = publicAddresses
            self.allowsPlain = allowsPlain
            self.logInPath = logInPath
            self.errorPage = errorPage
            self.mapping = mapping
            self.time = time
            self.chance = chance
            self.logger = logger
        }
    }

    /// The longest address looked at, in bytes.
    package static var longestAddress: Int { 4_096 }

    package let table: RouteTable<Session>
    private let setting: Setting
    private let doorkeeper: Doorkeeper
    private let origin: OriginCheck
    private let headers: SecurityHeaders
    private let neighbours: [(manner: Manner, headers: SecurityHeaders)]
    private let record: VisitRecord
    private let sent = SentForms()

    /// - Parameters:
    ///   - routes: Of pages.
    ///   - neighbours: What is served beside them, in manners of its own.
    package init(
        _ routes: [Route<Session>], beside neighbours: [Neighbour<Session>] = [], _ setting: Setting,
        doorkeeper: @escaping Doorkeeper
    ) {
        table = RouteTable(routes + neighbours.flatMap(\.routes))
        self.setting = setting
        self.doorkeeper = doorkeeper
        origin = OriginCheck(publicAddresses: setting.publicAddresses, allowsPlain: setting.allowsPlain)
        let headers = SecurityHeaders(isSecure: setting.isSecure)
        self.headers = headers
        self.neighbours = neighbours.map { ($0.manner, headers.overlaid(with: $0.manner.fields)) }
        record = VisitRecord(routes: table.all.map(\.name), logger: setting.logger)
    }

    package func respond(to request: Request, context: VisitContext) async throws -> Response {
        let begun = ContinuousClock.now
        let address = request.head.path ?? ""
        let isTooLong = address.utf8.count > Self.longestAddress
        let question = address.utf8.firstIndex(of: UInt8(ascii: "?")) ?? address.endIndex
        let path = String(address[..<question])
        let place = isTooLong ? nil : table.find(path)
        let neighbour = neighbours.first { $0.manner.covers(path) }
        let manner = neighbour?.manner
        let language = place?.language ?? AcceptLanguage.best(request.headers[.acceptLanguage])
        let method: HTTPRequest.Method = request.method == .head ? .get : request.method
        let name = place?.routes[method]?.name ?? VisitRecord.nowhere
        var reply: Reply
        do {
            if isTooLong { throw ErrorPage.addressTooLong }
            guard let place else { throw ErrorPage.notFound }
            guard Conditions.accepts(request.headers[.accept], oneOf: manner?.mediaTypes ?? []) else {
                throw ErrorPage.notAcceptable
            }
            reply = try await answer(request, method, place, language, manner, query: address[question...].dropFirst())
        } catch {
            reply = apology(for: error, language, manner, route: name)
        }
        if reply.status == .ok, let tag = reply.fields[.eTag], Conditions.hasAlready(tag, request.headers[.ifNoneMatch])
        {
            reply.status = .notModified
            reply.fields[.contentType] = nil
            reply.content = .nothing
        }
        let response = response(
            for: reply, language, neighbour?.headers ?? headers, isHead: request.method == .head, route: name)
        record.note(route: name, status: response.status.code, took: begun.duration(to: .now))
        return response
    }

    private func answer(
        _ request: Request, _ method: HTTPRequest.Method, _ place: RouteTable<Session>.Place, _ language: Language,
        _ manner: Manner?, query: Substring
    ) async throws -> Reply {
        guard let route = place.routes[method] else {
            if method == .options { return options(place.allow, manner) }
            var reply = apology(for: ErrorPage.wrongMethod, language, manner, route: VisitRecord.nowhere)
            reply.fields[.allow] = place.allow
            return reply
        }
        if route.isConfidential, origin.isPlain(request.head) { throw ErrorPage.unencrypted }
        let isOpen = manner?.isOpen == true && !route.access.needsSession
        if method != .get, !isOpen, !origin.allows(request.head, needsSession: route.access.needsSession) {
            throw ErrorPage.foreignOrigin
        }
        let cookies = Cookies(request.headers, isSecure: setting.isSecure)
        let visit = Visit(
            language: language, now: setting.time.now(), body: VisitBody(request), cookies: cookies,
            values: Dictionary(uniqueKeysWithValues: zip(route.path.names, place.values)), query: query)
        switch route.answer {
        case .open(let handler):
            return try await handler(visit)
        case .member(let handler):
            do {
                guard let token = cookies[.session],
                    let (session, role) = try await doorkeeper(token, route.prolongsSession)
                else {
                    if method == .get { return .see(setting.logInPath(language, cookies[.session] != nil)) }
                    throw ErrorPage.loggedOut
                }
                guard case .member(let roles) = route.access, roles.contains(role) else { throw ErrorPage.notYourRole }
                guard method == .post else { return try await handler(visit, session) }
                return try await sent.once(
                    SentForms.Place(session: token, path: request.head.path ?? ""),
                    typed: { await visit.body.typedWithoutFiles() }
                ) { try await handler(visit, session) }
            } catch where method == .post {
                // Half an hour of somebody's words is lost nowhere else so easily.
                return apology(for: error, language, manner, route: route.name, typed: await visit.body.typed())
            }
        }
    }

    /// What may be done at an address; to a browser also whether a page of another site may (Fetch, 3.2).
    private func options(_ allow: String, _ manner: Manner?) -> Reply {
        var reply = Reply(.noContent, [.allow: allow])
        if manner?.isOpen == true {
            reply.fields[.accessControlAllowMethods] = allow
            reply.fields[.accessControlAllowHeaders] = "Content-Type, If-None-Match"
            reply.fields[.accessControlMaxAge] = "600"
        }
        return reply
    }

    /// What says no or sorry: a page, or what the manner has in its place. A fault is logged here, once.
    private func apology(
        for error: any Error, _ language: Language, _ manner: Manner?, route: String, typed: FormFields = FormFields()
    ) -> Reply {
        if let error = error as? StorageError { DatabaseErrors.count(error) }
        let page = setting.mapping.page(for: error) ?? fault(error, route: route)
        var reply =
            manner?.apology(page, language)
            ?? Reply.page(setting.errorPage(page, language, typed), status: page.status)
        if let seconds = page.retryAfterSeconds { reply.fields[.retryAfter] = String(seconds) }
        return reply
    }

    private func fault(_ error: any Error, route: String) -> ErrorPage {
        let incident = String(Crockford.encode(setting.chance.bytes(5)))
        record.fault(error, incident: incident, route: route)
        return .fault(incident: incident)
    }

    private func response(
        for reply: Reply, _ language: Language, _ headers: SecurityHeaders, isHead: Bool, route: String
    ) -> Response {
        var fields = reply.fields
        if reply.fields[.contentType]?.hasPrefix("text/html") == true {
            fields[.contentLanguage] = language.rawValue
        }
        for cookie in reply.cookies {
            fields.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.setting(
                        cookie.name, to: cookie.value, seconds: cookie.seconds, path: cookie.path,
                        isSecure: setting.isSecure)))
        }
        let body: ResponseBody
        switch reply.content {
        case .nothing: body = ResponseBody()
        case .bytes(let bytes): body = ResponseBody(byteBuffer: bytes)
        case .stream(let length, let produce):
            body = ResponseBody(contentLength: length) { writer in
                do {
                    try await produce { try await writer.write(ByteBuffer(bytes: $0)) }
                } catch {
                    // The head is out already: breaking off is all that tells the browser. The fault is not lost.
                    if setting.mapping.page(for: error) == nil { _ = fault(error, route: route) }
                    throw error
                }
                try await writer.finish(nil)
            }
        }
        var response = Response(status: reply.status, headers: headers.with(fields), body: body)
        // An answer without contents has no length either (RFC 9110, 8.6).
        if reply.status == .noContent || reply.status == .notModified { response.headers[.contentLength] = nil }
        return isHead ? response.createHeadResponse() : response
    }
}
