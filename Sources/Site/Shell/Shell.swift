import HTML
import Terms
import Words

/// Where the exit leads: a page about the weather, which anybody may have open.
let exitAddress = "https://www.knmi.nl/nederland-nu/weer"

/// A link in a menu or footer.
struct Link: Sendable, Hashable {
    let text: String
    let address: String
    var isCurrent = false
}

/// How a page changes its language without losing what was typed.
enum LanguageSwitch: Sendable {
    case none
    /// Links, on pages that hold nothing: the address of this page in each language.
    case links([Language: String])
    /// Buttons of the form with this id, sending the language under the name: for pages that hold answers.
    case buttons(form: String, name: String)
}

/// A page for the public: way out, danger band, language switch, content.
///
/// - Parameters:
///   - title: what tab and history show; it tells nothing of what the site is for.
///   - problems: with any, the title says that there is an error.
///   - home: where the mark leads; nowhere on a page that must not be lost by a touch.
///   - leaving: where the way out leads first on a page of a form that is open, so that the server forgets it.
func publicPage(
    _ words: Words, title: String, home: String? = "/", leaving: String? = nil, languages: LanguageSwitch = .none,
    footer links: [Link] = [], problems: Problems = Problems(), @HTML.Builder content: () -> HTML
) -> Document {
    let content = content()
    return shellDocument(words, title: title, problems: problems, look: "public") {
        skipLink(words)
        header(.class("top")) {
            div(.class("top-inner")) {
                if let home {
                    a(to: home, .class("brand"), .aria("label", words("shell.home"))) {
                        mark
                        span { words("shell.name") }
                    }
                } else {
                    span(.class("brand")) {
                        mark
                        span { words("shell.name") }
                    }
                }
                exitLink(words, by: leaving)
            }
        }
        div(.class("band")) {
            div(.class("band-inner")) {
                p(.class("danger-call")) {
                    span { words("shell.danger") }
                    " "
                    a(to: "tel:112") { words("shell.danger.call") }
                }
                languageSwitch(words, languages)
            }
        }
        main(.id("main"), .focusable) { content }
        shellFooter(words, links)
    }
}

/// A page for those who work here: menu, organisation, log-out, content.
///
/// - Parameters:
///   - organisation: whose work this is; `nil` before log-in, when there is no menu either.
///   - logOut: where the log-out button sends to.
///   - isWide: for tables: the content takes the whole width.
func staffPage(
    _ words: Words, title: String, organisation: String? = nil, member: String? = nil, menu: [Link] = [],
    logOut: String? = nil, home: String = "/", languages: LanguageSwitch = .none, footer links: [Link] = [],
    problems: Problems = Problems(), isWide: Bool = false, @HTML.Builder content: () -> HTML
) -> Document {
    let content = content()
    return shellDocument(words, title: title, problems: problems, look: isWide ? "staff wide" : "staff") {
        skipLink(words)
        header(.class("top")) {
            div(.class("top-inner")) {
                a(to: home, .class("brand"), .aria("label", words("shell.home"))) {
                    mark
                    span { words("shell.name") }
                }
                if let organisation { p(.class("organisation")) { organisation } }
                div(.class("top-end")) {
                    if let member { p(.class("member")) { member } }
                    languageSwitch(words, languages)
                    if let logOut { form(to: logOut) { button(words("shell.logOut"), .quiet) } }
                }
            }
            if !menu.isEmpty {
                nav(.class("menu"), .aria("label", words("shell.menu"))) {
                    ul { for link in menu { li { menuLink(link) } } }
                }
            }
        }
        main(.id("main"), .focusable) { content }
        shellFooter(words, links)
    }
}

private func shellDocument(
    _ words: Words, title: String, problems: Problems, look: String, @HTML.Builder body: () -> HTML
) -> Document {
    let title = problems.isEmpty ? title : words("shell.error.title", ["title": title])
    return Document(
        language: words.language.rawValue,
        title: words("shell.tab", ["title": title, "name": words("shell.name")]),
        styles: [Asset.style.address], scripts: [Asset.script.address], icon: Asset.icon.address, bodyClass: look,
        body: body)
}

private func skipLink(_ words: Words) -> HTML {
    a(to: "#main", .class("skip-link")) { words("shell.skip") }
}

private func exitLink(_ words: Words, by leaving: String?) -> HTML {
    a(
        to: leaving ?? exitAddress, .class("exit"), .rel("nofollow noreferrer"), .data("exit", exitAddress),
        .data("two", words("shell.exit.two")), .data("one", words("shell.exit.one")),
        .data("expired", words("shell.exit.expired")), .data("loading", words("shell.exit.loading"))
    ) { words("shell.exit") }
}

private func menuLink(_ link: Link) -> HTML {
    link.isCurrent ? a(to: link.address, .currentPage) { link.text } : a(to: link.address) { link.text }
}

@HTML.Builder private func languageSwitch(_ words: Words, _ languages: LanguageSwitch) -> HTML {
    let others = Language.allCases.filter { $0 != words.language }
    switch languages {
    case .none: HTML.empty
    case .links(let addresses):
        nav(.class("languages"), .aria("label", words("shell.language"))) {
            for language in others {
                if let address = addresses[language] {
                    a(to: address, .lang(language.rawValue), .hreflang(language.rawValue)) { language.ownName }
                }
            }
        }
    case .buttons(let form, let name):
        // The Enter key presses the first button of a form, and these come first: without this one it would change the
        // language. It has no name, and so means what the form's own first button means.
        div(.hidden) { button("", .primary, .form(form)) }
        div(.class("languages"), .role("group"), .aria("label", words("shell.language"))) {
            for language in others {
                button(
                    language.ownName, .quiet, value: (name, language.rawValue), .form(form),
                    .lang(language.rawValue))
            }
        }
    }
}

@HTML.Builder private func shellFooter(_ words: Words, _ links: [Link]) -> HTML {
    if !links.isEmpty {
        footer(.class("foot")) {
            nav(.aria("label", words("shell.footer"))) {
                ul { for link in links { li { menuLink(link) } } }
            }
        }
    }
}
