import Duties
import HTML
import Organisations
import Reporting
import Terms
import Words

/// A form for each deed. What was typed is kept when it is refused.
struct CaseForms {
    let tools: CaseTools
    private var words: Words { tools.words }
    private var view: CaseView { tools.view }

    /// What the owner can do with the report as a whole.
    @HTML.Builder var owner: HTML {
        if tools.isOpen {
            judgement
            plan
            if view.duty?.member == tools.session.member.id { putDown }
            dossier
            if tools.session.member.role == .coordinator { assign }
            correct
            if view.offer == nil {
                if let back = view.wayBack { sendBack(to: back) }
                handOver
                close
            }
        } else {
            p { words("staff.case.closed.text") }
            form(to: tools.address("reopen")) {
                tools.place
                button(words("staff.case.reopen"), .secondary)
            }
            correct
        }
    }

    /// What the organisation that was asked can answer.
    @HTML.Builder var offered: HTML {
        p { words("staff.case.asked.text") }
        deedButton(words("staff.case.accept"), to: tools.address("accept"), .primary)
        deed("refuse", "staff.case.refuse", "staff.case.reason.hint")
    }

    var take: HTML {
        form(to: tools.address("take")) {
            tools.place
            button(words("staff.case.take"), .secondary)
        }
    }

    var message: HTML {
        uploadForm(words, to: tools.address("message"), id: "message") {
            tools.place
            hidden("draft", tools.draft)
            text("message", "staff.case.message", "staff.case.message.hint", rows: 5)
            carriedFiles(words, tools.carried)
            filesField(words, "files", words("dialogue.answer.files"), problem: tools.problems["files"])
            buttons { button(words("staff.case.message.send"), .secondary) }
        }
    }

    var note: HTML {
        form(to: tools.address("note"), .id("note")) {
            tools.place
            hidden("draft", tools.draft)
            text("note", "staff.case.note", "staff.case.note.hint", rows: 3)
            checkbox(
                Field("oneself", words("staff.case.note.oneself")), isChosen: tools.typed("note", "oneself") != nil)
            buttons { button(words("staff.case.note.keep"), .secondary) }
        }
    }

    @HTML.Builder var link: HTML {
        details(tools.wasRefused("link") ? .open : .class("more")) {
            summary { words("staff.case.link.more") }
            form(to: tools.address("link"), .id("link")) {
                textField(
                    Field(
                        "link.text", words("staff.case.link.reference"), hint: words("staff.case.link.hint"),
                        error: tools.problems["link.text"]), value: tools.typed("link", "link.text") ?? "",
                    maxLength: 20, width: .code)
                buttons { button(words("staff.case.link"), .secondary) }
            }
            p { a(to: StaffAddress.findToLink(tools.id, words.language)) { words("staff.case.link.find") } }
        }
    }

    func unlink(_ envelope: Envelope) -> HTML {
        form(to: tools.address("unlink")) {
            hidden("other", envelope.id.text)
            button(
                words("staff.case.unlink"), .quiet,
                .aria("label", words("staff.case.unlink.named", ["reference": envelope.reference])))
        }
    }

    private var judgement: HTML {
        let isFirst = view.debts[.judge] != nil || view.debts[.firstLook] != nil
        return deed("judgement", "staff.case.judge", "staff.case.reason.hint", isOpen: isFirst) {
            radios(
                Field("urgency", words("staff.case.urgency")), Urgency.allCases.map { Choice($0.rawValue, words($0)) },
                chosen: tools.typed("judgement", "urgency") ?? view.envelope.urgency.rawValue)
            checkbox(
                Field("question", words("staff.case.isQuestion")),
                isChosen: tools.wasRefused("judgement")
                    ? tools.typed("judgement", "question") != nil : view.envelope.subject == .question)
        }
    }

    /// Promising the reporter a moment, and telling that they were spoken with.
    @HTML.Builder var contact: HTML {
        let refused = tools.refused.flatMap { $0.deed == "appoint" ? TypedDate($0.fields, "due") : nil }
        let date = refused ?? TypedDate(view.contact?.from ?? tools.now)
        folded("appoint", "staff.case.appoint") {
            p { words("staff.case.appoint.text") }
            date.field(words, Field("due", words("staff.case.plan.date"), error: tools.problems["due"]))
            textField(
                Field("clock", words("staff.case.plan.clock"), hint: words("staff.case.plan.clock.hint")),
                value: tools.typed("appoint", "clock") ?? "", maxLength: 5, width: .narrow)
            textField(
                Field(
                    "appoint.text", words("staff.case.appoint.from"), hint: words("staff.case.appoint.from.hint"),
                    error: tools.problems["appoint.text"]), value: tools.typed("appoint", "appoint.text") ?? "",
                maxLength: NewReport.mostClueCharacters)
        }
        if view.debts[.contact] != nil {
            form(to: tools.address("contacted")) {
                tools.place
                button(words("staff.case.contacted"), .secondary)
            }
        }
    }

