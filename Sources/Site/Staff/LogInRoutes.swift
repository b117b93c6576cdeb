import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Words

/// Logging in with password and one-time code, and out again.
struct LogInRoutes: Sendable {
    /// How long a browser is known as one that a member logged in with before: half a year, in seconds.
    private static let deviceSeconds = 180 * 86_400

    let desk: Desk
    private let catchUp: CatchUp

    init(desk: Desk) {
        self.desk = desk
        catchUp = CatchUp(desk.intake)
    }

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/log-in", "logIn.page") { visit in
                let isNew = try visit.queryFields()["welcome"] != nil
                return page(.of(visit.language), isNew: isNew)
            },
            .anyone(.post, "/{language}/log-in", "logIn") { visit in try await logIn(visit) },
            .member(Set(Role.allCases), .post, "/{language}/log-out", "logOut") { [ground = desk.ground] visit, session in
                try await ground.database.write { tx in try ground.membership.end(session, in: tx) }
                return Reply.see(StaffAddress.logIn(visit.language)).loggingOut()
            },
        ]
    }

    private func logIn(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        let membership = desk.ground.membership
        let name = fields["name"] ?? ""
        do {
            let proven = try await membership.prove(
                LogInAttempt(
                    name: name, password: fields["password"] ?? "", oneTimeCode: fields["code"] ?? "",
                    device: visit.cookies[.device]), in: desk.ground.database)
            let (begun, session) = try await desk.ground.database.write { tx in
                let begun = try membership.begin(proven, in: tx)
                return (begun, try membership.session(begun.token, in: tx))
            }
            guard let session else { throw MembershipRefusal.logInFailed }
            await catchUp.begin(for: session)
            return Reply.see(session.member.role.firstPage(visit.language))
                .setting(.session, to: begun.token.text)
                .setting(.device, to: begun.device, seconds: Self.deviceSeconds)
        } catch MembershipRefusal.logInFailed {
            return page(words, name: name, problem: words("refusal.logInFailed"))
        } catch MembershipRefusal.tooManyAttempts {
            return page(words, name: name, problem: words("refusal.tooManyAttempts"))
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
    }

    /// One answer for every failure: which of the three was wrong is not said.
    private func page(_ words: Words, name: String = "", isNew: Bool = false, problem: String? = nil) -> Reply {
        var problems = Problems()
        if let problem { problems.add("name", problem) }
        let document = staffPage(
            words, title: words("staff.logIn.title"), home: PublicAddress.home(words.language),
            languages: .links(PublicAddress.inEach(StaffAddress.logIn)), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("staff.logIn.title") }
            if isNew { notice(.good) { p(.role("status")) { words("staff.logIn.welcome") } } }
            lead(words("staff.logIn.lead"))
            form(to: StaffAddress.logIn(words.language)) {
                textField(
                    Field("name", words("staff.logIn.name"), error: problems["name"]), value: name,
                    autocomplete: "username", maxLength: 200)
                textField(
                    Field("password", words("staff.logIn.password")), kind: .password, autocomplete: "current-password")
                textField(
                    Field("code", words("staff.logIn.code"), hint: words("staff.logIn.code.hint")), kind: .digits,
                    autocomplete: "one-time-code", maxLength: 8, width: .narrow)
                buttons { button(words("staff.logIn.button")) }
            }
            p(.class("hint")) { words("staff.logIn.lost") }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
