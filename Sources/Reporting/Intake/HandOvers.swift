import Duties
public import Journal
public import Organisations
import Records
public import Storage
public import Terms

extension Act {
    public static let handOverOffered = Act("handOver.offered")
    public static let handOverAccepted = Act("handOver.accepted")
    public static let handOverRefused = Act("handOver.refused")
    public static let handOverWithdrawn = Act("handOver.withdrawn")
}

/// A side of a hand-over does not open all of the report although it should: a fault, and nothing changes hands.
public struct NotWhole: Error, Sendable {
    public init() {}
}

/// Handing a report over to another organisation (Dutch: overdracht). Until it accepts, the report stays with the
/// sender and both see it. What was read cannot be taken back; what comes after is sealed to who remains.
public struct HandOvers: Sendable {
    let ground: Ground
    let terms: IntakeTerms
    private var intake: Intake { Intake(ground, terms: terms) }
    static let shared: [CompartmentKind] = [.dialogue, .contact, .work]

    public init(_ ground: Ground, terms: IntakeTerms = .init()) {
        self.ground = ground
        self.terms = terms
    }

    /// Who a report can be handed over to: every other organisation that can receive.
    public func receivers(for session: Session) async throws -> [Receiver] {
        try await ReceptionDesk(ground).receivers().filter {
            $0.organisation.canReceive && $0.organisation.id != session.organisation.id
        }
    }

    /// Offers a report to another organisation, with the reason. Refuses `receiverCannotReceive`, `alreadyOffered`.
    public func offer(
        _ id: ReportID, to receiver: OrganisationID, _ reason: String, version: Int64, by session: Session
    ) async throws {
        let remark = try Remark(reason).checked()
        try await intake.deed(id, version: version, by: session) { [self] envelope, session, tx in
            try offer(envelope, to: receiver, remark, by: session, in: tx)
        }
    }

    /// Sends a report that belongs elsewhere back (Dutch: terugsturen): it is offered to whoever handed it over last, or
    /// else to the fallback organisation. Refuses `receiverCannotReceive`, `alreadyOffered`.
    public func sendBack(_ id: ReportID, _ reason: String, version: Int64, by session: Session) async throws {
        let remark = try Remark(reason).checked()
        try await intake.deed(id, version: version, by: session) { [self] envelope, session, tx in
            guard let back = try wayBack(of: id, from: session.organisation.id, in: tx) else {
                throw ReportRefusal.receiverCannotReceive
            }
            try offer(envelope, to: back.id, remark, by: session, in: tx)
        }
    }

    private func offer(
        _ envelope: Envelope, to receiver: OrganisationID, _ remark: Remark, by session: Session,
        in tx: any Transaction
    ) throws {
        let id = envelope.id
        guard let organisation = try ground.membership.organisation(receiver, in: tx), organisation.canReceive,
            receiver != session.organisation.id
        else { throw ReportRefusal.receiverCannotReceive }
        guard try ReportStorage.offeredTo(id, in: tx) == nil else { throw ReportRefusal.alreadyOffered }
        for compartment in try unlockShared(of: id, with: session.keyring, in: tx) {
            try ground.compartments.grant(compartment, to: organisation.recipient, in: tx)
        }
        try tx.execute(
            """
            INSERT INTO hand_over (id, report, sender, receiver, state, offered_at)
            VALUES (\(HandOverID(ground.chance)), \(id), \(session.organisation.id), \(receiver), 'offered',
                    \(ground.time.now()))
            """)
        try Parties.vouch(id, ground.vouching, in: tx)
        try intake.append(remark, .handOver, .work, as: .handOverOffered, to: id, by: session, in: tx)
        let due = ground.time.now() + terms.term(envelope.urgency)
        try intake.owe(id, in: tx) { $0.offered(acceptBy: due) }
        try ground.notices.tell(
            .handOver, about: id.text, to: receiver, by: session.member.id, urgency: envelope.urgency, in: tx)
    }

