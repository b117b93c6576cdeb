import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Vault
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
        let password = try? NewPassword(fields["password"] ?? "")
        if password == nil { problems.add("password", words("refusal.passwordTooWeak")) }
        guard let logIn, let password else { return try await page(visit, state, problems, name: name) }
        do {
            let opened = try await desk.ground.database.read { tx in try membership.invitation(token, in: tx) }
            let credentials = try await membership.credentials(
                for: opened.member.id, logIn: logIn, password: password, secondFactor: state.secret,
                oneTimeCode: fields["code"] ?? "")
            _ = try await desk.ground.database.write { tx in try membership.enrol(token, with: credentials, in: tx) }
            return .see(StaffAddress.logIn(visit.language) + "?welcome=1")
        } catch MembershipRefusal.wrongOneTimeCode {
            problems.add("code", words("refusal.wrongOneTimeCode"))
        } catch MembershipRefusal.logInTaken {
            problems.add("name", words("refusal.logInTaken"))
        } catch MembershipRefusal.invitationNotValid {
            return notValid(words)
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
        return try await page(visit, state, problems, name: name)
    }

    /// Used, withdrawn or too old: what to do now.
    private func notValid(_ words: Words) -> Reply {
        let document = staffPage(
            words, title: words("staff.invitation.ended.title"), home: PublicAddress.home(words.language)
        ) {
            h1 { words("staff.invitation.ended.title") }
            lead(words("refusal.invitationNotValid"))
            p { words("staff.invitation.ended.text") }
            buttons { linkButton(words("staff.logIn.title"), to: StaffAddress.logIn(words.language), .secondary) }
        }
        return .page(document.render(), status: .notFound)
    }

    private func page(_ visit: Visit, _ state: State, _ problems: Problems, name: String) async throws -> Reply {
        let words = Words.of(visit.language)
        guard let token = InvitationToken(try visit.value("token")) else { return notValid(words) }
        let membership = desk.ground.membership
        let opened: OpenInvitation
        do {
            opened = try await desk.ground.database.read { tx in try membership.invitation(token, in: tx) }
        } catch MembershipRefusal.invitationNotValid {
            return notValid(words)
        }
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
                    Field("name", words("staff.logIn.name"), hint: words("staff.invitation.name.hint"), error: problems["name"]),
                    value: name, autocomplete: "username", maxLength: 200)
                textField(
                    Field(
                        "password", words("staff.invitation.password"), hint: words("staff.invitation.password.hint"),
                        error: problems["password"]), kind: .password, autocomplete: "new-password")
                secondFactor(words, state.secret, account: opened)
                textField(
                    Field("code", words("staff.logIn.code"), hint: words("staff.logIn.code.hint"), error: problems["code"]),
                    kind: .digits, autocomplete: "one-time-code", maxLength: 8, width: .narrow)
                buttons { button(words("staff.invitation.button")) }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// The secret in groups, to be typed over, and as a link that opens the app on the same telephone.
    @HTML.Builder private func secondFactor(_ words: Words, _ secret: [UInt8], account: OpenInvitation) -> HTML {
        let issuer = desk.settings.name ?? words("shell.name")
        let address = TOTP.enrolmentAddress(
            secret, issuer: issuer, account: account.member.name + ", " + account.organisationName)
        h2 { words("staff.invitation.second.title") }
        p { words("staff.invitation.second.text") }
        p { code { Self.inGroups(TOTP.base32(secret)) } }
        p { a(to: address) { words("staff.invitation.second.link") } }
    }

    private static func inGroups(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }
}
