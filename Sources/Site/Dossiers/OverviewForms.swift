import Collaboration
import Duties
import HTML
import Organisations
import Reporting
import Terms
import Web
import Words

/// What can be done with a dossier as a whole.
struct OverviewForms {
    let tools: DossierTools
    private var words: Words { tools.words }

    var html: HTML {
        section(.id("deeds")) {
            h2 { words("staff.case.deeds") }
            if !tools.view.isCoordinator {
                p { tools.participantText }
            } else if tools.isOpen {
                coordinator
            } else {
                p { words("dossier.closed.text") }
                form(to: tools.address("reopen")) {
                    tools.place
                    button(words("dossier.reopen"), .secondary)
                }
                correct
            }
        }
    }

    @HTML.Builder private var coordinator: HTML {
        tools.folded("plan", "dossier.plan", isOpen: tools.view.debts[.begin] != nil) {
            tools.text("plan", "plan.text", "dossier.plan.what", hint: "dossier.plan.what.hint", rows: 3)
            tools.readBy(.general)
            tools.dayAndTime("plan", "staff.case.plan.date", value: tools.view.duty?.due)
            tools.text("plan", "plan.reason", "staff.plan.reason", hint: "dossier.plan.reason.hint", rows: 2)
        }
        if tools.session.member.role == .coordinator { assign }
        if tools.view.envelope.state == .watched {
            details(.id("resume"), .class("more")) {
                summary { words("dossier.resume") }
                p { words("dossier.resume.text") }
                form(to: tools.address("resume")) {
                    tools.place
                    button(words("dossier.resume"), .secondary)
                }
            }
        } else {
            watch
        }
        correct
        tools.folded("add-report", "dossier.addReport") {
            tools.line("add-report", "report.reference", "dossier.addReport.reference", hint: "dossier.addReport.hint")
        }
        tools.folded("close", "dossier.close") {
            reportsLeft
            tools.codes("close", "result", "dossier.close.result", DossierResult.allCases, empty: "staff.choose")
            tools.text("close", "close.text", "dossier.close.why", hint: "dossier.close.why.hint", rows: 3)
            tools.readBy(.general)
        }
    }

    /// The reports that stay open when the dossier is closed: somebody still owes them something.
    @HTML.Builder private var reportsLeft: HTML {
        let left = tools.view.reports.filter { !$0.owed.isEmpty }
        if !left.isEmpty {
            p { words("dossier.close.reports") }
            ul {
                for report in left {
                    li {
                        a(to: StaffAddress.report(report.id, words.language)) { report.reference }
                        ": " + report.owed.map { words($0) }.joined(separator: ", ")
                    }
                }
            }
        }
    }

    private var correct: HTML {
        let wasRefused = tools.wasRefused("correct")
        let typed = wasRefused ? tools.refused.map { TraitsForm($0.fields, tools.register) } : nil
        return tools.folded("correct", "staff.case.correct") {
            p { words("dossier.correct.traits") }
            (typed ?? TraitsForm(tools.view.envelope.traits, tools.register)).fields(
                words, wasRefused ? tools.problems : Problems(), tools.register)
            tools.text("correct", "correct.text", "staff.case.text", hint: "staff.case.reason.hint", rows: 3)
        }
    }

    private var assign: HTML {
        tools.folded("assign", "staff.case.assign") {
            select(
                Field(
                    "assignee", words("staff.case.assign.who"),
                    error: tools.wasRefused("assign") ? tools.problems["assignee"] : nil),
                tools.colleagues.map { Choice($0.id.text, $0.name) },
                chosen: tools.typed("assign", "assignee") ?? tools.view.duty?.member?.text,
                empty: words("staff.case.nobody"))
        }
    }

    private var watch: HTML {
        let until = tools.refused.flatMap { $0.deed == "watch" ? TypedDate($0.fields, "until") : nil }
        return tools.folded("watch", "dossier.watch") {
            p { words("dossier.watch.text") }
            tools.text("watch", "watch.text", "dossier.watch.why", hint: "dossier.watch.why.hint", rows: 3)
            tools.readBy(.general)
            (until ?? TypedDate()).field(
                words,
                Field(
                    "until", words("dossier.watch.until"),
                    error: tools.wasRefused("watch") ? tools.problems["until"] : nil))
        }
    }
}

extension DossierDeed {
    static func overview(_ desk: Desk) -> [DossierDeed] { planning(desk) + ending(desk) }

    private static func planning(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed(
                "plan", on: .overview,
                field: { isAboutTime($0) ? "due" : $0.reason == .reasonMissing ? "plan.reason" : "plan.text" }
            ) { id, fields, session in
                let due = try moment(fields)
                try await desk.dossiers.plan(
                    id, NextStep(text("plan.text", fields), because: text("plan.reason", fields)), due: due,
                    version: version(fields), by: session)
            },
            DossierDeed("take", on: .overview, field: "take") { id, fields, session in
                try await desk.dossiers.assign(id, to: session.member.id, version: version(fields), by: session)
            },
            DossierDeed("assign", on: .overview, field: "assignee") { id, fields, session in
                let chosen = fields["assignee"] ?? ""
                try await desk.dossiers.assign(
                    id, to: chosen.isEmpty ? nil : try MemberID(chosen), version: version(fields), by: session)
            },
            DossierDeed("correct", on: .overview, field: "correct.text") { id, fields, session in
                try await desk.dossiers.correct(
                    id, to: TraitsForm.read(fields, desk.register), because: text("correct.text", fields),
                    version: version(fields), by: session)
            },
            DossierDeed("add-report", on: .overview, field: "report.reference") { id, fields, session in
                do {
                    try await desk.dossiers.add(
                        withReference: text("report.reference", fields), to: id, by: session)
                } catch is ReportAbsent {
                    throw Unclear("report.reference", "refusal.noSuchReport")
                } catch let refusal as ReportRefusal {
                    throw Unclear("report.reference", Key("refusal", refusal.rawValue))
                }
            },
        ]
    }

    private static func ending(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed("watch", on: .overview, field: { isAboutTime($0) ? "until" : "watch.text" }) {
                id, fields, session in
                let typed = TypedDate(fields, "until")
                guard let until = typed.instant(hour: 12) else { throw Unclear("until", typed.error()) }
                try await desk.dossiers.watch(
                    id, NextStep(text("watch.text", fields)), until: until, version: version(fields), by: session)
            },
            DossierDeed("resume", on: .overview, field: "resume") { id, fields, session in
                try await desk.dossiers.resume(id, version: version(fields), by: session)
            },
            DossierDeed(
                "close", on: .overview,
                field: { [.tasksOpen, .safetyUnjudged, .dangerStands].contains($0.reason) ? "result" : "close.text" }
            ) { id, fields, session in
                let closing = DossierClosing(result: try code("result", fields), text: text("close.text", fields))
                try await desk.dossiers.close(id, closing, version: version(fields), by: session)
            },
            DossierDeed("reopen", on: .overview, field: "reopen") { id, fields, session in
                try await desk.dossiers.reopen(id, version: version(fields), by: session)
            },
        ]
    }

    private static func isAboutTime(_ refusal: DossierRefusal) -> Bool {
        refusal.reason == .dueInThePast || refusal.reason == .dueTooLate
    }
}
