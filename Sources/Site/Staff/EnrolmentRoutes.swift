import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Web
import Words

/// Following an invitation: choosing a log-in name and a password, and setting up the one-time code.
struct EnrolmentRoutes: Sendable {
    /// The secret of the one-time code, the same however often the page is shown again.
    struct State: Codable, Sendable {
        let secret: [UInt8]
    }

    let desk: Desk
    private var sealedForm: SealedForm<State> { SealedForm(secret: desk.ground.secret, purpose: "enrolment") }

    var all: [SiteRoute] {
        [
            .enrolling(.get, "/{language}/invitation/{token}", "invitation.page") { visit in
                let state = State(secret: TOTP.newSecret(desk.ground.chance))
                return try await page(visit, state, Problems(), name: "")
            },
            .enrolling(.post, "/{language}/invitation/{token}", "invitation.use") { visit in try await enrol(visit) },
        ]
    }

    private func enrol(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        guard let sealed = fields["state"], let token = InvitationToken(try visit.value("token")) else {
            throw ErrorPage.malformed
        }
        let state = try sealedForm.open(sealed, at: visit.now)
        let words = Words.of(visit.language)
        let membership = desk.ground.membership
        var problems = Problems()
        let name = fields["name"] ?? ""
        let logIn = LogInName(name)
        if logIn == nil { problems.add("name", words("refusal.logInTaken")) }
        do {
            let opened = try await desk.ground.database.read { tx in try membership.invitation(token, in: tx) }
            let password = try NewPassword(
                fields["password"] ?? "", about: [name, opened.member.name, opened.organisationName])
            guard let logIn else { return try await page(visit, state, problems, name: name) }
            let credentials = try await membership.credentials(
                for: opened.member.id, logIn: logIn, password: password, secondFactor: state.secret,
                oneTimeCode: fields["code"] ?? "")
            _ = try await desk.ground.database.write { tx in try membership.enrol(token, with: credentials, in: tx) }
            return .see(StaffAddress.logIn(visit.language, saying: .enrolled))
        } catch MembershipRefusal.passwordTooWeak {
            problems.add("password", words("refusal.passwordTooWeak"))
        } catch MembershipRefusal.passwordGuessable {
            problems.add("password", words("refusal.passwordGuessable"))
        } catch MembershipRefusal.wrongOneTimeCode {
            problems.add("code", words("refusal.wrongOneTimeCode"))
        } catch MembershipRefusal.logInTaken {
            problems.add("name", words("refusal.logInTaken"))
        } catch MembershipRefusal.invitationNotValid {
            throw ErrorPage.notFound
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
        return try await page(visit, state, problems, name: name)
    }

    private func page(_ visit: Visit, _ state: State, _ problems: Problems, name: String) async throws -> Reply {
        guard let token = InvitationToken(try visit.value("token")) else { throw ErrorPage.notFound }
        let words = Words.of(visit.language)
        let membership = desk.ground.membership
        let opened: OpenInvitation
        do {
            opened = try await desk.ground.database.read { tx in try membership.invitation(token, in: tx) }
        } catch MembershipRefusal.invitationNotValid { throw ErrorPage.notFound }
        let sealed = try sealedForm.seal(state, at: visit.now)
        let document = staffPage(
            words, title: words("staff.invitation.title"), home: PublicAddress.home(words.language), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("staff.invitation.title") }
            lead(
                words(
                    "staff.invitation.lead",
                    [
                        "name": opened.member.name, "organisation": opened.organisationName,
                        "role": words(opened.member.role),
                    ]))
            form(to: StaffAddress.invitation(token.text, words.language)) {
                hidden("state", sealed)
                textField(
                    Field(
                        "name", words("staff.logIn.name"), hint: words("staff.invitation.name.hint"),
                        error: problems["name"]),
                    value: name, autocomplete: "username", maxLength: 200)
                textField(
                    Field(
                        "password", words("staff.invitation.password"), hint: words("staff.invitation.password.hint"),
                        error: problems["password"]), kind: .password, autocomplete: "new-password")
                h2 { words("staff.invitation.second.title") }
                secondFactorSteps(
                    words, state.secret, issuer: opened.organisationName, account: opened.member.name)
                textField(
                    Field(
                        "code", words("staff.logIn.code"), hint: words("staff.logIn.code.hint"), error: problems["code"]
                    ),
                    kind: .digits, autocomplete: "one-time-code", maxLength: 8, width: .narrow)
                buttons { button(words("staff.invitation.button")) }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
