import Duties
public import Journal
public import Organisations
import Records
import Storage
public import Terms

extension Act {
    public static let reportRead = Act("report.read")
    public static let reportJudged = Act("report.judged")
    public static let reportPlanned = Act("report.planned")
    public static let reportAssigned = Act("report.assigned")
    public static let reportNoted = Act("report.noted")
    public static let organisationWrote = Act("dialogue.organisationWrote")
    public static let reportContacted = Act("report.contacted")
    public static let reportClosed = Act("report.closed")
    public static let reportLinked = Act("report.linked")
    public static let reportUnlinked = Act("report.unlinked")
}

/// What intake workers and coordinators do with a report (Dutch: intake).
///
/// Each deed checks that the report is this organisation's, is one transaction with its journal entry, and leaves the
/// report with one owner and, unless closed, one next step.
public struct Intake: Sendable {
    let ground: Ground
    let terms: IntakeTerms

    public init(_ ground: Ground, terms: IntakeTerms = .init()) {
        self.ground = ground
        self.terms = terms
    }

    /// Judges danger, urgency and whether it is a question or a signal, with the reason (Dutch: beoordelen).
    /// - Parameter version: of the page that was judged; refuses `changedMeanwhile` when a colleague was first.
    public func judge(
        _ id: ReportID, _ judgement: Judgement, version: Int64, by session: Session
    ) async throws {
        _ = try Remark(judgement.reason).checked()
        try await deed(id, version: version, by: session) { [self] envelope, session, tx in
            try append(judgement, .judgement, .work, as: .reportJudged, to: id, by: session, in: tx)
            let subject: Subject =
                judgement.isQuestion ? .question : envelope.subject == .question ? .victim : envelope.subject
            try ReportStorage.change(
                id, "urgency = \(judgement.urgency), subject = \(subject), state = 'inProgress'", ground.vouching,
                in: tx)
            let due = ground.time.now() + terms.term(judgement.urgency)
            try owe(id, judgement.urgency, in: tx) { $0.judged(actBy: due) }
            if judgement.urgency == .danger, envelope.urgency != .danger { try tellDanger(of: id, by: session, in: tx) }
        }
    }

    /// Promises the reporter when they are called or mailed and from where; they read it, and it is due at that moment.
    /// Refuses `dueInThePast`, `dueTooLate`, `reasonMissing` when it is not said from where, `tooLong`.
    public func appoint(
        _ appointment: Appointment, on id: ReportID, version: Int64, by session: Session
    ) async throws {
        let now = ground.time.now()
        guard appointment.at > now else { throw ReportRefusal.dueInThePast }
        guard appointment.at < now + .days(366) else { throw ReportRefusal.dueTooLate }
        let message = try Message(text: "", appointment: appointment).checked()
        try await deed(id, version: version, by: session) { [self] _, session, tx in
            try append(message, .message, .dialogue, as: .organisationWrote, to: id, by: session, in: tx)
            try owe(id, in: tx) { $0.appointed(at: appointment.at) }
        }
    }

    /// The reporter was spoken with, or could not be reached and was written to: contact is owed no more.
    public func contacted(_ id: ReportID, version: Int64, by session: Session) async throws {
        try await deed(id, version: version, by: session) { [self] _, session, tx in
            try owe(id, in: tx) { $0.contacted() }
            try journal(.reportContacted, id, session, in: tx)
        }
    }

    /// Sets when the work on a report is due; an answer to its reporter stays due when it is. In direct danger, later than
    /// danger allows takes a reason, which is kept.
    /// Refuses `dueInThePast`, `dueTooLate`, `reasonMissing`, `tooLong`.
    public func plan(
        _ id: ReportID, due: Instant, because reason: String = "", version: Int64, by session: Session
    ) async throws {
        let now = ground.time.now()
        guard due > now else { throw ReportRefusal.dueInThePast }
        guard due < now + .days(366) else { throw ReportRefusal.dueTooLate }
        let remark = reason.isEmpty ? nil : try Remark(reason).checked()
        try await deed(id, version: version, by: session) { [self] envelope, session, tx in
            let isPutOff = envelope.urgency == .danger && due > now + terms.term(.danger)
            guard remark != nil || !isPutOff else { throw ReportRefusal.reasonMissing }
            try owe(id, in: tx) { $0.planned(for: due) }
            if let remark {
                try append(remark, .planning, .work, as: .reportPlanned, to: id, by: session, in: tx)
            } else {
                try journal(.reportPlanned, id, session, in: tx)
            }
        }
    }