    /// The receiver takes the report over: owner and duty move together, and the sender's keys go.
    public func accept(_ id: ReportID, by session: Session) async throws {
        try await answer(id, by: session, as: "accepted") { [self] envelope, session, tx in
            let us = session.organisation.id
            // Before the sender's keys go: nobody must be left who reads it.
            _ = try unlockShared(of: id, with: session.keyring, in: tx)
            try tell(.accepted, about: Self.offer(of: id, in: tx)?.id.text, envelope, by: session, in: tx)
            try ground.notices.forget(id.text, for: envelope.owner, in: tx)
            try ground.notices.forget(.handOver, about: id.text, in: tx)
            try intake.journal(.handOverAccepted, id, session, in: tx)
            try ground.duties.move(id.text, to: us, in: tx)
            let due = ground.time.now() + terms.term(envelope.urgency)
            try intake.owe(id, in: tx) { $0.accepted(judgeBy: due, at: ground.time.now()) }
            for kind in Self.shared {
                try ground.compartments.revoke(.organisation(envelope.owner), from: kind, of: id.text, in: tx)
            }
            try ground.search.forget(id.text, for: envelope.owner, in: tx)
            try tx.execute("DELETE FROM report_link WHERE one = \(id) OR other = \(id)")
        }
    }

    /// The receiver sends the report back with the reason: it stays the sender's, who must act on it.
    public func refuse(_ id: ReportID, _ reason: String, by session: Session) async throws {
        let remark = try Remark(reason).checked()
        try await answer(id, by: session, as: "refused") { [self] envelope, session, tx in
            try intake.append(remark, .handOverAnswer, .work, as: .handOverRefused, to: id, by: session, in: tx)
            try tell(.refused, about: id.text, envelope, by: session, in: tx)
            try endOffer(to: session.organisation.id, of: envelope, in: tx)
        }
    }

    /// The sender takes the offer back.
    public func withdraw(_ id: ReportID, by session: Session) async throws {
        try await intake.deed(id, by: session) { [self] envelope, session, tx in
            guard let offer = try Self.offer(of: id, in: tx), let receiver = try ReportStorage.offeredTo(id, in: tx)
            else { throw ReportRefusal.changedMeanwhile }
            try settle(id, as: "withdrawn", in: tx)
            try intake.journal(.handOverWithdrawn, id, session, in: tx)
            try endOffer(to: receiver, of: envelope, in: tx)
            try ground.notices.tell(.withdrawn, about: offer.id.text, to: receiver, by: session.member.id, in: tx)
        }
    }

    /// What other organisations ask this one to take over, longest ago first: envelopes, no contents.
    public static func offers(to organisation: OrganisationID, in tx: any Transaction) throws -> [Offer] {
        try tx.rows(
            "\(fragment: select) WHERE h.receiver = \(organisation) AND h.state = 'offered' ORDER BY h.offered_at"
        )
        .map(offer)
    }

    /// What this organisation asks others to take over, longest ago first: until they answer it stays its own.
    public static func offers(by organisation: OrganisationID, in tx: any Transaction) throws -> [Offer] {
        try tx.rows(
            "\(fragment: select) WHERE h.sender = \(organisation) AND h.state = 'offered' ORDER BY h.offered_at"
        )
        .map(offer)
    }

    /// Back to who handed it over last, or else to the fallback organisation.
    func wayBack(of id: ReportID, from us: OrganisationID, in tx: any Transaction) throws -> Organisation? {
        let sender = try tx.value(
            """
            SELECT sender FROM hand_over WHERE report = \(id) AND receiver = \(us) AND state = 'accepted'
            ORDER BY answered_at DESC LIMIT 1
            """, as: OrganisationID.self)
        for candidate in [sender, try ReceptionDesk(ground).fallback(in: tx)] {
            guard let candidate, candidate != us else { continue }
            if let back = try ground.membership.organisation(candidate, in: tx), back.canReceive { return back }
        }
        return nil
    }

    static func offer(of id: ReportID, in tx: any Transaction) throws -> Offer? {
        try tx.row("\(fragment: select) WHERE h.report = \(id) AND h.state = 'offered'").map(offer)
    }

    static func steps(of id: ReportID, in tx: any Transaction) throws -> [HandOverStep] {
        try tx.rows(
            """
            SELECT s.name AS sender, t.name AS receiver, h.state, coalesce(h.answered_at, h.offered_at) AS moment
            FROM hand_over h JOIN organisation s ON s.id = h.sender JOIN organisation t ON t.id = h.receiver
            WHERE h.report = \(id) ORDER BY h.offered_at, h.id
            """
        ).map {
            HandOverStep(
                senderName: try $0.get("sender"), receiverName: try $0.get("receiver"), state: try $0.get("state"),
                at: try $0.get("moment"))
        }
    }

