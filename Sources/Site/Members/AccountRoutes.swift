import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Web
import Words

/// One's own log-in: another password, another telephone. Both ask the present password and a one-time code.
struct AccountRoutes: Sendable {
    let desk: Desk
    private var membership: Membership { desk.ground.membership }
    private var sealedForm: SealedForm<EnrolmentRoutes.State> {
        SealedForm(secret: desk.ground.secret, purpose: "secondFactor")
    }

    var all: [SiteRoute] {
        let everyone = Set(Role.allCases)
        return [
            .member(everyone, .get, "/{language}/account", "account") { visit, session in
                page(visit, session, Problems())
            },
            .member(everyone, .post, "/{language}/account/password", "account.password") { visit, session in
                try await changePassword(visit, session)
            },
            .member(everyone, .get, "/{language}/account/one-time-code", "account.oneTimeCode.page") { visit, session in
                try secondFactorPage(
                    visit, session, EnrolmentRoutes.State(secret: TOTP.newSecret(desk.ground.chance)), Problems())
            },
            .member(everyone, .post, "/{language}/account/one-time-code", "account.oneTimeCode") { visit, session in
                try await renewSecondFactor(visit, session)
            },
        ]
    }

    private func changePassword(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        var problems = Problems()
        do {
            let new = try NewPassword(
                fields["new"] ?? "", about: [session.member.name, session.organisation.name])
            let proven = try await prove(fields, session)
            let wrapping = try await membership.rewrap(proven, under: new)
            try await desk.ground.database.write { [membership] tx in
                let session = try membership.present(session, in: tx)
                try membership.changePassword(wrapping, by: session, in: tx)
            }
            return page(visit, session, problems, done: "account.password.done")
        } catch MembershipRefusal.passwordTooWeak {
            problems.add("new", words("refusal.passwordTooWeak"))
        } catch MembershipRefusal.passwordGuessable {
            problems.add("new", words("refusal.passwordGuessable"))
        } catch MembershipRefusal.logInFailed {
            problems.add("password", words("account.wrong"))
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
        return page(visit, session, problems)
    }

    private func renewSecondFactor(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        guard let sealed = fields["state"] else {
            return .see(MembersAddress.oneTimeCode(visit.language))
        }
        let state = try sealedForm.open(sealed, at: visit.now)
        var problems = Problems()
        do {
            let proven = try await prove(fields, session)
            try await desk.ground.database.write { [membership] tx in
                let session = try membership.present(session, in: tx)
                try membership.renewSecondFactor(
                    state.secret, oneTimeCode: fields["newCode"] ?? "", proven, by: session, in: tx)
            }
            return page(visit, session, problems, done: "account.oneTimeCode.done")
        } catch MembershipRefusal.wrongOneTimeCode {
            problems.add("newCode", words("refusal.wrongOneTimeCode"))
        } catch MembershipRefusal.logInFailed {
            problems.add("password", words("account.wrong"))
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
        return try secondFactorPage(visit, session, state, problems)
    }

    private func prove(_ fields: FormFields, _ session: Session) async throws -> ProvenLogIn {
        try await membership.prove(
            session, password: fields["password"] ?? "", oneTimeCode: fields["code"] ?? "", in: desk.ground.database)
    }

    private func page(_ visit: Visit, _ session: Session, _ problems: Problems, done: Key? = nil) -> Reply {
        let words = Words.of(visit.language)
        let document = memberPage(
            words, session, title: words("account.title"), current: .account,
            address: problems.isEmpty ? { MembersAddress.account($0) } : nil, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("account.title") }
            if let done { doneNotice(words(done)) }
            factList([
                Fact(name: words("members.name"), value: HTML(text: session.member.name)),
                Fact(name: words("members.role"), value: HTML(text: words(session.member.role))),
                Fact(name: words("account.organisation"), value: HTML(text: session.organisation.name)),
            ])
            h2 { words("account.sessions.title") }
            p { a(to: MembersAddress.sessions(words.language)) { words("account.sessions.link") } }
            if session.member.role.opensContents {
                h2 { words("notices.title") }
                p { a(to: MembersAddress.notices(words.language)) { words("notices.link") } }
            }
            section(.id("password")) {
                h2 { words("account.password.title") }
                p { words("account.password.text") }
                form(to: MembersAddress.password(words.language)) {
                    presentLogIn(words, problems)
                    textField(
                        Field(
                            "new", words("account.password.new"), hint: words("staff.invitation.password.hint"),
                            error: problems["new"]), kind: .password, autocomplete: "new-password")
                    buttons { button(words("account.password.button")) }
                }
            }
            h2 { words("account.oneTimeCode.title") }
            p { words("account.oneTimeCode.text") }
            buttons {
                linkButton(
                    words("account.oneTimeCode.start"), to: MembersAddress.oneTimeCode(words.language), .secondary)
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func secondFactorPage(
        _ visit: Visit, _ session: Session, _ state: EnrolmentRoutes.State, _ problems: Problems
    ) throws -> Reply {
        let words = Words.of(visit.language)
        let sealed = try sealedForm.seal(state, at: visit.now)
        let document = memberPage(
            words, session, title: words("account.oneTimeCode.title"), current: .account, problems: problems
        ) {
            backLink(words("account.title"), to: MembersAddress.account(words.language))
            errorSummary(words("form.error.title"), problems)
            h1 { words("account.oneTimeCode.title") }
            form(to: MembersAddress.oneTimeCode(words.language)) {
                hidden("state", sealed)
                h2 { words("account.oneTimeCode.first") }
                presentLogIn(words, problems)
                h2 { words("account.oneTimeCode.then") }
                secondFactorSteps(
                    words, state.secret, issuer: session.organisation.name, account: session.member.name)
                textField(
                    Field(
                        "newCode", words("account.oneTimeCode.new"), hint: words("account.oneTimeCode.new.hint"),
                        error: problems["newCode"]),
                    kind: .digits, autocomplete: "one-time-code", maxLength: 8, width: .narrow)
                buttons { button(words("account.oneTimeCode.button")) }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}

/// The fields of the present password and one-time code, where a session alone is not enough.
///
/// - Parameter code: the name of the one-time code's field.
@HTML.Builder func presentLogIn(_ words: Words, _ problems: Problems, code: String = "code") -> HTML {
    textField(
        Field("password", words("account.password.present"), error: problems["password"]), kind: .password,
        autocomplete: "current-password")
    textField(
        Field(code, words("account.code.present"), hint: words("staff.logIn.code.hint")), kind: .digits,
        autocomplete: "one-time-code", maxLength: 8, width: .narrow)
}
