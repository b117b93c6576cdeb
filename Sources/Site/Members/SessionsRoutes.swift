import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

/// Where one is logged in, and ending what is not one's own any more.
struct SessionsRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        let everyone = Set(Role.allCases)
        let ground = desk.ground
        return [
            .member(everyone, .get, "/{language}/account/sessions", "account.sessions") { visit, session in
                let (open, failed) = try await ground.database.read { [membership = ground.membership] tx in
                    (try membership.sessions(of: session, in: tx), try membership.failedBefore(session, in: tx))
                }
                return page(Words.of(visit.language), session, open, failed)
            },
            .member(everyone, .post, "/{language}/account/sessions/end", "account.sessions.end") { visit, session in
                guard let id = try await visit.form()["session"].flatMap(SessionID.init) else { throw ErrorPage.malformed }
                try await ground.database.write { [membership = ground.membership] tx in
                    try membership.end(id, by: try membership.present(session, in: tx), in: tx)
                }
                return .see(MembersAddress.sessions(visit.language))
            },
            .member(everyone, .post, "/{language}/account/sessions/known", "account.sessions.known") { visit, session in
                try await ground.database.write { [membership = ground.membership] tx in
                    try membership.know(by: try membership.present(session, in: tx), in: tx)
                }
                return .see(StaffAddress.inbox(visit.language))
            },
        ]
    }

    private func page(_ words: Words, _ session: Session, _ open: [OpenSession], _ failed: Int) -> Reply {
        let document = memberPage(
            words, session, title: words("account.sessions.title"), current: .account,
            address: MembersAddress.sessions
        ) {
            backLink(words("account.title"), to: MembersAddress.account(words.language))
            h1 { words("account.sessions.title") }
            if failed > 0 {
                notice(.warning) {
                    p(.role("status")) { words.count("account.sessions.failed", failed) }
                    p { words("account.sessions.failed.what") }
                }
            }
            p { words("account.sessions.text") }
            for one in open {
                card {
                    if one.isThis { p { badge(words("account.sessions.this")) } }
                    factList([
                        Fact(
                            name: words("account.sessions.begun"), value: HTML(text: words.shortDateTime(one.begunAt))),
                        Fact(name: words("account.sessions.used"), value: HTML(text: words.shortDateTime(one.usedAt))),
                    ])
                    if !one.isThis { ending(words, one) }
                }
            }
            form(to: MembersAddress.knowSessions(words.language)) {
                buttons { button(words("account.sessions.known")) }
            }
            p { a(to: MembersAddress.account(words.language) + "#password") { words("account.sessions.password") } }
        }
        return .page(document.render())
    }

    private func ending(_ words: Words, _ one: OpenSession) -> HTML {
        form(to: MembersAddress.endSession(words.language)) {
            hidden("session", one.id.text)
            buttons {
                button(
                    words("account.sessions.end"), .secondary,
                    .aria("label", words("account.sessions.end.of", ["moment": words.shortDateTime(one.begunAt)])))
            }
        }
    }
}
