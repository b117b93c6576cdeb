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
    let desk: Desk

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/log-in", "logIn.page") { visit in page(.of(visit.language)) },
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
        do {
            let proven = try await membership.prove(
                LogInAttempt(
                    name: fields["name"] ?? "", password: fields["password"] ?? "", oneTimeCode: fields["code"] ?? "",
                    device: visit.cookies[.device]), in: desk.ground.database)
            let begun = try await desk.ground.database.write { tx in try membership.begin(proven, in: tx) }
            return Reply.see(StaffAddress.inbox(visit.language))
                .setting(.session, to: begun.token.text)
                .setting(.device, to: begun.device, seconds: 180 * 86_400)
        } catch MembershipRefusal.logInFailed {
            return page(words, problem: words("refusal.logInFailed"))
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
    }

    private func page(_ words: Words, problem: String? = nil) -> Reply {
        var problems = Problems()
        if let problem { problems.add("name", problem) }
        let document = staffPage(
            words, title: words("staff.logIn.title"), home: PublicAddress.home(words.language),
            languages: .links(PublicAddress.inEach(StaffAddress.logIn)), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("staff.logIn.title") }
            form(to: StaffAddress.logIn(words.language)) {
                textField(
                    Field("name", words("staff.logIn.name"), error: problems["name"]), autocomplete: "username",
                    maxLength: 200)
                textField(
                    Field("password", words("staff.logIn.password")), kind: .password, autocomplete: "current-password")
                textField(
                    Field("code", words("staff.logIn.code"), hint: words("staff.logIn.code.hint")), kind: .digits,
                    autocomplete: "one-time-code", maxLength: 8, width: .narrow)
                buttons { button(words("staff.logIn.button")) }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