    /// A member takes the report on; a coordinator may give it to a colleague who opens reports, or to nobody.
    /// Refuses `colleagueCannot`.
    public func assign(_ id: ReportID, to member: MemberID?, version: Int64, by session: Session) async throws {
        try await deed(id, version: version, by: session) { [self] _, session, tx in
            if let member {
                guard let found = try ground.membership.member(member, in: tx),
                    found.organisation == session.organisation.id, found.isAble,
                    session.member.role == .coordinator || member == session.member.id
                else { throw ReportRefusal.colleagueCannot }
            } else if session.member.role != .coordinator {
                throw ReportRefusal.colleagueCannot
            }
            try ground.duties.assign(id.text, to: member, in: tx)
            try journal(.reportAssigned, id, session, in: tx)
            try ground.notices.tellAssigned(
                id.text, to: member, of: session.organisation.id, by: session.member.id, in: tx)
        }
    }

    /// Writes to the reporter. Tells whether it was new; the same words from one draft are stored once.
    ///
    /// - Parameter version: of the page written from; nil for who acts on what stands there now. When the report went on
    ///   since, what is written is sent all the same, but an answer stays due: they may not have read what came in.
    @discardableResult
    public func write(
        _ message: Message, from draft: Draft? = nil, on id: ReportID, version: Int64? = nil, by session: Session
    ) async throws -> Bool {
        let message = try message.checked()
        do {
            try await deed(id, by: session) { [self] _, session, tx in
                try append(
                    message, .message, .dialogue, as: .organisationWrote, to: id, by: session,
                    under: draft?.id(of: message, on: id), in: tx)
                try ground.attachments.keep(message.files.map(\.id), with: id.text, in: tx)
                let now = try ReportStorage.version(of: id, in: tx)
                if version == nil || version == now { try owe(id, in: tx) { $0.answered() } }
            }
            return true
        } catch is AlreadyWritten {
            return false
        } catch is AttachmentGone {
            throw ReportRefusal.fileGone
        }
    }

    /// A note that the reporter never sees: for the team, or for oneself alone. Tells whether it was new; the same
    /// words from one draft are stored once.
    @discardableResult
    public func note(
        _ text: String, forOneself: Bool, from draft: Draft? = nil, on id: ReportID, by session: Session
    ) async throws -> Bool {
        let remark = try Remark(text).checked()
        do {
            try await deed(id, closedToo: true, by: session) { [self] _, session, tx in
                let kind: CompartmentKind = forOneself ? .own(session.member.id) : .team(session.organisation.id)
                try append(
                    remark, .note, kind, as: .reportNoted, to: id, by: session,
                    under: draft?.id(of: remark, forOneself: forOneself, on: id), in: tx)
            }
            return true
        } catch is AlreadyWritten {
            return false
        }
    }

    /// Whether its reporter waits for an answer or for contact: closing then takes an ``UnansweredReason``.
    /// Throws ``ReportAbsent``.
    public func isWaitedFor(_ id: ReportID, by session: Session) async throws -> Bool {
        try await checkOwned(id, by: session)
        return try await ground.database.read { [ground] tx in
            let debts: Debts<Step> = try ground.duties.debts(on: id.text, in: tx)
            return debts.soonest(of: Debts.awaited) != nil
        }
    }

