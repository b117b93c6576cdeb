import Collaboration
import Duties
import HTML
import Organisations
import Reporting
import Terms
import Web
import Words

/// A dossier in one glance: what the danger is now, what is next, who does what by when, who knows what.
struct OverviewTab {
    let tools: DossierTools
    private var words: Words { tools.words }
    private var view: DossierView { tools.view }

    func content() throws -> HTML {
        let judgement = try view.contents.last(SafetyJudgement.self)
        let step = try view.contents.last(NextStep.self)
        let closing = try view.contents.last(DossierClosing.self)
        let corrections = try view.contents.all(DossierCorrection.self)
        let newest = self.newest(try RecordLine.newest(view.contents, limit: Self.mostNewest))
        let openTasks = view.tasks.filter { $0.state == .open && $0.kind != .transfer }
        return HTML {
            p(.class("hint")) {
                dossierSummary(words, view.envelope, tools.register) + " · " + words("dossier.openedAt") + " "
                words.date(view.envelope.openedAt)
            }
            corrected(corrections)
            transfer
            div(.class("columns")) {
                div {
                    if tools.isOpen { next(step?.body) } else { closed(closing?.body) }
                    danger(judgement)
                    newest
                    withdrawn
                    tasks(openTasks)
                    if view.parts.contains(.general) { reports }
                }
                OverviewForms(tools: tools).html
            }
            knowledge
        }
    }

    private var session: Session { tools.session }

    /// What stood on the envelope before, who corrected it and why, the newest first.
    @HTML.Builder private func corrected(_ corrections: [Kept<DossierCorrection>]) -> HTML {
        if !corrections.isEmpty {
            details(.class("more")) {
                summary { words.count("dossier.corrected", corrections.count) }
                for kept in corrections.reversed() {
                    correctionLines(words, kept.body.correction, tools.register)
                    ownWords(kept.body.correction.reason)
                    p(.class("hint")) { tools.written(by: kept.author, at: kept.at) }
                }
            }
        }
    }

    /// That another organisation was asked to take the coordination over, and where that is answered.
    @HTML.Builder private var transfer: HTML {
        if let transfer = view.transfer {
            notice(.warning) {
                if view.isOffered {
                    p { words("dossier.transfer.asked", ["organisation": transfer.askerName]) }
                    if let reason = transfer.text { ownWords(reason) }
                    p { a(to: tools.tab(.tasks)) { words("dossier.transfer.answer") } }
                } else {
                    p { words("dossier.transfer.waiting", ["organisation": transfer.responsibleName]) }
                    if view.isCoordinator { p { a(to: tools.tab(.tasks)) { words("dossier.transfer.withdraw") } } }
                }
            }
        }
    }

    @HTML.Builder private func next(_ step: NextStep?) -> HTML {
        if let duty = view.duty {
            let isLate = duty.isLate(at: tools.now)
            let title = DossierStep(rawValue: duty.step).map { words($0) } ?? ""
            notice(isLate ? .danger : .neutral, words("staff.case.next", ["step": title])) {
                if Self.isWork(DossierStep(rawValue: duty.step)) { plan(step) }
                p {
                    words("staff.case.due") + " "
                    moment(words, duty.due)
                    " · "
                    strong { words.term(duty.due.since(tools.now)) }
                }
                owed(step)
                p { words("staff.case.assignee") + ": " + (view.assignee ?? words("staff.case.nobody")) }
                if view.isCoordinator, tools.canAct, duty.member != session.member.id {
                    form(to: tools.address("take")) {
                        tools.place
                        button(words("staff.case.take"), .secondary)
                    }
                }
            }
        }
    }

    /// Whether a step is what was planned, and not safety or the answer of another organisation.
    private static func isWork(_ step: DossierStep?) -> Bool { step == .act || step == .lookAgain }

    /// What was written down as the next step, and why it may wait.
    @HTML.Builder private func plan(_ step: NextStep?) -> HTML {
        if let step {
            ownWords(step.text)
            if !step.reason.isEmpty { p { words("staff.plan.reason") + ":" }; ownWords(step.reason) }
        }
    }

    private static let mostNewest = 5

    /// What was written last, and what of it others wrote since this member looked before: whoever was told that
    /// something was written finds here what.
    @HTML.Builder private func newest(_ lines: [RecordLine]) -> HTML {
        if !lines.isEmpty {
            h2 { words("dossier.newest") }
            ul(.class("rows")) {
                for line in lines {
                    li {
                        a(to: tools.tab(line.tab) + "#" + line.id.text) {
                            words(Key("log", "record", line.kind)) + ": " + line.text
                        }
                        if let seen = tools.lastLook, line.at > seen, line.author.member != session.member.id {
                            " "
                            badge(words("dossier.newest.new"))
                        }
                        div(.class("hint")) {
                            tools.written(by: line.author, at: line.at)
                            if let part = line.compartment { " · " + words(part) }
                        }
                    }
                }
            }
        }
    }

    /// What others withdrew since this member looked before: who was told so finds here what.
    @HTML.Builder private var withdrawn: HTML {
        if let seen = tools.lastLook {
            for record in view.contents.withdrawnOnce
            where record.withdrawnAt > seen && record.withdrawnBy.member != session.member.id { tools.line(record) }
        }
    }

