import Collaboration
import Duties
import HTML
import Organisations
import Reporting
import Terms
import Words

/// Where a member begins: what is new, what is due, and what others were asked (Dutch: mijn dag).
struct DayPage {
    let words: Words
    let session: Session
    let day: MyDay
    let now: Instant

    func document() -> Document {
        memberPage(
            words, session, title: words("day.title"), current: .day, address: DossierAddress.day, isWide: true
        ) {
            h1 { words("day.title") }
            if isQuiet { lead(words("day.quiet")) }
            NewsList(words: words, news: day.news).html
            meetingList(words, day.meetings)
            h2(.id("mine")) { words("day.mine") }
            if day.mine.isEmpty {
                p { words("day.mine.empty") }
            } else {
                list(day.mine, "day.mine", .mine)
            }
            h2(.id("nobodys")) { words("day.nobodys") }
            if day.nobodys.isEmpty { p { words("day.nobodys.empty") } } else { list(day.nobodys, "day.nobodys", .nobodys) }
            p { a(to: InboxView.nobodys.address(words.language)) { words("day.nobodys.reports") } }
            if !day.waiting.isEmpty {
                h2(.id("waiting")) { words("day.waiting") }
                list(day.waiting, "day.waiting", .waiting, showsOrganisation: true)
            }
            if !day.lateElsewhere.isEmpty {
                h2(.id("elsewhere")) { words("day.elsewhere") }
                p { words("day.elsewhere.text") }
                list(day.lateElsewhere, "day.elsewhere", nil, showsOrganisation: true, isLinked: false)
            }
            p { a(to: DossierAddress.retention(words.language)) { words("retention.title") } }
            newsLine(words, since: now)
        }
    }

    private var isQuiet: Bool {
        day.mine.isEmpty && day.nobodys.isEmpty && day.waiting.isEmpty && day.news.isEmpty && day.meetings.isEmpty
            && day.lateElsewhere.isEmpty
    }

    @HTML.Builder private func list(
        _ lines: [DayLine], _ caption: Key, _ which: MyDay.List?, showsOrganisation: Bool = false, isLinked: Bool = true
    ) -> HTML {
        let columns: [Key] = [
            "staff.inbox.column.urgency", "day.column.matter", "day.column.step", "staff.inbox.column.due",
        ]
        reportTable(
            words, words(caption), columns: columns + (showsOrganisation ? ["staff.inbox.column.organisation"] : [])
        ) {
            for line in lines { row(line, showsOrganisation, isLinked) }
        }
        if let which, day.hasMore.contains(which) {
            p { words("day.more", ["limit": words.number(DayDesk.linesPerList)]) }
        }
    }

    private func row(_ line: DayLine, _ showsOrganisation: Bool, _ isLinked: Bool) -> HTML {
        tr(.class(line.duty.isLate(at: now) ? "late" : "")) {
            td { badge(words(line.duty.urgency), line.duty.urgency.tone) }
            th(.row) { if isLinked { link(line.matter) } else { name(ofElsewhere: line.matter) } }
            td(words("day.column.step")) { step(of: line) }
            td(words("staff.inbox.column.due"), .class("due")) { dueTime(words, line.duty.due, now) }
            if showsOrganisation { td(words("staff.inbox.column.organisation")) { line.responsibleName } }
        }
    }

    private func step(of line: DayLine) -> String? {
        switch line.matter {
        case .report: Step(rawValue: line.duty.step).map { words($0) }
        case .dossier: DossierStep(rawValue: line.duty.step).map { words($0) }
        case .task(let task): words(task.kind)
        }
    }

    private func link(_ matter: DayLine.Matter) -> HTML {
        let language = words.language
        let address =
            switch matter {
            case .report(let id, _): StaffAddress.report(id, language)
            case .dossier(let envelope): DossierAddress.dossier(envelope.id, language)
            case .task(let task): DossierAddress.home(of: task, language)
            }
        return a(to: address) { name(of: matter) }
    }

    /// What is late at others is named by itself: two actions in one dossier do not tell that they are.
    private func name(ofElsewhere matter: DayLine.Matter) -> String {
        if case .task(let task) = matter { return task.name(words) }
        return name(of: matter)
    }

    private func name(of matter: DayLine.Matter) -> String {
        switch matter {
        case .report(_, let reference): words("journal.on.report", ["reference": reference])
        case .dossier(let envelope): words("day.dossier", ["reference": envelope.reference])
        case .task(let task):
            if let dossier = task.homeInDossier {
                words("day.dossier", ["reference": DossierEnvelope.reference(of: dossier)])
            } else {
                task.name(words)
            }
        }
    }
}

extension DossierTask {
    /// What it is called by itself.
    func name(_ words: Words) -> String { words(Key("day.kind", kind.rawValue), ["reference": reference]) }

    /// The dossier on whose pages it is done; absent when it has a page of its own.
    var homeInDossier: DossierID? {
        switch kind {
        case .action: compartment == nil ? nil : dossier
        case .transfer: dossier
        case .consultation, .meeting: nil
        }
    }
}

extension DossierAddress {
    /// Where a task is done: among the tasks of its dossier, at the head of a dossier that is offered, or on its own page.
    static func home(of task: DossierTask, _ language: Language) -> String {
        guard let dossier = task.homeInDossier else { return self.task(task.id, language) }
        return tab(task.kind == .transfer ? .overview : .tasks, dossier, language)
    }
}
