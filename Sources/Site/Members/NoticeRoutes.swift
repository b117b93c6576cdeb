import HTML
import HTTPTypes
import Organisations
import Reporting
import Storage
import Terms
import Web
import Words

/// How a member wants to hear that there is something new.
struct NoticeRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/account/notices", "account.notices") { visit, session in
                let choice = try await desk.ground.database.read { [notices = desk.ground.notices] tx in
                    try notices.choice(of: session.member.id, in: tx)
                }
                return page(visit, session, Typed(choice ?? .standard(visit.language)))
            },
            .member(Role.caseWork, .post, "/{language}/account/notices", "account.notices.choose") { visit, session in
                try await choose(visit, session)
            },
        ]
    }

    /// What stands in the form.
    private struct Typed {
        var way: NoticeWay
        var address: String
        var language: Language

        init(_ choice: NoticeChoice) {
            way = choice.way
            address = choice.address?.text ?? ""
            language = choice.language
        }
    }

    private func choose(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        guard let way = fields["noticeWay"].flatMap(NoticeWay.init),
            let language = fields["language"].flatMap(Language.init)
        else { throw ErrorPage.malformed }
        var typed = Typed(.standard(language))
        typed.way = way
        typed.address = (fields["address"] ?? "").trimmed
        guard desk.settings.mailsNotices || way == .site,
            let choice = NoticeChoice(way: way, address: MailAddress(typed.address), language: language)
        else {
            var problems = Problems()
            problems.add("address", Words.of(visit.language)("notices.address.error"))
            return page(visit, session, typed, problems)
        }
        try await desk.ground.database.write { [ground = desk.ground] tx in
            let session = try ground.membership.present(session, in: tx)
            try ground.notices.choose(choice, by: session, in: tx)
        }
        return page(visit, session, Typed(choice), isDone: true)
    }

    /// What is told, to whom of an organisation, and how soon it is mailed.
    private func told(_ words: Words) -> HTML {
        details {
            summary { words("notices.table") }
            table(words("notices.table"), showsCaption: false, .class("cards")) {
                thead {
                    tr {
                        th(.column) { words("notices.table.what") }
                        th(.column) { words("notices.table.whom") }
                        th(.column) { words("notices.table.mail") }
                    }
                }
                tbody {
                    for kind in NoticeKind.allCases {
                        tr {
                            th(.row) { words(kind) }
                            td(words("notices.table.whom")) { words(Key("notices.audience", kind.rule.audience.rawValue)) }
                            td(words("notices.table.mail")) { words(Key("notices.pace", kind.rule.pace.rawValue)) }
                        }
                    }
                }
            }
        }
    }

    private func page(
        _ visit: Visit, _ session: Session, _ typed: Typed, _ problems: Problems = Problems(), isDone: Bool = false
    ) -> Reply {
        let words = Words.of(visit.language)
        let document = memberPage(
            words, session, title: words("notices.title"), current: .account,
            address: problems.isEmpty ? { MembersAddress.notices($0) } : nil, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            backLink(words("account.title"), to: MembersAddress.account(words.language))
            h1 { words("notices.title") }
            if isDone { doneNotice(words("notices.done")) }
            lead(words("notices.lead"))
            if desk.settings.mailsNotices {
                form(to: MembersAddress.notices(words.language)) {
                    radios(
                        Field("noticeWay", words("notices.way")),
                        NoticeWay.allCases.map { Choice($0.rawValue, words($0)) }, chosen: typed.way.rawValue)
                    textField(
                        Field(
                            "address", words("notices.address"), hint: words("notices.address.hint"),
                            error: problems["address"]), value: typed.address, kind: .email, maxLength: 254)
                    radios(
                        Field("language", words("notices.language")),
                        Language.allCases.map { Choice($0.rawValue, $0.ownName) }, chosen: typed.language.rawValue,
                        inline: true)
                    buttons { button(words("notices.button")) }
                }
            } else {
                p { words("notices.noMail") }
            }
            told(words)
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