    /// Closes a report with a reason; nothing is due from then on, until the reporter writes again.
    ///
    /// - Parameter unanswered: why the reporter, who waits for an answer, gets none; they read it.
    /// Refuses `dangerStands` until somebody judged, with the reason, that there is no direct danger, `answerDue` when it is
    /// missing why there is no answer, `alreadyOffered`, `reasonMissing`, `tooLong`.
    public func close(
        _ id: ReportID, because closing: ClosingReason, _ text: String, leaving unanswered: UnansweredReason? = nil,
        version: Int64, by session: Session
    ) async throws {
        let remark = try Remark(text).checked()
        try await deed(id, version: version, by: session) { [self] envelope, session, tx in
            guard let duty = try ground.duties.duty(on: id.text, in: tx) else { throw ReportRefusal.changedMeanwhile }
            guard envelope.urgency != .danger else { throw ReportRefusal.dangerStands }
            guard try ReportStorage.offeredTo(id, in: tx) == nil else { throw ReportRefusal.alreadyOffered }
            let debts: Debts<Step> = try ground.duties.debts(on: id.text, in: tx)
            let isWaited = debts.soonest(of: Debts.awaited) != nil
            guard !isWaited || unanswered != nil else { throw ReportRefusal.answerDue }
            try append(remark, .closing, .work, as: .reportClosed, to: id, by: session, in: tx)
            try ground.notices.forget(id.text, in: tx)
            try ReportStorage.change(
                id,
                """
                state = 'closed', closed_at = \(ground.time.now()), closing = \(closing),
                unanswered = \(isWaited ? unanswered : nil), duty = NULL
                """, ground.vouching, in: tx)
            try ground.duties.discharge(duty.id, in: tx)
        }
    }

    /// Opens a closed report again.
    public func reopen(_ id: ReportID, version: Int64, by session: Session) async throws {
        try await deed(id, closedToo: true, version: version, by: session) { [self] envelope, session, tx in
            guard envelope.state == .closed else { throw ReportRefusal.changedMeanwhile }
            let due = ground.time.now() + terms.term(envelope.urgency)
            let isJudged = try ground.records.holds(.judgement, of: id.text, in: tx)
            let duty = try ground.duties.begin(
                .reopened(by: due, isJudged: isJudged), on: id.text, of: envelope.owner, envelope.urgency, in: tx)
            try ReportStorage.change(
                id,
                "state = 'inProgress', closed_at = NULL, closing = NULL, unanswered = NULL, duty = \(duty)",
                ground.vouching, in: tx)
            try journal(.reportReopened, id, session, in: tx)
        }
    }

    /// Whom work can be given to: the colleagues who open reports, by name.
    public func colleagues(of session: Session) async throws -> [Member] {
        try await ground.database.read { [ground] tx in
            try ground.membership.members(of: session.organisation.id, in: tx).filter(\.isAble)
        }
    }

    /// Links with the report of this reference, however it was typed. Refuses `noSuchReport`, `cannotLinkToItself`.
    public func link(_ id: ReportID, withReference typed: String, by session: Session) async throws {
        let named = try await ground.database.read { [self] tx in
            try report(withReference: typed, of: session.organisation.id, in: tx)
        }
        guard let named else { throw ReportRefusal.noSuchReport }
        try await link(id, with: named, by: session)
    }

    /// Marks two of the organisation's reports as belonging together. Refuses `cannotLinkToItself`.
    public func link(_ id: ReportID, with other: ReportID, by session: Session) async throws {
        guard id != other else { throw ReportRefusal.cannotLinkToItself }
        try await deed(id, closedToo: true, by: session) { [self] _, session, tx in
            guard try ReportStorage.envelope(of: other, in: tx)?.owner == session.organisation.id else {
                throw ReportAbsent()
            }
            try tx.execute(
                """
                INSERT INTO report_link (organisation, one, other)
                VALUES (\(session.organisation.id), \(min(id, other)), \(max(id, other)))
                ON CONFLICT (organisation, one, other) DO NOTHING
                """)
            try journal(.reportLinked, id, session, in: tx)
        }
    }

    public func unlink(_ id: ReportID, from other: ReportID, by session: Session) async throws {
        try await deed(id, closedToo: true, by: session) { [self] _, session, tx in
            try tx.execute(
                """
                DELETE FROM report_link WHERE organisation = \(session.organisation.id)
                AND one = \(min(id, other)) AND other = \(max(id, other))
                """)
            try journal(.reportUnlinked, id, session, in: tx)
        }
    }
}

/// No such report, or one that this organisation does not own and is not offered: the answer is the same.
public struct ReportAbsent: Error, Sendable {
    public init() {}
}
