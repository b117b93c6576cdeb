package import HTTPTypes
package import Terms

/// One address of the site for one method: who may call it, under which stable name it is counted, what answers.
package struct Route<Session: Sendable>: Sendable {
    package typealias OpenHandler = @Sendable (Visit) async throws -> Reply
    package typealias MemberHandler = @Sendable (Visit, Session) async throws -> Reply

    package enum Answer: Sendable {
        case open(OpenHandler)
        case member(MemberHandler)
    }

    package let method: HTTPRequest.Method
    package let path: RoutePath
    /// The name in metrics and logs, dotted and stable (`report.check`); never made from anything a visitor sends.
    package let name: String
    package let access: AccessRule
    package private(set) var answer: Answer
    /// Whether asking it counts as using the session, which then lasts longer. What a page asks by itself does not.
    package var prolongsSession = true
    private var takesPassword = false

    /// Whether what is sent to it must not be read on the way: passwords, invitations, sessions.
    package var isConfidential: Bool { takesPassword || access == .enrolling || access.needsSession }

    /// The same route, at which a password is typed.
    package func takingPassword() -> Self {
        var route = self
        route.takesPassword = true
        return route
    }

    /// The same route, asked by a page by itself: who walked away from it is logged out all the same.
    package func askedByItself() -> Self {
        var route = self
        route.prolongsSession = false
        return route
    }

    /// The same route, whose handler for members is another one made of it; a route for others stays as it is.
    package func answering(_ change: (@escaping MemberHandler) -> MemberHandler) -> Self {
        guard case .member(let handler) = answer else { return self }
        var route = self
        route.answer = .member(change(handler))
        return route
    }

    /// A route for everybody.
    package static func anyone(
        _ method: HTTPRequest.Method, _ path: RoutePath, _ name: String, _ handler: @escaping OpenHandler
    ) -> Self {
        .init(method: method, path: path, name: name, access: .anyone, answer: .open(handler))
    }

    /// A route for whoever holds a receipt: the handler reads the code from the body and opens with it.
    package static func reporter(
        _ method: HTTPRequest.Method, _ path: RoutePath, _ name: String, _ handler: @escaping OpenHandler
    ) -> Self {
        .init(method: method, path: path, name: name, access: .reporter, answer: .open(handler))
    }

    /// A route for whoever holds an invitation: the handler reads it and lets them enrol.
    package static func enrolling(
        _ method: HTTPRequest.Method, _ path: RoutePath, _ name: String, _ handler: @escaping OpenHandler
    ) -> Self {
        .init(method: method, path: path, name: name, access: .enrolling, answer: .open(handler))
    }

    /// A route for members with one of the roles; the handler is given their session.
    package static func member(
        _ roles: Set<Role>, _ method: HTTPRequest.Method, _ path: RoutePath, _ name: String,
        _ handler: @escaping MemberHandler
    ) -> Self {
        .init(method: method, path: path, name: name, access: .member(roles), answer: .member(handler))
    }

    /// The bare address of the site: on to the visitor's language.
    package static var front: Self {
        .anyone(.get, "/", "front") { visit in .see("/\(visit.language.rawValue)") }
    }
}
