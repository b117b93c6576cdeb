import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// Coded figures of the own organisation: no report, no contents, and no number in which somebody stands out.
struct FiguresRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member([.analyst, .coordinator], .get, "/{language}/figures", "figures") { visit, session in
                let desk = FiguresDesk(desk.ground)
                let present = Words.year(of: visit.now)
                let first = try await desk.oldest(for: session).map(Words.year) ?? present
                let years = min(first, present)...present
                let asked = try visit.queryFields()["year"].flatMap { Int($0) } ?? years.upperBound
                let year = min(max(asked, years.lowerBound), years.upperBound)
                let figures = try await desk.figures(between: Words.monthStarts(of: year), for: session)
                let page = FiguresPage(
                    words: .of(visit.language), session: session, figures: figures, year: year, years: years)
                return .page(page.document().render())
            }
        ]
    }
}

/// The figures of one year.
struct FiguresPage {
    let words: Words
    let session: Session
    let figures: Figures
    let year: Int
    let years: ClosedRange<Int>

    func document() -> Document {
        memberPage(words, session, title: words("figures.title"), current: .figures, address: MembersAddress.figures, isWide: true) {
            h1 { words("figures.title") }
            lead(words("figures.lead"))
            form(to: MembersAddress.figures(words.language), method: .get, .class("filters")) {
                select(
                    Field("year", words("figures.year")), years.reversed().map { Choice(String($0), String($0)) },
                    chosen: String(year))
                button(words("figures.show"), .secondary)
            }
            p(.class("hint")) { words("figures.note") }
            h2 { words("figures.of", ["year": String(year)]) }
            factList([
                Fact(name: words("figures.total"), value: HTML(text: text(figures.total))),
                Fact(
                    name: words("figures.inTime"),
                    value: HTML(
                        text: figures.percentInTime.map { words("figures.percent", ["n": String($0)]) }
                            ?? words("figures.tooFew"))),
            ])
            div(.class("cards-grid")) {
                counts(
                    "figures.byMonth",
                    figures.byPeriod.enumerated().map { (words.month($0 + 1), $1) })
                counts("figures.bySubject", of: figures.bySubject)
                counts("figures.byUrgency", of: figures.byUrgency)
                counts("figures.byAge", of: figures.byAge)
                counts("figures.byForm", of: figures.byForm)
                counts("figures.byState", of: figures.byState)
                counts("figures.byClosing", of: figures.byClosing)
                counts("figures.byLookTime", of: figures.byLookTime)
            }
        }
    }

    private func counts<Code: Coded>(_ title: Key, of numbers: [Code: CoarseCount]) -> HTML {
        counts(title, Code.allCases.map { (words($0), numbers[$0] ?? .zero) })
    }

    private func counts(_ title: Key, _ lines: [(String, CoarseCount)]) -> HTML {
        card {
            table(words(title)) {
                thead(.class("visually-hidden")) {
                    tr {
                        th(.column) { words("figures.what") }
                        th(.column) { words("figures.number") }
                    }
                }
                tbody {
                    for (name, number) in lines {
                        tr {
                            th(.row) { name }
                            td(nil, .class("number")) { text(number) }
                        }
                    }
                }
            }
        }
    }

    private func text(_ number: CoarseCount) -> String {
        switch number {
        case .zero: words.number(0)
        case .few: words("figures.few")
        case .about(let count): words.number(count)
        }
    }
}
