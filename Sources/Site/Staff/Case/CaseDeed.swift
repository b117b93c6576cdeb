import Organisations
import Reporting
import Terms
import Words

/// What can be done with a report by a form without files; the raw value is the last part of its address.
enum CaseDeed: String, CaseIterable, Sendable {
    case judgement
    /// Takes the report on oneself.
    case take
    /// A coordinator gives it to a colleague, or to nobody.
    case assign
    case plan
    case note
    case handOver = "hand-over"
    case sendBack = "send-back"
    case withdraw, accept, refuse, close, reopen, link, unlink

    /// The field at which a refusal is told; a deed without fields tells it at the top.
    private var field: String {
        switch self {
        case .plan: "plan"
        case .assign: "member"
        case .link: "other"
        case .take, .withdraw, .accept, .reopen, .unlink: rawValue
        case .judgement, .note, .handOver, .sendBack, .refuse, .close: rawValue + ".text"
        }
    }

    func refusal(_ refusal: ReportRefusal, _ words: Words) -> CaseRefusal {
        CaseRefusal(
            form: rawValue, field: field, sentence: words.sentence(refusal), isStale: refusal == .changedMeanwhile)
    }

    private func refusal(_ sentence: String, at field: String? = nil) -> CaseRefusal {
        CaseRefusal(form: rawValue, field: field ?? self.field, sentence: sentence)
    }

    /// Does it. Throws ``ReportRefusal``, ``CaseRefusal``, ``ReportAbsent``.
    func run(on id: ReportID, _ fields: FormFields, by session: Session, at desk: Desk, _ words: Words) async throws {
        let text = (fields[rawValue + ".text"] ?? "").trimmed
        let version = fields["version"].flatMap { Int64($0) } ?? 0
        switch self {
        case .judgement:
            guard let urgency = fields["urgency"].flatMap(Urgency.init) else {
                throw refusal(words("form.choose"), at: "urgency")
            }
            let judgement = Judgement(urgency: urgency, isQuestion: fields["question"] != nil, reason: text)
            try await desk.intake.judge(id, judgement, version: version, by: session)
        case .take:
            try await desk.intake.assign(id, to: session.member.id, version: version, by: session)
        case .assign:
            let chosen = fields["member"] ?? ""
            let member = try? MemberID(chosen)
            guard chosen.isEmpty || member != nil else { throw refusal(words("refusal.unknownMember")) }
            do { try await desk.intake.assign(id, to: member, version: version, by: session) } catch
                MembershipRefusal.unknownMember
            { throw refusal(words("refusal.unknownMember")) }
        case .plan:
            guard let time = WallClock.time(fields["plan.time"] ?? ""),
                let due = TypedDate(fields, "plan").instant(hour: time.hour, minute: time.minute)
            else { throw refusal(words("staff.case.plan.error")) }
            try await desk.intake.plan(id, due: due, version: version, by: session)
        case .note:
            try await desk.intake.note(text, forOneself: fields["oneself"] != nil, on: id, by: session)
        case .handOver, .sendBack:
            guard let receiver = try? OrganisationID(fields["receiver"] ?? "") else {
                throw refusal(words("staff.case.receiver.error"), at: self == .handOver ? "receiver" : nil)
            }
            try await desk.handOvers.offer(id, to: receiver, text, version: version, by: session)
        case .withdraw: try await desk.handOvers.withdraw(id, by: session)
        case .accept: try await desk.handOvers.accept(id, by: session)
        case .refuse: try await desk.handOvers.refuse(id, text, by: session)
        case .close:
            guard let closing = fields["closing"].flatMap(ClosingReason.init) else {
                throw refusal(words("form.choose"), at: "closing")
            }
            try await desk.intake.close(id, because: closing, text, version: version, by: session)
        case .reopen: try await desk.intake.reopen(id, version: version, by: session)
        case .link:
            guard let other = try await Self.named((fields["other"] ?? "").trimmed, by: session, at: desk) else {
                throw refusal(words("staff.case.link.error"))
            }
            do { try await desk.intake.link(id, with: other, by: session) } catch is ReportAbsent {
                // This report or the other one: the page of this one tells.
                throw refusal(words("staff.case.link.error"))
            }
        case .unlink: try await desk.intake.unlink(id, from: try ReportID(fields["other"] ?? ""), by: session)
        }
    }

    /// One of the organisation's own reports by its id, or by its reference as people read it to each other.
    private static func named(_ typed: String, by session: Session, at desk: Desk) async throws -> ReportID? {
        if let id = try? ReportID(typed.lowercased()) { return id }
        let reference = typed.filter { $0.isLetter || $0.isNumber }.uppercased()
        guard reference.count == 8 else { return nil }
        return try await desk.intake.find(Query(text: reference), by: session).first {
            $0.reference.filter { $0 != "-" } == reference
        }?.id
    }
}
