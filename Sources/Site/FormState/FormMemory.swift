import Foundation
import HTML
import HTTPTypes
import Reporting
import Terms
import Web

/// What a page of the form says besides what it asks.
struct FormNews: Codable, Sendable {
    var problems = Problems()
    /// Why it did not go on; everything is still there.
    var trouble: String?
    /// Of the answer that shows it at once, where the browser keeps no cookie. Asking for the page's address is no mistake.
    var status = HTTPResponse.Status.ok
    /// After how many seconds trying again makes sense.
    var retryAfter: Int?

    private enum CodingKeys: CodingKey { case problems, trouble, retryAfter }
}

/// What the server remembers of a form that is open: the answers, or once it was sent what the page with the code shows.
struct OpenForm: Codable, Sendable {
    var walk: WalkState?
    var receipt: ReceiptRoutes.State?
    var news = FormNews()
}

/// The forms that this visitor has open, as their cookie opens them.
struct FormMemory: Sendable {
    let desk: Desk
    let visit: Visit
    private var key: FormKey? { visit.cookies[.form].flatMap(FormKey.init) }

    /// A form that is open; nil when there is none, or the browser keeps no cookie.
    func find(_ form: String) async throws -> OpenForm? {
        guard let key, let state = try await desk.openForms.find(form, under: key) else { return nil }
        return try? JSONDecoder().decode(OpenForm.self, from: Data(state))
    }

    /// The same for a form that goes on without, while the database is away.
    func findIfPossible(_ form: String?) async throws -> OpenForm? {
        guard let form else { return nil }
        do { return try await find(form) } catch where ErrorMapping().page(for: error)?.isPassing == true { return nil }
    }

    /// Keeps a form. False when the browser keeps no cookie, the state is too large, or the database is away: then the page
    /// answers the form itself.
    func keep(_ open: OpenForm, as form: String) async throws -> Bool {
        guard let key else { return false }
        do {
            return try await desk.openForms.keep(Array(try JSONEncoder().encode(open)), of: form, under: key)
        } catch where ErrorMapping().page(for: error)?.isPassing == true { return false }
    }

    /// Forgets a form, and takes the cookie away.
    func forgetting(_ form: String?, _ reply: Reply) async throws -> Reply {
        guard let key else { return reply }
        if let form { try await desk.openForms.forget(form, under: key) }
        return Self.withoutCookie(reply)
    }

    /// Forgets every form of this browser while the answer is on its way already: whoever leaves quickly waits for nothing,
    /// and without the cookie nothing opens them.
    func leaving(_ reply: Reply) -> Reply {
        guard let key else { return reply }
        Task { [openForms = desk.openForms] in try? await openForms.forgetAll(under: key) }
        return Self.withoutCookie(reply)
    }

    /// Takes the cookie away when no form is open under it any more.
    func tidying(_ reply: Reply) async throws -> Reply {
        guard visit.cookies[.form] != nil else { return reply }
        if let key, try await desk.openForms.hasAny(under: key) { return reply }
        return Self.withoutCookie(reply)
    }

    /// Gives the browser a key when it has none yet.
    func opening(_ reply: Reply) -> Reply {
        guard key == nil else { return reply }
        let key = FormKey(desk.ground.chance).text
        return Self.paths.reduce(reply) { $0.setting(.form, to: key, path: $1) }
    }

    private static func withoutCookie(_ reply: Reply) -> Reply {
        paths.reduce(reply) { $0.setting(.form, to: "", seconds: 0, path: $1) }
    }

    /// The form's pages in each language, and no others.
    private static let paths = Language.allCases.map(PublicAddress.report)
}
