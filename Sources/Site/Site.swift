import Collaboration
import Foundation
import HTML
import HTTPTypes
public import Hummingbird
public import Logging
package import Organisations
public import Reporting
import Storage
import Terms
package import Web
import Words

/// The site: pages for people, over the front doors of the wings.
public struct Site: Sendable {
    let desk: Desk

    public init(_ ground: Ground, settings: SiteSettings) { desk = Desk(ground, settings: settings) }

    var routes: [SiteRoute] { all.map(WaitingPages.covering) }

    private var all: [SiteRoute] {
        [.front] + Asset.all.map(\.route)
            + [home] + DirectoryRoutes(desk: desk).all + ReportRoutes(desk: desk).all + ReceiptRoutes(desk: desk).all
            + ConversationRoutes(desk: desk).all
            + LogInRoutes(desk: desk).all + EnrolmentRoutes(desk: desk).all + InboxRoutes(desk: desk).all
            + SearchRoutes(desk: desk).all + RecordRoutes(desk: desk).all
            + (cases + account).map(OldPages(desk: desk).covering) + administration
            + HealthRoutes(database: desk.ground.database).all
    }

    /// The page that most visitors see is the same for all of them: made once in each language.
    private var home: SiteRoute {
        let pages = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, homePage(.of($0)).render()) })
        return .anyone(.get, "/{language}", "home") { visit in
            .page(pages[visit.language] ?? homePage(.of(visit.language)).render())
        }
    }

    private var cases: [SiteRoute] {
        CaseRoutes(desk: desk).all + DossierRoutes(desk: desk).all + TaskRoutes(desk: desk).all
            + ConsultationRoutes(desk: desk).all
    }

    private var account: [SiteRoute] {
        DayRoutes(desk: desk).all + ExtractRoutes(desk: desk).all + RetentionRoutes(desk: desk).all
    }

    private var administration: [SiteRoute] {
        MembersRoutes(desk: desk).all + ColleaguesRoutes(desk: desk).all + OrganisationRoutes(desk: desk).all
            + ReceptionRoutes(desk: desk).all + AccountRoutes(desk: desk).all + SessionsRoutes(desk: desk).all
            + FiguresRoutes(desk: desk).all + JournalRoutes(desk: desk).all + NoticeRoutes(desk: desk).all + ProfileRoutes(desk: desk).all
    }

    func responder(logger: Logger, beside neighbours: [Neighbour<Session>] = []) -> WebResponder<Session> {
        let settings = desk.settings
        return WebResponder(
            routes, beside: neighbours,
            WebResponder<Session>.Setting(
                isSecure: settings.publicAddress?.hasPrefix("https://") ?? false,
                publicAddresses: settings.publicAddress.map { [$0] } ?? [], allowsPlain: settings.allowsPlain,
                logInPath: { StaffAddress.logIn($0, saying: $1 ? .ended : nil) },
                errorPage: { errorDocument($0, .of($1), typed: TypedWords.of($2)).render() },
                mapping: ErrorMapping(others: Self.page),
                time: desk.ground.time, chance: desk.ground.chance, logger: logger),
            doorkeeper: { [ground = desk.ground] token, prolongs in
                guard let token = SessionToken(token) else { return nil }
                let found = try await ground.database.read { tx in
                    try ground.membership.session(token, in: tx).map {
                        ($0, try ground.membership.needsTouch($0, in: tx))
                    }
                }
                guard let (session, isStale) = found else { return nil }
                if isStale, prolongs { try await ground.database.write { tx in try ground.membership.touch(session, in: tx) } }
                return (session, session.member.role)
            })
    }

    /// The page for what the wing and the sealed forms refuse.
    private static func page(for error: any Error) -> ErrorPage? {
        switch error {
        case FormStateRefusal.expired: .formExpired
        case FormStateRefusal.unreadable: .formUnreadable
        case is ReportAbsent, is DossierAbsent, ReportRefusal.noSuchReceipt: .notFound
        case is SessionEnded: .loggedOut
        default: nil
        }
    }

    /// The server, ready to be run.
    ///
    /// - Parameter port: 0 takes any free one; `onRunning` tells which.
    public func application(
        host: String, port: Int, logger: Logger, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        application(host: host, port: port, logger: logger, beside: [], onRunning: onRunning)
    }

    /// The same, with what is served beside the pages.
    package func application(
        host: String, port: Int, logger: Logger, beside neighbours: [Neighbour<Session>],
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        WebServer.application(
            responder(logger: logger, beside: neighbours), host: host, port: port, logger: logger,
            onRunning: onRunning)
    }
}

/// The page that says no or sorry.
///
/// - Parameter typed: what a member typed in the form that comes to nothing, to be copied.
func errorDocument(_ error: ErrorPage, _ words: Words, typed: [String] = []) -> Document {
    publicPage(
        words, title: words(Key("error", error.code, "title")), home: PublicAddress.home(words.language)
    ) {
        h1 { words(Key("error", error.code, "title")) }
        lead(words(Key("error", error.code, "text")))
        if case .fault(let incident) = error { p { words("error.incident", ["incident": incident]) } }
        if !typed.isEmpty {
            notice(.neutral, words("staff.case.typed")) {
                p { words("error.typed") }
                for text in typed { ownWords(text) }
            }
        }
        p { words("error.danger") }
        buttons {
            if error == .loggedOut {
                linkButton(words("staff.logIn.title"), to: StaffAddress.logIn(words.language))
            }
            linkButton(words("error.home"), to: PublicAddress.home(words.language), .secondary)
        }
    }
}
