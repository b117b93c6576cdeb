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

/// Letting colleagues in: whoever holds the organisation's keys passes them on; whoever waits may type the recovery code.
struct ColleaguesRoutes: Sendable {
    let desk: Desk
    private var membership: Membership { desk.ground.membership }

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/colleagues", "colleagues") { visit, session in
                try await show(visit, session)
            },
            .member(Role.caseWork, .post, "/{language}/colleagues/{member}/admit", "colleagues.admit") {
                visit, session in
                let id: MemberID = try visit.id("member")
                let form = try await visit.form()
                let compared = form[comparedField(id)] == nil ? nil : form["fingerprint"]
                do {
                    try await desk.ground.database.write { [membership] tx in
                        let session = try membership.present(session, in: tx)
                        try membership.admit(id, comparing: compared, by: session, in: tx)
                    }
                    return .see(MembersAddress.done("admit", MembersAddress.colleagues(visit.language)))
                } catch MembershipRefusal.notWaiting {
                    throw ErrorPage.notFound
                } catch MembershipRefusal.keyNotCompared {
                    return try await show(visit, session, refused: .keyNotCompared, at: comparedField(id))
                } catch MembershipRefusal.holdsNoKey {
                    return try await show(visit, session, refused: .holdsNoKey)
                }
            },
            .member(Role.caseWork, .post, "/{language}/colleagues/recover", "colleagues.recover") { visit, session in
                let code = try? Receipt(typed: try await visit.form()["code"] ?? "")
                do {
                    guard let code else { throw MembershipRefusal.wrongRecoveryCode }
                    try await desk.ground.database.write { [membership] tx in
                        let session = try membership.present(session, in: tx)
                        try membership.recover(
                            session.member.id, of: session.organisation.id, with: code,
                            by: .member(session.member.id), acting: session.member.role, in: tx)
                    }
                    return .see(MenuEntry.landing(of: session.member.role, visit.language))
                } catch let refusal as MembershipRefusal {
                    return try await show(visit, session, refused: refusal)
                }
            },
        ]
    }

    /// The box under which a member's key is said to be compared.
    private func comparedField(_ id: MemberID) -> String { "compared-" + id.text }

    private func show(
        _ visit: Visit, _ session: Session, refused: MembershipRefusal? = nil, at field: String = "code"
    ) async throws -> Reply {
        let words = Words.of(visit.language)
        let members = try await desk.ground.database.read { [membership] tx in
            try membership.members(of: session.organisation.id, in: tx).filter { $0.state == .active }
        }
        var problems = Problems()
        if let refused { problems.add(field, words(Key("refusal", refused.rawValue))) }
        let document = page(words, session, members, problems, done: try visit.queryFields()["done"])
        return .page(document.render(), status: refused == nil ? .ok : .unprocessableContent)
    }

    private func page(
        _ words: Words, _ session: Session, _ members: [Member], _ problems: Problems, done: String?
    ) -> Document {
        let waiting = members.filter { $0.waitsForAdmission && $0.id != session.member.id }
        return memberPage(
            words, session, title: words("colleagues.title"), current: .colleagues,
            address: problems.isEmpty ? { MembersAddress.colleagues($0) } : nil, problems: problems
        ) {
            if session.member.waitsForAdmission {
                errorSummary(words("form.error.title"), problems)
                h1 { words("colleagues.title") }
                notice(.warning, words("colleagues.wait.title")) {
                    p { words("colleagues.wait.text") }
                    p { words("colleagues.wait.fingerprint") }
                    p(.class("receipt-code")) { session.fingerprint.text }
                }
                h2 { words("colleagues.recover.title") }
                p { words("colleagues.recover.text") }
                recoveryCodeForm(words, to: MembersAddress.recover(words.language), problems["code"])
            } else {
                errorSummary(words("form.error.title"), problems)
                memberDone(words, done)
                h1 { words("colleagues.title") }
                h2 { words("colleagues.letIn.title") }
                if waiting.isEmpty {
                    p { words("colleagues.letIn.nobody") }
                } else {
                    p { words("colleagues.letIn.text") }
                }
                for member in waiting {
                    card {
                        p {
                            strong { member.name }
                            " · " + words(member.role)
                        }
                        p { words("colleagues.letIn.compare", ["name": member.name]) }
                        p(.class("receipt-code")) { member.fingerprint?.text ?? "" }
                        form(to: MembersAddress.admit(member.id, words.language)) {
                            hidden("fingerprint", member.fingerprint?.text ?? "")
                            checkbox(
                                Field(
                                    comparedField(member.id), words("colleagues.letIn.compared"),
                                    error: problems[comparedField(member.id)]))
                            button(words("colleagues.letIn.button", ["name": member.name]))
                        }
                    }
                }
            }
            h2 { words("colleagues.who") }
            ul(.class("rows")) {
                for member in members {
                    li {
                        strong { member.name }
                        " · " + words(member.role) + " "
                        standing(words, member)
                    }
                }
            }
        }
    }
}

/// The form in which a recovery code is typed.
func recoveryCodeForm(_ words: Words, to address: String, _ error: String?) -> HTML {
    form(to: address) {
        textField(
            Field("code", words("organisation.code"), hint: words("organisation.code.hint"), error: error),
            maxLength: 60, width: .code)
        buttons { button(words("organisation.code.button")) }
    }
}
