import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Web
import Words

/// How the organisation stands: open for reports or not, what is missing, and its recovery code.
struct OrganisationRoutes: Sendable {
    let desk: Desk
    private var membership: Membership { desk.ground.membership }

    var all: [SiteRoute] {
        let roles: Set<Role> = [.administrator, .coordinator]
        return [
            .member(roles, .get, "/{language}/organisation", "organisation") { visit, session in
                page(visit, session)
            },
            .member(roles, .post, "/{language}/organisation/confirm", "organisation.confirm") { visit, session in
                let code = try? Receipt(typed: try await visit.form()["code"] ?? "")
                do {
                    guard let code else { throw MembershipRefusal.wrongRecoveryCode }
                    try await desk.ground.database.write { [membership] tx in
                        let session = try membership.present(session, in: tx)
                        try membership.confirmRecovery(
                            code, of: session.organisation.id, by: .member(session.member.id),
                            acting: session.member.role, in: tx)
                    }
                    return .see(MembersAddress.organisation(visit.language))
                } catch let refusal as MembershipRefusal {
                    return page(visit, session, refused: refusal)
                }
            },
            .member([.coordinator], .post, "/{language}/organisation/new-code", "organisation.newCode") {
                visit, session in
                try await renew(visit, session)
            },
        ]
    }

    /// A new code ends the old one and opens everything: it asks what a change of one's own log-in asks.
    private func renew(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        do {
            let proven = try await membership.prove(
                session, password: fields["password"] ?? "", oneTimeCode: fields["oneTimeCode"] ?? "",
                in: desk.ground.database)
            let code = try await desk.ground.database.write { [membership] tx in
                try membership.renewRecovery(proven, by: try membership.present(session, in: tx), in: tx)
            }
            return newCode(code, visit, session)
        } catch MembershipRefusal.logInFailed {
            return page(visit, session, problem: ("password", Words.of(visit.language)("account.wrong")))
        } catch let refusal as MembershipRefusal {
            return page(visit, session, refused: refusal)
        } catch is PasswordRefusal {
            throw ErrorPage.busy
        }
    }

    private func page(_ visit: Visit, _ session: Session, refused: MembershipRefusal) -> Reply {
        page(visit, session, problem: ("code", Words.of(visit.language)(Key("refusal", refused.rawValue))))
    }

    private func page(_ visit: Visit, _ session: Session, problem: (field: String, sentence: String)? = nil) -> Reply {
        let words = Words.of(visit.language)
        let organisation = session.organisation
        var problems = Problems()
        if let problem { problems.add(problem.field, problem.sentence) }
        let document = memberPage(
            words, session, title: words("organisation.title"), current: .organisation,
            address: problems.isEmpty ? { MembersAddress.organisation($0) } : nil, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { organisation.name }
            needs(words, organisation, link: false)
            if organisation.needs.isEmpty, organisation.canReceive {
                notice(.good, words("organisation.open")) { p { words("organisation.open.text") } }
            }
            factList([
                Fact(
                    name: words("organisation.able"),
                    value: HTML(text: words.number(organisation.ableMembers))),
                Fact(
                    name: words("organisation.code"),
                    value: HTML(
                        text: organisation.recoveryConfirmedAt.map {
                            words("organisation.code.kept", ["moment": words.date($0)])
                        } ?? words("organisation.code.notKept"))),
            ])
            section(.id("code")) {
                h2 { words("organisation.confirm.title") }
                p { words("organisation.confirm.text") }
                recoveryCodeForm(words, to: MembersAddress.confirm(words.language), problems["code"])
            }
            if session.member.role == .coordinator, session.member.isAdmitted {
                h2 { words("retention.title") }
                p { a(to: DossierAddress.retention(words.language)) { words("retention.link") } }
                h2 { words("organisation.newCode.title") }
                p { words("organisation.newCode.text") }
                form(to: MembersAddress.renewCode(words.language)) {
                    presentLogIn(words, problems, code: "oneTimeCode")
                    button(words("organisation.newCode.button"), .secondary)
                }
            }
            if session.member.role == .administrator {
                h2 { words("reception.title") }
                p { a(to: MembersAddress.reception(words.language)) { words("reception.link") } }
            }
        }
        return .page(document.render(), status: problem == nil ? .ok : .unprocessableContent)
    }

    /// The new code, shown once.
    private func newCode(_ code: Receipt, _ visit: Visit, _ session: Session) -> Reply {
        let words = Words.of(visit.language)
        let document = memberPage(words, session, title: words("organisation.code"), current: .organisation) {
            h1 { words("organisation.newCode.made") }
            lead(words("organisation.newCode.keep"))
            receiptCode(words, code.groups)
            printButton(words)
            p { words("organisation.newCode.back") }
            buttons {
                linkButton(
                    words("organisation.newCode.confirm"), to: MembersAddress.organisation(words.language) + "#code")
            }
        }
        return .page(document.render())
    }
}