    /// What this organisation asked others to take over: what waits for an answer, and what was accepted, newest first.
    /// Envelopes, no contents.
    public func handedOver(by organisation: OrganisationID) async throws -> (waiting: [Offer], accepted: [Offer]) {
        try await ground.database.read { tx in
            let accepted = try tx.rows(
                """
                \(fragment: Self.select) WHERE h.sender = \(organisation) AND h.state = 'accepted'
                ORDER BY h.offered_at DESC LIMIT 50
                """
            ).map(Self.offer)
            return (try Self.offers(by: organisation, in: tx), accepted)
        }
    }

    private static let select: SQL = """
        SELECT \(fragment: ReportStorage.columns), h.id AS offer_id, h.sender, h.offered_at, s.name AS sender_name,
        t.name AS receiver_name, CASE WHEN h.state = 'offered' THEN (SELECT b.due_at FROM debt b
        WHERE b.object = r.id AND b.step = \(Step.awaitAcceptance)) END AS answer_by FROM hand_over h JOIN report r ON r.id = h.report
        JOIN organisation s ON s.id = h.sender JOIN organisation t ON t.id = h.receiver
        """

    private static func offer(_ row: Row) throws -> Offer {
        Offer(
            id: try row.get("offer_id"), envelope: try ReportStorage.envelope(row), sender: try row.get("sender"),
            senderName: try row.get("sender_name"), receiverName: try row.get("receiver_name"),
            offeredAt: try row.get("offered_at"), answerBy: try row.get("answer_by"))
    }

    /// One transaction in which the organisation that was asked answers.
    private func answer(
        _ id: ReportID, by session: Session, as state: String,
        _ body: @escaping @Sendable (Envelope, Session, any Transaction) throws -> Void
    ) async throws {
        try await ground.database.write { [self] tx in
            let session = try intake.able(session, in: tx)
            guard let envelope = try ReportStorage.envelope(of: id, in: tx),
                try Parties.of(id, ground.vouching, in: tx).offeredTo == session.organisation.id
            else { throw ReportAbsent() }
            try body(envelope, session, tx)
            try settle(id, as: state, in: tx)
            try tx.execute("UPDATE report SET version = version + 1 WHERE id = \(id)")
        }
    }

    /// Every compartment that goes along, opened; whoever opens only some of them cannot hand over the whole. What was
    /// destroyed has no grants left. Throws ``NotWhole``.
    private func unlockShared(
        of id: ReportID, with keyring: Keyring, in tx: any Transaction
    ) throws -> [OpenCompartment] {
        let opened = try ground.compartments.unlockAll(of: id.text, with: keyring, in: tx).filter {
            Self.shared.contains($0.kind)
        }
        let all = try tx.value(
            """
            SELECT count(*) FROM compartment c WHERE c.object = \(id) AND c.kind IN \(list: Self.shared.map(\.code))
            AND EXISTS (SELECT 1 FROM compartment_grant g WHERE g.compartment = c.id)
            """, as: Int.self)
        guard opened.count == all else { throw NotWhole() }
        return opened
    }

    private func settle(_ id: ReportID, as state: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE hand_over SET state = \(state), answered_at = \(ground.time.now())
            WHERE report = \(id) AND state = 'offered'
            """)
        try Parties.vouch(id, ground.vouching, in: tx)
    }

    /// Whoever offered the report hears the answer. About the hand-over when the report is theirs no longer.
    private func tell(
        _ answer: NoticeKind, about object: String?, _ envelope: Envelope, by session: Session, in tx: any Transaction
    ) throws {
        guard let object else { throw ReportRefusal.changedMeanwhile }
        try ground.notices.tell(
            answer, about: object, to: envelope.owner, by: session.member.id,
            member: try ground.duties.duty(on: envelope.id.text, in: tx)?.member, in: tx)
    }

    /// The receiver's keys go; what the sender owed before, and what the reporter wrote meanwhile, is owed still.
    private func endOffer(to receiver: OrganisationID, of envelope: Envelope, in tx: any Transaction) throws {
        let object = envelope.id.text
        for kind in Self.shared {
            try ground.compartments.revoke(.organisation(receiver), from: kind, of: object, in: tx)
        }
        try ground.notices.forget(object, for: receiver, in: tx)
        try intake.owe(envelope.id, in: tx) { $0.offerEnded() }
    }
}
