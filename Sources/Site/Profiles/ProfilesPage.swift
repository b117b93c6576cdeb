import HTML
import Organisations
import Terms
import Words

/// The pages on how organisations work.
struct ProfilesPage {
    let words: Words
    let session: Session

    /// The questions of a guide, in the order in which they are read.
    static let questions = ["task", "can", "cannot", "time", "need", "approach", "share"]

    func list(_ organisations: [Organisation], _ profiles: [OrganisationID: Profile]) -> Document {
        page(words("profile.list.title"), { ProfileAddress.list($0) }) {
            lead(words("profile.list.lead"))
            ul(.class("rows")) {
                for organisation in organisations {
                    li {
                        a(to: ProfileAddress.organisation(organisation.id, words.language)) { organisation.name }
                        if let kind = profiles[organisation.id]?.kind { " · " + words(kind) }
                    }
                }
            }
            if session.member.role != .intake {
                p { a(to: ProfileAddress.own(words.language)) { words("profile.own.link") } }
            }
            h2 { words("profile.guides.title") }
            p { words("profile.guides.text") }
            ul(.class("rows")) {
                for kind in OrganisationKind.allCases where kind != .other {
                    li { a(to: ProfileAddress.guide(kind, words.language)) { words(kind) } }
                }
            }
        }
    }

    func one(_ organisation: Organisation, _ profile: Profile?) -> Document {
        page(organisation.name, { ProfileAddress.organisation(organisation.id, $0) }, isInside: true) {
            if let profile {
                p(.class("kicker")) { words(profile.kind) }
                for (name, value) in profile.answers where !value.isEmpty {
                    h2 { words(name == "reached" ? "profile.reached" : Key("guide.heading", name)) }
                    ownWords(value)
                }
                if profile.kind != .other {
                    h2 { words("profile.kind.title", ["kind": words(profile.kind)]) }
                    p { words("profile.kind.text") }
                    guideText(profile.kind, isInside: true)
                }
            } else {
                p { words("profile.none") }
            }
            if organisation.id == session.organisation.id, session.member.role != .intake {
                buttons { linkButton(words("profile.own.link"), to: ProfileAddress.own(words.language), .secondary) }
            }
        }
    }

    func guide(_ kind: OrganisationKind) -> Document {
        page(words("profile.guide.title", ["kind": words(kind)]), { ProfileAddress.guide(kind, $0) }, isInside: true) {
            p { words("profile.kind.text") }
            guideText(kind, isInside: false)
            printButton(words)
        }
    }

    func ownForm(_ profile: Profile?, _ problems: Problems = Problems()) -> Document {
        let profile = profile ?? Profile(kind: .other)
        return memberPage(
            words, session, title: words("profile.own.title"), current: .organisations,
            address: problems.isEmpty ? { ProfileAddress.own($0) } : nil, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            backLink(words("profile.list.title"), to: ProfileAddress.list(words.language))
            h1 { words("profile.own.title") }
            lead(words("profile.own.lead"))
            form(to: ProfileAddress.own(words.language)) {
                select(
                    Field("organisationKind", words("profile.kind")),
                    OrganisationKind.allCases.map { Choice($0.rawValue, words($0)) }, chosen: profile.kind.rawValue)
                for (name, value) in profile.answers {
                    textArea(
                        Field(
                            "profile." + name, words(Key("profile.ask", name)), error: problems["profile." + name]),
                        value: value, rows: 3)
                }
                buttons { button(words("profile.own.button")) }
            }
        }
    }

    /// - Parameter isInside: whether it stands under a heading of the second level.
    @HTML.Builder private func guideText(_ kind: OrganisationKind, isInside: Bool) -> HTML {
        for question in Self.questions {
            let heading = words(Key("guide.heading", question))
            if isInside { h3 { heading } } else { h2 { heading } }
            p { words(Key("guide", kind.rawValue, question)) }
        }
        let links = GuideLink.links(for: kind)
        if !links.isEmpty {
            let heading = words("guide.heading.links")
            if isInside { h3 { heading } } else { h2 { heading } }
            ul {
                for link in links {
                    li { a(to: link.page, .rel("noreferrer")) { words(Key("guide.link", link.rawValue)) } }
                }
            }
        }
    }

    private func page(
        _ title: String, _ address: @escaping (Language) -> String, isInside: Bool = false,
        @HTML.Builder content: () -> HTML
    ) -> Document {
        let content = content()
        return memberPage(words, session, title: title, current: .organisations, address: address) {
            if isInside { backLink(words("profile.list.title"), to: ProfileAddress.list(words.language)) }
            h1 { title }
            content
        }
    }
}
