import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Web
import Words

/// Logging in with password and one-time code, and out again.
struct LogInRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/log-in", "logIn.page") { visit in
                page(.of(visit.language), news: try visit.queryFields()["news"].flatMap(LogInNews.init))
            }.takingPassword(),
            .anyone(.post, "/{language}/log-in", "logIn") { visit in try await logIn(visit) }.takingPassword(),
            .member(Set(Role.allCases), .post, "/{language}/log-out", "logOut") {
                [ground = desk.ground] visit, session in
                try await ground.database.write { tx in try ground.membership.end(session, in: tx) }
                return Reply.see(StaffAddress.logIn(visit.language, saying: .out)).loggingOut()
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
            let landing = begun.failed > 0 ? MembersAddress.sessions(visit.language) : StaffAddress.inbox(visit.language)
            return Reply.see(landing)
                .setting(.session, to: begun.token.text)
                .setting(.device, to: begun.device, seconds: 180 * 86_400)
        } catch MembershipRefusal.logInFailed {
            return page(words, problem: words("refusal.logInFailed"), name: fields["name"] ?? "")
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
    }

    private func page(_ words: Words, news: LogInNews? = nil, problem: String? = nil, name: String = "") -> Reply {
        var problems = Problems()
        if let problem { problems.add("name", problem) }
        let document = staffPage(
            words, title: words("staff.logIn.title"), home: PublicAddress.home(words.language),
            languages: .links(PublicAddress.inEach(StaffAddress.logIn)), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            if let news { notice(news.tone) { p(.role("status")) { words(Key("staff.logIn.news", news.rawValue)) } } }
            h1 { words("staff.logIn.title") }
            form(to: StaffAddress.logIn(words.language)) {
                textField(
                    Field("name", words("staff.logIn.name"), error: problems["name"]), value: name,
                    autocomplete: "username",
                    maxLength: 200)
                textField(
                    Field("password", words("staff.logIn.password")), kind: .password, autocomplete: "current-password")
                textField(
                    Field("code", words("staff.logIn.code"), hint: words("staff.logIn.code.hint")), kind: .digits,
                    autocomplete: "one-time-code", maxLength: 8, width: .narrow)
                buttons { button(words("staff.logIn.button")) }
            }
            details {
                summary { words("staff.logIn.trouble") }
                p { words("staff.logIn.trouble.code") }
                p { words("staff.logIn.trouble.lost") }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}

/// Why somebody sees the log-in page who did not ask for it.
enum LogInNews: String, CaseIterable, Sendable {
    /// They logged out.
    case out
    /// Their session ended by itself.
    case ended
    /// They have just set up their log-in.
    case enrolled

    var tone: Tone { self == .ended ? .neutral : .good }
}
