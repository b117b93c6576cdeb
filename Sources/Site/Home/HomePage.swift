import HTML
import Signpost
import Synchronization
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

/// The page that most visitors see is the same for all of them: made once a day in each language.
final class HomePages: Sendable {
    private struct Made {
        let day: Day
        let pages: [Language: [UInt8]]
    }

    private let made = Mutex<Made?>(nil)

    func page(_ language: Language, _ guide: Guide) -> [UInt8] {
        made.withLock { made in
            if let made, made.day == guide.day, let page = made.pages[language] { return page }
            let pages = Dictionary(
                uniqueKeysWithValues: Language.allCases.map { ($0, homePage(.of($0), guide).render()) })
            made = Made(day: guide.day, pages: pages)
            return pages[language] ?? homePage(.of(language), guide).render()
        }
    }
}

func homePage(_ words: Words, _ guide: Guide) -> Document {
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
        pointsSection(words, guide)
    }
}

/// A heading with its paragraphs.
private func homeSection(_ heading: String, _ paragraphs: String...) -> HTML {
    section {
        h2 { heading }
        for paragraph in paragraphs { p { paragraph } }
    }
}

/// Who else can be turned to: the points for everyone, each opening to what it is for and when it can be reached.
func pointsSection(_ words: Words, _ guide: Guide) -> HTML {
    section {
        h2 { words("home.points.title") }
        p { words("home.points.text") }
        div(.class("points")) {
            for point in guide.points where point.audience.isSuperset(of: [.bystander, .victim]) && point.id != "112" {
                details {
                    summary { point.name[words.language] }
                    if let task = point.says.task { p { task[words.language] } }
                    if let phone = point.contact.phone {
                        p { a(to: "tel:" + phone.filter { !$0.isWhitespace }) { phone } }
                    }
                    if let web = point.contact.web { p { a(to: web, .rel("noreferrer")) { web } } }
                    if let hours = point.hours[.phone] {
                        p { words("home.points.hours") + " " + openingHours(hours, words) }
                    }
                    if let anonymity = point.says.anonymity {
                        p { words("home.points.anonymous") + " " + anonymity[words.language] }
                    }
                }
            }
        }
    }
}
