import Collaboration
import HTML
import Organisations
import Reporting
import Terms
import Words

/// What is new to a member, each thing once, with all that happened to it.
struct NewsList {
    let words: Words
    let news: [DayNews]

    @HTML.Builder var html: HTML {
        if let newest = news.map(\.notice.at).max() {
            h2(.id("news")) { words("day.news") }
            ul(.class("rows")) { for one in firstOfEach { li { line(one) } } }
            if news.count == DayDesk.linesPerList { p { words("day.news.more") } }
            deedButton(
                words("day.news.seen"), to: DossierAddress.newsSeen(words.language), .secondary,
                ["until": String(newest.milliseconds)])
        }
    }

    private var firstOfEach: [DayNews] {
        var seen: Set<String> = []
        return news.filter { seen.insert($0.notice.object).inserted }
    }

    @HTML.Builder private func line(_ one: DayNews) -> HTML {
        let kinds = kinds(of: one)
        if let danger = kinds.first(where: { $0.rule.pace == .atOnce }) {
            badge(words(danger), .danger)
            " "
        }
        if one.opens { a(to: address(of: one.subject)) { name(of: one.subject) } } else { name(of: one.subject) }
        for kind in kinds where kind.rule.pace != .atOnce { " · " + words(kind) }
        " "
        small(.class("muted")) {
            time(Words.machineReadable(one.notice.at)) { words.shortDateTime(one.notice.at) }
        }
    }

    private func kinds(of one: DayNews) -> [NoticeKind] {
        let here = Set(news.filter { $0.notice.object == one.notice.object }.map(\.notice.kind))
        return NoticeKind.allCases.filter(here.contains)
    }

    private func address(of subject: DayNews.Subject) -> String {
        let language = words.language
        switch subject {
        case .report(let id, _): return StaffAddress.report(id, language)
        case .dossier(let id, _): return DossierAddress.dossier(id, language)
        case .task(let task): return DossierAddress.home(of: task, language)
        case .colleague: return MembersAddress.colleagues(language)
        }
    }

    private func name(of subject: DayNews.Subject) -> String {
        switch subject {
        case .report(_, let reference): return words("journal.on.report", ["reference": reference])
        case .dossier(_, let reference): return words("day.dossier", ["reference": reference])
        case .task(let task):
            guard let dossier = task.homeInDossier else { return task.name(words) }
            return words("day.dossier", ["reference": DossierEnvelope.reference(of: dossier)])
        case .colleague(let name): return name
        }
    }
}
