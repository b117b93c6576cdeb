import Organisations
import Reporting
import Terms
import Web
import Words

/// Something that is done with a report from its page.
struct CaseDeed: Sendable {
    /// Part of the address of its form, and of the keys that tell of it.
    let name: String
    /// The field at which a refusal is told.
    let field: String
    let act: @Sendable (ReportID, FormFields, Session) async throws -> Void

    init(
        _ name: String, field: String? = nil,
        _ act: @escaping @Sendable (ReportID, FormFields, Session) async throws -> Void
    ) {
        self.name = name
        self.field = field ?? name + ".text"
        self.act = act
    }

    /// The one text of a deed's form; its name begins with the deed's.
    static func text(_ fields: FormFields) -> String {
        let name = fields.all.first { $0.name.hasSuffix(".text") }?.name
        return (name.flatMap(fields.text) ?? "").trimmed
    }

    /// Of the page that the form stands on.
    static func version(_ fields: FormFields) throws -> Int64 {
        guard let version = fields["version"].flatMap({ Int64($0) }) else { throw ErrorPage.malformed }
        return version
    }

    private static func code<C: Coded>(_ name: String, _ fields: FormFields) throws -> C {
        guard let code = fields[name].flatMap(C.init) else { throw ErrorPage.malformed }
        return code
    }

    /// Everything but writing to the reporter, whose form can carry files: see ``CaseFiles``.
    static func all(_ desk: Desk) -> [CaseDeed] {
        judging(desk) + planning(desk) + contacting(desk) + handingOver(desk) + linking(desk)
    }

    private static func judging(_ desk: Desk) -> [CaseDeed] {
        [
            CaseDeed("judgement") { id, fields, session in
                let judgement = Judgement(
                    urgency: try code("urgency", fields), isQuestion: fields["question"] != nil, reason: text(fields))
                try await desk.intake.judge(id, judgement, version: version(fields), by: session)
            },
            CaseDeed("correct") { id, fields, session in
                try await desk.intake.correct(
                    id, to: TraitsForm.read(fields, desk.register), because: text(fields), version: version(fields),
                    by: session)
            },
            CaseDeed("note") { id, fields, session in
                try await desk.intake.note(
                    text(fields), forOneself: fields["oneself"] != nil, from: try CaseFiles(desk: desk).draft(fields),
                    on: id, by: session)
            },
            CaseDeed("close") { id, fields, session in
                let unanswered = fields["unanswered"].flatMap(UnansweredReason.init)
                let isWaited = try await desk.intake.isWaitedFor(id, by: session)
                // Everything that is missing at once: who closes a report is not sent back twice.
                let missing = [
                    fields["closing"] == "" ? DossierDeed.Unclear.Problem(field: "closing", sentence: Choosing.key) : nil,
                    isWaited && unanswered == nil ? .init(field: "unanswered", sentence: "refusal.answerDue") : nil,
                    text(fields).isEmpty ? .init(field: "close.text", sentence: "refusal.reasonMissing") : nil,
                ].compactMap { $0 }
                guard missing.isEmpty else { throw DossierDeed.Unclear(missing) }
                do {
                    try await desk.intake.close(
                        id, because: code("closing", fields), text(fields), leaving: unanswered,
                        version: version(fields), by: session)
                } catch ReportRefusal.dangerStands {
                    throw DossierDeed.Unclear("closing", "refusal.dangerStands")
                } catch ReportRefusal.answerDue {
                    throw DossierDeed.Unclear("unanswered", "refusal.answerDue")
                }
            },
            CaseDeed("reopen") { id, fields, session in
                try await desk.intake.reopen(id, version: version(fields), by: session)
            },
        ]
    }

    private static func planning(_ desk: Desk) -> [CaseDeed] {
        [
            CaseDeed("take") { id, fields, session in
                try await desk.intake.assign(id, to: session.member.id, version: version(fields), by: session)
            },
            CaseDeed("assign", field: "assignee") { id, fields, session in
                let chosen = fields["assignee"] ?? ""
                try await desk.intake.assign(
                    id, to: chosen.isEmpty ? nil : try MemberID(chosen), version: version(fields), by: session)
            },
            CaseDeed("put-down") { id, fields, session in
                try await desk.intake.putDown(id, because: text(fields), version: version(fields), by: session)
            },
            CaseDeed("plan", field: "due") { id, fields, session in
                guard let time = TypedDate.time(fields["clock"] ?? ""),
                    let due = TypedDate(fields, "due").instant(hour: time.hour, minute: time.minute)
                else { throw DossierDeed.Unclear("due", TypedDate(fields, "due").error(withTime: true)) }
                do {
                    try await desk.intake.plan(
                        id, due: due, because: text(fields), version: version(fields), by: session)
                } catch ReportRefusal.reasonMissing {
                    throw DossierDeed.Unclear("plan.text", "staff.plan.reason.missing")
                }
            },
        ]
    }

    private static func contacting(_ desk: Desk) -> [CaseDeed] {
        [
            CaseDeed("appoint", field: "due") { id, fields, session in
                guard let time = TypedDate.time(fields["clock"] ?? ""),
                    let moment = TypedDate(fields, "due").instant(hour: time.hour, minute: time.minute)
                else { throw DossierDeed.Unclear("due", "staff.date.error.time") }
                do {
                    try await desk.intake.appoint(
                        Appointment(at: moment, from: text(fields)), on: id, version: version(fields), by: session)
                } catch ReportRefusal.reasonMissing {
                    throw DossierDeed.Unclear("appoint.text", "staff.case.appoint.from.missing")
                }
            },
            CaseDeed("contacted") { id, fields, session in
                try await desk.intake.contacted(id, version: version(fields), by: session)
            },
        ]
    }

    private static func handingOver(_ desk: Desk) -> [CaseDeed] {
        [
            CaseDeed("hand-over") { id, fields, session in
                guard let receiver = fields["receiver"], !receiver.isEmpty else {
                    throw DossierDeed.Unclear("receiver", Choosing.key)
                }
                try await desk.handOvers.offer(
                    id, to: try OrganisationID(receiver), text(fields), version: version(fields), by: session)
            },
            CaseDeed("send-back") { id, fields, session in
                try await desk.handOvers.sendBack(id, text(fields), version: version(fields), by: session)
            },
            CaseDeed("withdraw") { id, _, session in try await desk.handOvers.withdraw(id, by: session) },
            CaseDeed("accept") { id, _, session in try await desk.handOvers.accept(id, by: session) },
            CaseDeed("refuse") { id, fields, session in
                try await desk.handOvers.refuse(id, text(fields), by: session)
            },
        ]
    }

    private static func linking(_ desk: Desk) -> [CaseDeed] {
        [
            CaseDeed("link") { id, fields, session in
                if let other = fields["other"] {
                    try await desk.intake.link(id, with: try ReportID(other), by: session)
                } else {
                    try await desk.intake.link(id, withReference: text(fields), by: session)
                }
            },
            CaseDeed("unlink") { id, fields, session in
                try await desk.intake.unlink(id, from: try ReportID(fields["other"] ?? ""), by: session)
            },
        ]
    }
}
