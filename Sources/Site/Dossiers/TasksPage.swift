import Collaboration
import Duties
import HTML
import Organisations
import Terms
import Words

/// What is asked in a dossier, of whom and by when; asking more, coming together, handing the coordination over.
struct TasksPage {
    let tools: DossierTools
    private var words: Words { tools.words }
    private var view: DossierView { tools.view }

    var content: HTML {
        if let form = MeetingForm(tools) { return form.html }
        if let form = TransferForm(tools) { return form.html }
        return HTML {
            TransferAnswer(tools: tools).html
            open
            if tools.canAct { deeds }
            ended
        }
    }

    /// The offer to take the coordination over stands above the list.
    private var openTasks: [TaskLine] {
        view.tasks.filter { $0.state == .open && $0.kind != .transfer }
            .sorted { ($0.due ?? tools.now) < ($1.due ?? tools.now) }
    }

    @HTML.Builder private var open: HTML {
        h2 { words("tasks.open") }
        if openTasks.isEmpty {
            p { words("tasks.open.none") }
        } else {
            table(words("tasks.open"), showsCaption: false, .class("cards")) {
                thead {
                    tr {
                        th(.column) { words("tasks.column.what") }
                        th(.column) { words("tasks.column.who") }
                        th(.column) { words("tasks.column.due") }
                        th(.column) { words("tasks.column.assignee") }
                    }
                }
                tbody { for line in openTasks { row(line) } }
            }
        }
    }

    private func row(_ line: TaskLine) -> HTML {
        let isLate = line.due.map { $0 < tools.now } ?? false
        return tr(isLate ? .class("late") : .class("")) {
            th(.row) {
                title(line)
                div(.class("hint")) { words("tasks.askedBy", ["organisation": line.askerName]) + place(of: line.task) }
            }
            td(words("tasks.column.who")) { line.responsibleName }
            td(words("tasks.column.due"), .class("due")) { if let due = line.due { dueTime(words, due, tools.now) } }
            td(words("tasks.column.assignee")) { line.assignee ?? words("staff.case.nobody") }
        }
    }

    /// In which part of the dossier a task's text stands.
    private func place(of task: DossierTask) -> String { task.compartment.map { " · " + words($0) } ?? "" }

    /// A task leads to its own page, for whoever may read it.
    @HTML.Builder private func title(_ line: TaskLine) -> HTML {
        let title = taskTitle(words, line)
        if opens(line.task) {
            a(to: DossierAddress.task(line.id, words.language)) { title }
        } else {
            title
        }
    }

    private func opens(_ task: DossierTask) -> Bool {
        task.involves(tools.us) || task.compartment.map(view.parts.contains) ?? false
            || view.tasks.contains { $0.id == task.meeting && $0.task.involves(tools.us) }
    }

    @HTML.Builder private var deeds: HTML {
        h2 { words("tasks.more") }
        if !askable.isEmpty { ask }
        ul(.class("rows")) {
            if !tools.partners.isEmpty {
                li {
                    a(to: DossierAddress.consult(words.language) + "?dossier=" + tools.id.text) { words("tasks.consult") }
                    div(.class("hint")) { words("tasks.consult.hint") }
                }
                li {
                    a(to: tools.tab(.tasks) + "?form=" + MeetingForm.deed) { words("tasks.call") }
                    div(.class("hint")) { words("tasks.call.hint") }
                }
            }
            if TransferForm.isPossible(tools) {
                li {
                    a(to: tools.tab(.tasks) + "?form=" + TransferForm.deed) { words("tasks.transfer") }
                    div(.class("hint")) { words("tasks.transfer.hint") }
                }
            }
        }
    }

    /// The parts that this organisation reads, and so may ask something in.
    private var askable: [PartReaders] { view.readers.filter { view.parts.contains($0.compartment) } }

    private var ask: HTML {
        var choices = [Choice(tools.us.text, words("tasks.ask.ourselves", ["organisation": tools.session.organisation.name]))]
        for part in askable {
            for reader in part.readers where !choices.contains(where: { $0.value == reader.organisation.text }) {
                choices.append(Choice(reader.organisation.text, reader.name))
            }
        }
        return tools.folded("ask", "tasks.ask") {
            tools.text("ask", "task.text", "tasks.ask.text", rows: 3)
            tools.partChoice(
                Field(
                    "part", words("tasks.ask.part"), hint: words("tasks.ask.part.hint"),
                    error: tools.problem("ask", "part")),
                among: askable.map(\.compartment), chosen: tools.typed("ask", "part"))
            tools.list("ask", "responsible", "tasks.ask.who", choices, hint: "tasks.ask.who.hint")
            tools.dayAndTime("ask", "tasks.ask.due", value: tools.now + tools.term)
        }
    }

    @HTML.Builder private var ended: HTML {
        let lines = view.tasks.filter { $0.state != .open }
            .sorted { ($0.task.endedAt ?? tools.now) > ($1.task.endedAt ?? tools.now) }
        if !lines.isEmpty {
            details(.class("more")) {
                summary { words.count("tasks.ended", lines.count) }
                ul(.class("rows")) {
                    for line in lines {
                        li {
                            title(line)
                            " "
                            badge(words(line.state), line.state == .done ? .good : .neutral)
                            div(.class("hint")) {
                                line.responsibleName
                                if let at = line.task.endedAt { " · " + words.date(at) }
                            }
                            if let outcome = line.outcome { ownWords(outcome) }
                        }
                    }
                }
            }
        }
    }
}

/// A task in a few words: how its text begins, else what kind it is and when.
func taskTitle(_ words: Words, _ line: TaskLine) -> String {
    if let text = line.text {
        let first = text.prefix { $0 != "\n" }
        return first.count > 90 ? String(first.prefix(90)) + "…" : String(first)
    }
    switch line.kind {
    case .meeting: return words("meeting.on", ["moment": words.shortDateTime(line.task.heldAt ?? line.task.askedAt)])
    case .consultation: return words("consultation.to", ["organisation": line.responsibleName])
    case .transfer: return words(line.kind)
    case .action: return words(line.task.meeting == nil ? "task.action" : "task.decision")
    }
}

extension DossierDeed {
    /// Asking, calling a meeting, and handing the coordination over.
    static func tasks(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed("ask", on: .tasks, field: askField) { id, fields, session in
                var form = FormReading(fields)
                let words = form.text("task.text")
                let part: Compartment? = form.part("part")
                let responsible: OrganisationID? = try form.id("responsible")
                let due = form.moment()
                guard let part, let responsible, let due, form.isClear else { throw form.unclear }
                try await desk.tasks.ask(
                    words, of: responsible, in: part, of: id, due: due, from: CaseFiles(desk: desk).draft(fields),
                    by: session)
            }
        ] + calling(desk) + transferring(desk)
    }

    private static func askField(_ refusal: DossierRefusal) -> String {
        switch refusal.reason {
        case .dueInThePast, .dueTooLate: "due"
        case .notAdmitted: "part"
        case .receiverNotAdmitted: "responsible"
        default: "task.text"
        }
    }
}
