import HTML
import Reporting
import Terms
import Words

/// The addresses of the public pages.
enum PublicAddress {
    static func home(_ language: Language) -> String { "/\(language.rawValue)" }
    static func report(_ language: Language) -> String { "/\(language.rawValue)/report" }
    static func reportFiles(_ language: Language) -> String { report(language) + "/files" }
    static func receipt(_ language: Language) -> String { "/\(language.rawValue)/receipt" }
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
        buttons { linkButton(words("home.start"), to: PublicAddress.report(language)) }
        p(.class("hint")) { words("home.start.time") }
        notice(.danger, words("home.danger.title")) {
            p { words("home.danger.text") }
            p { a(to: "tel:112") { words("home.danger.call") } }
        }
        section {
            h2 { words("home.what.title") }
            p { words("home.what.text") }
            p { words("home.what.loverboy") }
            p { words("home.what.question") }
        }
        section {
            h2 { words("home.victim.title") }
            p { words("home.victim.text") }
        }
        section {
            h2 { words("home.noname.title") }
            p { words("home.noname.text") }
            p { words("home.noname.care") }
        }
        section {
            h2 { words("home.return.title") }
            p { words("home.return.text") }
            buttons { linkButton(words("home.return.link"), to: PublicAddress.conversation(language), .secondary) }
        }
        section {
            h2 { words("home.how.title") }
            ol { for step in 1...4 { li { words(Key("home.how.step", String(step))) } } }
        }
        pointsSection(words)
        section {
            h2 { words("home.exit.title") }
            p { words("home.exit.text") }
            p { words("home.exit.history") }
        }
        section {
            h2 { words("home.privacy.title") }
            p { words("home.privacy.text") }
            p { words("home.privacy.visitors") }
        }
    }
}

/// Who else can be turned to: the points for everyone.
func pointsSection(_ words: Words) -> HTML {
    section {
        h2 { words("home.points.title") }
        p { words("home.points.text") }
        for point in ReportingPoint.all where point.audience == "everyone" && point.id != "112" {
            card {
                h3 { point.name[words.language] }
                p { point.purpose[words.language] }
                if let phone = point.phone { p { a(to: "tel:" + phone.filter { !$0.isWhitespace }) { phone } } }
                if let web = point.web { p { a(to: web, .rel("noreferrer")) { web } } }
                p { words("home.points.hours") + " " + point.hours[words.language] }
                p { words("home.points.anonymous") + " " + point.anonymous[words.language] }
            }
        }
    }
}
