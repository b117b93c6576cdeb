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
            if session.member.waitsForAdmission { notice(.warning) { p { words("staff.waiting") } } }
            if day.isQuiet { lead(words("day.quiet")) }
            NewsList(words: words, news: day.news).html
            newcomers
            h2(.id("mine")) { words("day.mine") + total(day.mine, .mine) }
            if day.mine.isEmpty { p { words("day.mine.empty") } } else { list(day.mine, "day.mine", .mine) }
            offers
            h2(.id("nobodys")) { words("day.nobodys") + total(day.nobodys, .nobodys) }
            if day.nobodys.isEmpty {
                p { words("day.nobodys.empty") }
            } else {
                list(day.nobodys, "day.nobodys", .nobodys)
            }
            section(day.lateAtColleagues, "day.lateAtColleagues", .lateAtColleagues, shows: .assignee)
            section(day.meetings, "day.meetings", .meetings, shows: .organisation)
            waiting
            toDestroy
            if !day.lateElsewhere.isEmpty {
                h2(.id("elsewhere")) { words("day.elsewhere") }
                p { words("day.elsewhere.text") }
                list(day.lateElsewhere, "day.elsewhere", nil, shows: .organisation, isLinked: false)
            }
            p { a(to: DossierAddress.retention(words.language)) { words("retention.title") } }
            newsLine(words, since: now)
        }
    }

    /// Who a line is of, where that is not said by the list itself.
    private enum Who {
        case assignee, organisation

        var column: Key { self == .assignee ? "staff.inbox.column.who" : "staff.inbox.column.organisation" }
    }

    /// A list that is there only when something stands in it.
    @HTML.Builder private func section(_ lines: [DayLine], _ title: Key, _ which: MyDay.List, shows who: Who) -> HTML {
        if !lines.isEmpty {
            h2(.id(which.id)) { words(title) + total(lines, which) }
            list(lines, title, which, shows: who)
        }
    }

    /// How many there are, behind the title of their list.
    private func total(_ lines: [DayLine], _ which: MyDay.List, and others: Int = 0) -> String {
        let count = (day.totals[which] ?? lines.count) + others
        guard count > 0 else { return "" }
        let number = words.number(count)
        return " (" + (count < DayDesk.mostCounted ? number : words("day.atLeast", ["number": number])) + ")"
    }

    /// Colleagues who wait for somebody who lets them in.
    @HTML.Builder private var newcomers: HTML {
        if !day.newcomers.isEmpty {
            notice(.warning, words("day.newcomers")) {
                ul {
                    for member in day.newcomers {
                        li {
                            bdi { member.name }
                            " · " + words(member.role)
                        }
                    }
                }
                p { a(to: MembersAddress.colleagues(words.language)) { words("day.newcomers.go") } }
            }
        }
    }

    /// What the organisation keeps although its day has come.
    @HTML.Builder private var toDestroy: HTML {
        if !day.toDestroy.isEmpty {
            h2(.id("to-destroy")) { words("day.toDestroy") + " (" + words.number(day.toDestroy.count) + ")" }
            ul(.class("rows")) {
                for due in day.toDestroy.prefix(DayDesk.linesPerList) {
                    li {
                        a(to: DossierAddress.retention(words.language) + "#due") {
                            words("day.dossier", ["reference": due.dossier.reference]) + " · " + due.what(words)
                        }
                        " "
                        small(.class("muted")) {
                            words("day.toDestroy.since") + " "
                            time(Words.machineReadable(due.keptUntil)) { words.date(Day(due.keptUntil)) }
                        }
                    }
                }
            }
        }
    }

    /// Reports that other organisations ask this one to take over.
    @HTML.Builder private var offers: HTML {
        if !day.offers.isEmpty {
            h2(.id("offers")) { words("staff.inbox.offers") + " (" + words.number(day.offers.count) + ")" }
            ul(.class("rows")) {
                for offer in day.offers {
                    li {
                        badge(words(offer.envelope.urgency), offer.envelope.urgency.tone)
                        " "
                        a(to: StaffAddress.report(offer.envelope.id, words.language)) {
                            words("journal.on.report", ["reference": offer.envelope.reference])
                        }
                        " " + words("staff.inbox.offeredBy", ["organisation": offer.senderName]) + " "
                        small(.class("muted")) {
                            time(Words.machineReadable(offer.offeredAt)) { words.shortDateTime(offer.offeredAt) }
                        }
                    }
                }
            }
        }
    }

    /// What other organisations were asked: reports to take over, and what is done in dossiers.
    @HTML.Builder private var waiting: HTML {
        if !(day.offered.isEmpty && day.waiting.isEmpty) {
            h2(.id(MyDay.List.waiting.id)) { words("day.waiting") + total(day.waiting, .waiting, and: day.offered.count) }
            if !day.offered.isEmpty {
                reportTable(
                    words, words("staff.inbox.handedOver.waiting"),
                    columns: [
                        "staff.inbox.column.urgency", "day.column.matter", "day.column.step", "staff.inbox.column.due",
                        "staff.inbox.column.organisation",
                    ]
                ) {
                    for offer in day.offered { row(offer) }
                }
            }
            if !day.waiting.isEmpty { list(day.waiting, "day.waiting", .waiting, shows: .organisation) }
        }
    }

    private func row(_ offer: Offer) -> HTML {
        tr(.class(offer.answerBy.map { $0 < now } ?? false ? "late" : "")) {
            td { badge(words(offer.envelope.urgency), offer.envelope.urgency.tone) }
            th(.row) {
                a(to: StaffAddress.report(offer.envelope.id, words.language)) {
                    words("journal.on.report", ["reference": offer.envelope.reference])
                }
            }
            td(words("day.column.step")) { words("staff.inbox.handedOver.waiting") }
            td(words("staff.inbox.column.due"), .class("due")) {
                if let due = offer.answerBy { dueTime(words, due, now) }
            }
            td(words("staff.inbox.column.organisation")) { offer.receiverName }
        }
    }

    @HTML.Builder private func list(
        _ lines: [DayLine], _ caption: Key, _ which: MyDay.List?, shows who: Who? = nil, isLinked: Bool = true
    ) -> HTML {
        let columns: [Key] = [
            "staff.inbox.column.urgency", "day.column.matter", "day.column.step", "staff.inbox.column.due",
        ]
        reportTable(
            words, words(caption), columns: columns + (who.map { [$0.column] } ?? [])
        ) {
            for line in lines { row(line, who, isLinked) }
        }
        if let which, day.totals[which] != nil {
            p { words("day.more", ["limit": words.number(DayDesk.linesPerList)]) }
        }
    }

    private func row(_ line: DayLine, _ who: Who?, _ isLinked: Bool) -> HTML {
        tr(.class(line.duty.isLate(at: now) ? "late" : "")) {
            td { badge(words(line.duty.urgency), line.duty.urgency.tone) }
            th(.row) { if isLinked { link(line.matter) } else { name(ofElsewhere: line.matter) } }
            td(words("day.column.step")) {
                step(of: line)
                if line.awaitsAnswer, line.duty.step != Step.answer.rawValue {
                    div { strong { words("staff.inbox.awaitsAnswer") } }
                }
            }
            td(words("staff.inbox.column.due"), .class("due")) { dueTime(words, line.duty.due, now) }
            switch who {
            case .organisation: td(words("staff.inbox.column.organisation")) { line.responsibleName }
            case .assignee: td(words("staff.inbox.column.who")) { line.assignee }
            case nil: HTML.empty
            }
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

extension MyDay.List {
    /// As a link within the page names it.
    fileprivate var id: String {
        switch self {
        case .mine: "mine"
        case .nobodys: "nobodys"
        case .waiting: "waiting"
        case .meetings: "meetings"
        case .lateAtColleagues: "late-at-colleagues"
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