    /// What is due besides the next step, each with its own moment.
    @HTML.Builder private func owed(_ plan: NextStep?) -> HTML {
        let others = view.debts.inOrder.dropFirst()
        if !others.isEmpty {
            p { words("staff.owed") }
            ul {
                for (step, due) in others {
                    li {
                        words(step) + ": " + words("staff.case.due").lowercased() + " "; moment(words, due)
                        if Self.isWork(step) { self.plan(plan) }
                    }
                }
            }
        }
    }

    private func closed(_ closing: DossierClosing?) -> HTML {
        notice(.neutral, words("dossier.closed")) {
            if let result = view.envelope.result { p { strong { words(result) } } }
            if let closing { ownWords(closing.text) }
            if let at = view.envelope.closedAt { p(.class("hint")) { moment(words, at) } }
        }
    }

    private func danger(_ judgement: Kept<SafetyJudgement>?) -> HTML {
        // What nobody judged, or what is not read, is not called danger or safety.
        let title = judgement.map { SafetyTab.title($0.body, tools) }
        let urgency = judgement?.body.danger ?? view.envelope.urgency
        let isUnjudged = judgement == nil && tools.knowsSafety && tools.isOpen
        return notice(!tools.isOpen ? .neutral : isUnjudged ? .warning : urgency.tone, title ?? words("dossier.tab.safety")) {
            if let judgement {
                factList(SafetyTab.facts(judgement.body, words))
                p(.class("hint")) { tools.written(by: judgement.author, at: judgement.at) }
            } else {
                p { words(tools.safetyUnjudged) }
            }
            p { a(to: tools.tab(.safety)) { words("dossier.safety.go") } }
        }
    }

    @HTML.Builder private func tasks(_ tasks: [TaskLine]) -> HTML {
        h2 { words("dossier.overview.tasks") }
        if tasks.isEmpty {
            p { words("dossier.overview.tasks.none") }
        } else {
            table(words("dossier.overview.tasks"), showsCaption: false, .class("cards")) {
                thead {
                    tr {
                        for column: Key in [
                            "dossier.overview.what", "staff.inbox.column.who", "staff.inbox.column.due",
                        ] { th(.column) { words(column) } }
                    }
                }
                tbody {
                    for task in tasks {
                        tr(.class(task.due.map { $0 < tools.now } ?? false ? "late" : "")) {
                            th(.row) {
                                bdi { task.text.map { Self.short($0) } ?? words(task.kind) }
                                if task.text != nil { div(.class("hint")) { words(task.kind) } }
                            }
                            td(words("staff.inbox.column.who")) {
                                task.responsibleName + (task.assignee.map { " · " + $0 } ?? "")
                            }
                            td(words("staff.inbox.column.due"), .class("due")) {
                                task.due.map { dueTime(words, $0, tools.now) }
                            }
                        }
                    }
                }
            }
        }
        p { a(to: tools.tab(.tasks)) { words("dossier.overview.tasks.go") } }
    }

    private static func short(_ text: String) -> String {
        let beginning = text.prefix(160)
        return beginning + (beginning.count < text.count ? "…" : "")
    }

    /// Organisations against parts: who reads what, and until when.
    @HTML.Builder private var knowledge: HTML {
        h2 { words("dossier.overview.knowledge") }
        if view.readers.isEmpty {
            p { words("dossier.overview.knowledge.none") }
        } else {
            table(words("dossier.overview.knowledge"), showsCaption: false, .class("cards")) {
                thead {
                    tr {
                        th(.column) { words("staff.inbox.column.organisation") }
                        for part in view.readers { th(.column) { words(part.compartment) } }
                    }
                }
                tbody {
                    for (id, name) in organisations {
                        tr {
                            th(.row) { name }
                            for part in view.readers {
                                td(words(part.compartment)) { reads(part.readers.first { $0.organisation == id }) }
                            }
                        }
                    }
                }
            }
            if !view.isCoordinator { p(.class("hint")) { words("dossier.overview.knowledge.own") } }
        }
        p { a(to: tools.tab(.sharing)) { words("dossier.overview.knowledge.go") } }
    }

    /// Each once, in the order in which the parts name them.
    private var organisations: [(id: OrganisationID, name: String)] {
        var all: [(id: OrganisationID, name: String)] = []
        for reader in view.readers.flatMap(\.readers) where !all.contains(where: { $0.id == reader.organisation }) {
            all.append((reader.organisation, reader.name))
        }
        return all
    }

    private func reads(_ reader: PartReaders.Reader?) -> String {
        guard let reader else { return words("dossier.reads.not") }
        if reader.isKeeper { return words("dossier.reads.keeper") }
        guard let admission = reader.admission else { return words("dossier.reads.asked") }
        return words("dossier.reads.until", ["day": words.date(Day(admission.until))])
    }

    @HTML.Builder private var reports: HTML {
        h2 { words("dossier.reports") }
        if view.reports.isEmpty {
            p { words("dossier.reports.none") }
        } else {
            ul(.class("rows")) {
                for report in view.reports {
                    li {
                        if report.isOurs {
                            a(to: StaffAddress.report(report.id, words.language)) { report.reference }
                        } else {
                            report.reference
                        }
                        " · " + words("dossier.reports.thread", ["organisation": report.ownerName])
                        if !report.owed.isEmpty {
                            div(.class("hint")) {
                                words(
                                    "dossier.reports.owed",
                                    ["steps": report.owed.map { words($0) }.joined(separator: ", ")])
                            }
                        }
                    }
                }
            }
        }
    }
}