    private var putDown: HTML {
        folded("put-down", "staff.case.putDown") {
            p { words("staff.case.putDown.text") }
            text("put-down", "staff.case.text", "staff.case.reason.hint")
        }
    }

    private var plan: HTML {
        let due = view.duty?.due ?? tools.now
        let local = LocalTime(due)
        let clock = "\(local.hour):" + (local.minute < 10 ? "0" : "") + "\(local.minute)"
        let date = tools.refused.flatMap { $0.deed == "plan" ? TypedDate($0.fields, "due") : nil } ?? TypedDate(due)
        return folded("plan", "staff.case.plan") {
            p { words("staff.case.plan.text") }
            date.field(words, Field("due", words("staff.case.plan.date"), error: tools.problems["due"]))
            textField(
                Field("clock", words("staff.case.plan.clock"), hint: words("staff.case.plan.clock.hint")),
                value: tools.typed("plan", "clock") ?? clock, maxLength: 5, width: .narrow)
            text("plan", "staff.plan.reason", "staff.plan.reason.hint", rows: 2)
        }
    }

    private var assign: HTML {
        folded("assign", "staff.case.assign") {
            select(
                Field("assignee", words("staff.case.assign.who"), error: tools.problems["assignee"]),
                tools.colleagues.map { Choice($0.id.text, $0.name) },
                chosen: tools.typed("assign", "assignee") ?? view.duty?.member?.text, empty: words("staff.case.nobody"))
        }
    }

    private var correct: HTML {
        let wasRefused = tools.wasRefused("correct")
        let typed = wasRefused ? tools.refused.map { TraitsForm($0.fields, tools.register) } : nil
        return folded("correct", "staff.case.correct") {
            p { words("staff.case.correct.text") }
            (typed ?? TraitsForm(view.envelope.traits, tools.register)).fields(
                words, wasRefused ? tools.problems : Problems(), tools.register)
            text("correct", "staff.case.text", "staff.case.reason.hint")
        }
    }

    /// Back to who handed it over; what came from the reporter directly cannot go back, and is passed on.
    private func sendBack(to back: Organisation) -> HTML {
        let came = view.handOvers.contains { $0.state == .accepted && $0.senderName == back.name }
        return folded("send-back", came ? "staff.case.sendBack" : "staff.case.passOn") {
            p { words("staff.case.sendBack.text", ["organisation": back.name]) }
            text("send-back", "staff.case.text", "staff.case.reason.hint")
        }
    }

    private var handOver: HTML {
        deed("hand-over", "staff.case.handOver", "staff.case.reason.hint") {
            p { words("staff.case.handOver.text") }
            select(
                Field("receiver", words("staff.case.receiver"), error: tools.problems["receiver"]),
                tools.receivers.map { Choice($0.organisation.id.text, $0.organisation.name) },
                chosen: tools.typed("hand-over", "receiver"), empty: words("staff.choose"))
        }
    }

    private var close: HTML {
        deed("close", "staff.case.close", "staff.case.reason.hint") {
            if view.envelope.urgency == .danger { p { words("refusal.dangerStands") } }
            select(
                Field(
                    "closing", words("staff.case.closing"), hint: words("staff.case.closing.hint"),
                    error: tools.problems["closing"]),
                ClosingReason.allCases.map { Choice($0.rawValue, words($0)) },
                chosen: tools.typed("close", "closing"), empty: words("staff.choose"))
            if view.debts[.answer] != nil || view.debts[.contact] != nil {
                radios(
                    Field(
                        "unanswered", words("staff.case.unanswered"), hint: words("staff.case.unanswered.hint"),
                        error: tools.problems["unanswered"]),
                    UnansweredReason.allCases.filter { $0 != .spoken || view.contact != nil }
                        .map { Choice($0.rawValue, words($0)) },
                    chosen: tools.typed("close", "unanswered"))
            }
        }
    }

    /// A form of one deed with choices and a reason.
    private func deed(
        _ deed: String, _ title: Key, _ hint: Key, isOpen: Bool = false,
        @HTML.Builder choices: () -> HTML = { HTML.empty }
    ) -> HTML {
        let choices = choices()
        return folded(deed, title, isOpen: isOpen) {
            choices
            text(deed, "staff.case.text", hint)
        }
    }

    /// A form behind its name, since a report has many; the one that was refused is open.
    private func folded(
        _ deed: String, _ title: Key, isOpen: Bool = false, @HTML.Builder content: () -> HTML
    ) -> HTML {
        let content = content()
        return details(.id(deed), isOpen || tools.wasRefused(deed) ? .open : .class("more")) {
            summary { words(title) }
            form(to: tools.address(deed)) {
                tools.place
                content
                buttons { button(words(title), .secondary) }
            }
        }
    }

    private func text(_ deed: String, _ label: Key, _ hint: Key, rows: Int = 4) -> HTML {
        let name = deed + ".text"
        return textArea(
            Field(name, words(label), hint: words(hint), error: tools.problems[name]),
            value: tools.typed(deed, name) ?? "", rows: rows)
    }
}
