import Collaboration
import HTML
import Organisations
import Terms
import Words

/// A form for each deed that this organisation can do with a task.
struct TaskForms {
    let tools: TaskTools
    private var words: Words { tools.words }
    private var task: DossierTask { tools.task }

    func html() throws -> HTML {
        guard tools.canAct else { return p { words("staff.waiting") } }
        guard tools.isOpen, task.kind != .transfer else { return .empty }
        return HTML {
            if tools.isOurs {
                if task.kind == .meeting {
                    MinutesForm(tools: tools).html
                } else {
                    finish
                }
            }
            if tools.isOurs || tools.mayTakeBack { plan }
            if tools.isOurs, tools.session.member.role == .coordinator { assign }
            if tools.isOurs, task.kind != .meeting, !tools.isAsker { decline }
            if tools.mayTakeBack { withdraw }
        }
    }

    private var isQuestion: Bool { task.kind == .consultation }

    private var finish: HTML {
        tools.folded("finish", isQuestion ? "consultation.finish" : "task.finish", isOpen: true) {
            tools.text(
                "finish", "finish.text", isQuestion ? "consultation.finish.text" : "task.finish.text",
                hint: isQuestion ? "consultation.finish.hint" : nil)
        }
    }

    private var decline: HTML {
        tools.folded("decline", "task.decline") {
            tools.text("decline", "decline.text", "task.decline.text", hint: "task.decline.hint", rows: 3)
        }
    }

    private var withdraw: HTML {
        tools.folded("withdraw", task.kind == .meeting ? "meeting.withdraw" : "task.withdraw") {
            tools.text("withdraw", "withdraw.text", "task.withdraw.text", rows: 3)
        }
    }

    private var plan: HTML {
        tools.folded("plan", task.kind == .meeting ? "meeting.move" : "task.plan") {
            tools.dayAndTime(
                "plan", task.kind == .meeting ? "meeting.when" : "task.plan.when", value: tools.view.line.due)
        }
    }

    private var assign: HTML {
        tools.folded("assign", "staff.case.assign") {
            tools.list(
                "assign", "assignee", "staff.case.assign.who", tools.colleagues.map { Choice($0.id.text, $0.name) },
                chosen: tools.view.line.member?.text,
                empty: "staff.case.nobody")
        }
    }
}
