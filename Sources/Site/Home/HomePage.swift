import HTML
import Terms
import Words

/// The addresses of the public pages.
enum PublicAddress {
    static func home(_ language: Language) -> String { "/\(language.rawValue)" }
    static func report(_ language: Language) -> String { "/\(language.rawValue)/report" }
    static func reportFiles(_ language: Language) -> String { report(language) + "/files" }
    /// Below the form's own address, where the cookie of an open form is sent.
    static func receipt(_ language: Language) -> String { report(language) + "/receipt" }
    static func leave(_ language: Language) -> String { report(language) + "/leave" }
    static func formPage(_ form: String, _ page: String, _ language: Language) -> String {
        report(language) + "/" + form + "/" + page
    }
    /// What the first page of a form is called for whoever only asks where to go.
    static let adviceFirst = "advice"
    static func conversation(_ language: Language) -> String { "/\(language.rawValue)/conversation" }
    static func answer(_ language: Language) -> String { "/\(language.rawValue)/conversation/message" }
    static func file(_ language: Language) -> String { conversation(language) + "/file" }
    static func contact(_ language: Language) -> String { "/\(language.rawValue)/conversation/contact" }
    static func proof(_ language: Language) -> String { "/\(language.rawValue)/conversation/proof" }

    /// The same page in each language.
    static func inEach(_ address: (Language) -> String) -> [Language: String] {
        Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, address($0)) })
    }
}

func homePage(_ words: Words) -> Document {
    let language = words.language
    return publicPage(
        words, title: words("home.title"), home: PublicAddress.home(language),
        languages: .links(PublicAddress.inEach(PublicAddress.home))
    ) {
        h1 { words("home.title") }
        lead(words("home.lead"))
        p(.class("assurance")) { words("home.noname.title") }
        buttons {
            linkButton(words("home.start"), to: PublicAddress.report(language))
            linkButton(words("home.advice.link"), to: SignpostAddress.advice(language), .secondary)
            linkButton(words("home.points.link"), to: SignpostAddress.directory(language), .secondary)
            linkButton(words("home.return.link"), to: PublicAddress.conversation(language), .secondary)
        }
        p(.class("hint")) { words("home.start.time") }
        notice(.danger, words("home.danger.title")) {
            p { words("home.danger.text") }
            p { a(to: "tel:112", .class("button danger")) { words("home.danger.call") } }
        }
        homeSection(
            words("home.what.title"), words("home.what.text"), words("home.what.loverboy"), words("home.what.question"))
        homeSection(words("home.victim.title"), words("home.victim.text"))
        homeSection(words("home.noname.title"), words("home.noname.text"), words("home.noname.care"))
        section {
            h2 { words("home.how.title") }
            ol { for step in 1...4 { li { words(Key("home.how.step", String(step))) } } }
        }
        homeSection(words("home.return.title"), words("home.return.text"))
        homeSection(words("home.exit.title"), words("home.exit.text"), words("home.exit.history"))
        homeSection(words("home.privacy.title"), words("home.privacy.text"), words("home.privacy.visitors"))
        section {
            h2 { words("home.points.title") }
            p { words("home.points.text") }
            p { a(to: SignpostAddress.directory(language)) { words("home.points.link") } }
        }
    }
}

/// A heading with its paragraphs.
private func homeSection(_ heading: String, _ paragraphs: String...) -> HTML {
    section {
        h2 { heading }
        for paragraph in paragraphs { p { paragraph } }
    }
}
